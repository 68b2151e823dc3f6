/**
 * What the neuron makes of one point, in numbers and words; how many mistakes the line makes; and
 * the sums at the ends and in the middle of two sticks.
 *
 * @typedef {import("../a-line-that-decides.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { showNet, tidy } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { casesOf, firesIn, GATES, inputsOf, reading, sideOf, sumInNumbers, zOf } from "./rules.js";

/**
 * The sum of the chosen point, and in its scene the distance from the line.
 *
 * @param {(name: string, data: object) => any} answer
 * @returns {Figure}
 */
export function sum(answer) {
  return (room, { numbers, start }) => {
    const changed = createWatch();
    const [sign, z, side] = [h("span"), h("span"), h("p")];
    const [size, length, distance] = [h("span"), h("span"), h("span")];
    const ruler = h("p", { class: "sum-line" }, "|z| ÷ |w| = ", size, " ÷ ", length, " = ", distance, " from the line");
    room.append(h("p", { class: "sum-line" }, sign, z), side, ruler);
    return {
      sync({ state, scene, told }) {
        const cases = casesOf(state, start);
        const { name, x, at } = cases[state.chosen] ?? cases[0] ?? { name: "", x: [], at: { x: 0, y: 0 } };
        const layers = numbers.layers(reading(state, x));
        const far = scene === "far" && told
          ? answer("measure", { points: [[at.x, at.y]], weights: state.w.slice(0, 2), bias: state.b }) : null;
        room.hidden = !told && scene !== "line" && scene !== "far";
        if (!layers || !changed(layers, far, name, scene)) return;
        const fires = firesIn(layers);
        setText(sign, `${name}: z = ${sumInNumbers(state.w.slice(0, inputsOf(scene)), state.b, x)} = `);
        showNet(z, zOf(layers));
        const where = zOf(layers) === 0 ? "z is 0, exactly on the line. A step neuron fires for z > 0 only"
          : `z is ${zOf(layers) > 0 ? "above" : "below"} 0, and the neuron ${fires ? "fires" : "stays quiet"}`;
        setText(side, `${where}: ${GATES.includes(scene) ? "the lamp is" : name} ${sideOf(scene, fires)}.`);
        ruler.hidden = !far?.distance;
        if (!far?.distance) return;
        showNet(size, Math.abs(far.z[0]));
        showNet(length, far.length);
        showNet(distance, far.distance[0]);
      },
    };
  };
}

/** How many mistakes the line makes, and the fewest it has made. @type {Figure} */
export function mistakes(room, { numbers, start }) {
  const now = h("span");
  const least = h("span");
  room.append(now, " ", least);
  let seen = { task: "", least: Infinity };
  return {
    sync({ state, scene, told }) {
      const cases = casesOf(state, start);
      const layers = cases.map(({ x }) => numbers.layers(reading(state, x)));
      room.hidden = !told;
      if (!told || layers.some((each) => each === null)) return;
      const n = cases.filter(({ wanted }, k) => firesIn(layers[k] ?? undefined) !== (wanted ?? 0) > 0).length;
      const task = `${scene} ${state.gate}`;
      if (task !== seen.task) seen = { task, least: n };
      seen.least = Math.min(seen.least, n);
      setText(now, n === 0 ? "No mistake." : `${n} of ${cases.length} wrong.`);
      setText(least, scene === "xor" ? `Your fewest so far: ${seen.least}.` : "");
    },
  };
}

/** The sticks between the pairs that XOR puts on different sides. */
const PAIRS = [
  { name: "red", ends: [[0, 0], [1, 1]] },
  { name: "blue", ends: [[0, 1], [1, 0]] },
];
const MIDDLE = [0.5, 0.5];

/** The sums at the ends and in the middle. @type {Figure} */
export function sticks(room, { numbers }) {
  const rows = PAIRS.map(({ name, ends }) => ({ name, places: [...ends, MIDDLE], cells: [0, 1, 2].map(() => h("td")) }));
  const heading = (/** @type {string} */ text) => h("th", { scope: "col" }, text);
  room.append(
    h("caption", {}, "z on the two sticks"),
    h("thead", {}, h("tr", {}, heading("stick"), heading("one end"), heading("other end"), heading("middle"))),
    h("tbody", {}, ...rows.map(({ name, cells }) => h("tr", {}, h("th", { scope: "row" }, name), ...cells))),
  );
  return {
    sync({ state }) {
      for (const { places, cells } of rows) {
        places.forEach((place, k) => {
          const layers = numbers.layers(reading(state, place));
          const cell = cells[k];
          if (layers && cell) showNet(cell, zOf(layers), tidy(zOf(layers)));
        });
      }
    },
  };
}
