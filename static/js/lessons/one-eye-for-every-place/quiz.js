/** The quiz of this lesson. */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { ofUpright, zOf } from "./asks.js";

const SPOT = [0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const FULL = [9, 9, 0, 0, 9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const PADDINGS = [0, 1, 2];

/**
 * @param {import("../../kit/lesson.js").Page<import("../one-eye-for-every-place.js").State>} page
 * @param {import("./facts.js").Facts} facts
 * @returns {readonly import("../../kit/quiz.js").Item[]}
 */
export function quizOf({ start }, facts) {
  return [
    {
      text: "Each row of a kernel is −1, 0, +1. The pixels under it are bright on the left and in the middle, dark on the right: 1, 1, 0 in each row. What is the sum?",
      choices: ["+3", "0", "−3"],
      passes: [ofUpright([1, 1, 0, 1, 1, 0, 1, 1, 0])],
      judge([layers]) {
        const z = zOf(layers);
        return found([3, 0, -3].indexOf(z), `Each row gives −1 · 1 + 0 · 1 + 1 · 0: z = ${tidy(z)}. An edge the other way has the other sign.`,
          [`Work out one row: it gives ${tidy(z / 3)}.`, "Left and right differ, so they do not cancel.", "Work out one row."]);
      },
    },
    {
      text: "10 pixels across, a window of 3, stride 1. Which padding leaves the map as large as the image?",
      choices: PADDINGS.map((padding) => `${padding}`),
      judge() {
        const outs = PADDINGS.map((padding) => facts.fit({ side: 10, size: 3, stride: 1, padding })?.out ?? 0);
        if (outs.includes(0)) return null;
        return found(outs.indexOf(10), `10 + 2 · ${outs.indexOf(10)} − 3 + 1 = ${outs[outs.indexOf(10)]}.`, outs.map((out, padding) => `With ${padding} the map is ${out} across.`));
      },
    },
    {
      text: "One square has a single 9 and three zeros, another has four 9s. Which pooling tells them apart?",
      choices: ["The largest", "The mean", "Neither"],
      judge() {
        const [most, mean] = /** @type {const} */ (["max", "mean"]).map((kind) => [SPOT, FULL].map((pixels) => facts.pool(kind, pixels)?.z[0]));
        const [a, b, c, d] = [...(most ?? []), ...(mean ?? [])];
        if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
        return found(a !== b ? 0 : c !== d ? 1 : 2, `Largest: ${tidy(a)} and ${tidy(b)}. Mean: ${tidy(c)} and ${tidy(d)}.`,
          [`The largest are ${tidy(a)} and ${tidy(b)}.`, `The means are ${tidy(c)} and ${tidy(d)}.`, `The means are ${tidy(c)} and ${tidy(d)}.`]);
      },
    },
    {
      text: `A digit slides by three pixels. What happens to the maps of the first layer of ${start.readers[1]}?`,
      choices: ["They stay as they are", "They slide along", "They become quite different"],
      judge(_, state) {
        const known = facts.slides(state);
        if (!known) return null;
        const { maps, sums } = known;
        return found(maps < 1e-4 ? 1 : 2, `Slid back, they differ by ${tidy(maps, 6)}. The sums of its dense layer differ by up to ${tidy(sums)}.`,
          ["The kernels find the same things, three pixels farther on.", "They are not quite the same, slid back.", "The kernels are the same at every place."]);
      },
    },
  ];
}
