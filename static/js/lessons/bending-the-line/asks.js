/**
 * What each scene asks first. Every judgement is made from passes, or from what the server found.
 *
 * @typedef {import("../../types.js").LayerPass} LayerPass
 * @typedef {import("../../kit/quiz.js").Item} Item
 *
 * @typedef {object} Facts  what the lesson's own questions found; null until it is there
 * @property {{ways: number, of: number, tried: number, best: number} | null} splits
 * @property {readonly Count[] | null} counts
 *
 * @typedef {{hidden: number, learned: number, of: number, stuck: readonly number[]}} Count  of starts
 */

import { found } from "../../kit/quiz.js";
import { number } from "../../words/format.js";
import { tidy } from "../../kit/figures.js";
import { around, deep, flat, polygon, priceOf } from "./networks.js";

const FAR = 50; // from the middle
const WAYS = 24; // in which one looks from there

/**
 * @param {readonly LayerPass[] | undefined} layers
 * @param {number} [neuron]
 */
const zOf = (layers, neuron = 0) => layers?.at(-1)?.z[neuron] ?? 0;

/** @param {readonly LayerPass[] | undefined} layers */
const saysYes = (layers) => (layers?.at(-1)?.a[0] ?? 0) > 0.5;

/** @param {ArrayLike<number> | undefined} values */
export const pair = (values) => `(${Array.from(values ?? [], (value) => tidy(value)).join(", ")})`;

/**
 * @param {any} start
 * @param {Facts} facts
 * @returns {Readonly<Record<string, Item>>}
 */
export function asksOf(start, facts) {
  return {
    best: {
      text: "How many of the four evenings can one line get right, at best?",
      choices: ["2", "3", "all 4"],
      judge() {
        if (!facts.splits) return null;
        const { ways, of, tried, best } = facts.splits;
        return found(["2", "3", "4"].indexOf(`${best}`),
          `The server tried ${tried} lines, and the best of them get ${best} right: of ${of} ways to answer four evenings one line can say ${ways}, and this is not one of them.`,
          ["There are better lines: try one that cuts off a single corner.",
            `There are better ones among the ${tried} that the server tried.`,
            "No line does: the two fun evenings lie crosswise."]);
      },
    },
    worth: {
      text: "A second bathroom: one in a flat with 1 bedroom, one in a house with 5. Where does this neuron think it adds more?",
      choices: ["In the flat", "In the house", "The same in both"],
      passes: [[1, 1], [1, 2], [5, 1], [5, 2]].map((rooms) => priceOf(start.house, rooms, false)),
      judge([flat1, flat2, house1, house2]) {
        const [flatAdds, houseAdds] = [zOf(flat2) - zOf(flat1), zOf(house2) - zOf(house1)];
        const right = flatAdds === houseAdds ? 2 : Number(houseAdds > flatAdds);
        const sums = `The flat goes from ${tidy(zOf(flat1))} to ${tidy(zOf(flat2))}, the house from ${tidy(zOf(house1))} to ${tidy(zOf(house2))}`;
        return found(right, `${sums}: ${tidy(flatAdds)} more, and ${tidy(houseAdds)} more.`,
          ["Take the difference of each pair of prices.", "Take the difference of each pair of prices.", "It is not as much in both."]);
      },
    },
    both: {
      text: "Both come. Both hidden neurons fire. What sum z does the output neuron get?",
      choices: ["0.5", "−0.5", "−1.5"],
      passes: start.evenings.map((/** @type {number[]} */ evening) => deep(start.xor, evening)),
      judge([none, ann, , both]) {
        const z = zOf(both);
        const choices = [0.5, -0.5, -1.5];
        const names = [[zOf(ann), "one friend comes"], [zOf(none), "nobody comes"]];
        const whyNot = choices.map((choice) => {
          const other = names.find(([sum]) => sum === choice);
          return other ? `That is the sum when ${other[1]}.` : "Add it up once more.";
        });
        return found(choices.indexOf(z), `1 · 1 − 2 · 1 − 0.5 = ${tidy(z, 1)}. It is not above 0, so the output says ${saysYes(both) ? 1 : 0}: no fun.`, whyNot);
      },
    },
    shape: {
      text: "Where will the two together say “fun”?",
      choices: ["On one side of a line", "In a stripe between two lines", "In two corners that do not touch"],
      passes: [[-0.5, -0.5], [1, 0], [0.5, 0.5], [0, 1], [1.5, 1.5]].map((at) => deep(start.xor, at)),
      judge(answers) {
        const [low, ann, middle, ben, high] = answers.map(saysYes);
        const across = [low, middle, high].map((yes) => (yes ? "yes" : "no")).join(", ");
        const way = `From the lower left corner over the middle to the upper right it says ${across}`;
        const isStripe = !low && middle && !high && ann && ben;
        return found(isStripe ? 1 : low === high ? 2 : 0, `${way}, and “yes” at both corners with one friend: 1 line is crossed, then the other.`,
          ["On the way from corner to corner it would change once only.", "On the way from corner to corner it would change twice.",
            `At (0.5, 0.5), halfway between the two corners, it says ${middle ? "yes" : "no"}, too.`]);
      },
    },
    places: {
      text: "Seen by the two hidden neurons, how many places do the four evenings take?",
      choices: ["4", "3", "2"],
      passes: start.evenings.map((/** @type {number[]} */ evening) => deep(start.xor, evening)),
      judge(answers) {
        const at = answers.map(([hidden]) => pair(hidden?.a));
        const n = new Set(at).size;
        const [none = "", ann = "", ben = "", both = ""] = at;
        return found(["4", "3", "2"].indexOf(`${n}`),
          `Neither lands at ${none}, Ann alone at ${ann}, Ben alone at ${ben}, both at ${both}: ${n} places.`,
          [`Two of them land in one place: Ann alone at ${ann}, Ben alone at ${ben}.`,
            `They land at ${at.join(", ")}: count once more.`,
            "One friend and both must not share a place: they are answered differently."]);
      },
    },
    closed: {
      text: "How few lines does it take to shut a region in, all round?",
      choices: ["2", "3", "4"],
      passes: [2, 3, 4].flatMap((edges) => around(FAR, WAYS).map((at) => deep(polygon(edges), at))),
      judge(answers) {
        const open = [0, 1, 2].map((k) => answers.slice(k * WAYS, (k + 1) * WAYS).filter(saysYes).length);
        const said = (/** @type {number} */ k) => `${open[k]} of ${WAYS}`;
        return found(open.indexOf(0), `Far out, ${FAR} from the middle, the server looked in ${WAYS} directions. With two lines it still says yes in ${said(0)}, with three in ${said(1)}.`,
          ["Between two lines it goes on for ever.",
            "Three lines leave a way out.", "Four are enough, but it can be done with fewer."]);
      },
    },
    most: {
      text: "At the ring, every neuron says less than ½. What does the network answer?",
      choices: ["Nothing: none is sure", "The one that says most", "All three, a little of each"],
      passes: [flat(start.fruits.net, start.fruits.spot, "sigmoid")],
      judge([layers]) {
        const a = Array.from(layers?.[0]?.a ?? []);
        const largest = a.indexOf(Math.max(...a));
        const said = a.map((value, k) => `${start.fruits.names[k]} ${number(value, 2)}`).join(", ");
        return found(1, `${said}: all are below ½, and ${start.fruits.names[largest]} is the largest.`,
          ["It always names one of its classes, sure or not.", "Another one is named.", "It names one class."]);
      },
    },
    learn: {
      text: "Two hidden neurons are enough: you have seen it. Of a hundred random starts with two, how many find it?",
      choices: ["All of them", "Most, but not all", "Fewer than half"],
      judge() {
        const count = facts.counts?.find(({ hidden }) => hidden === 2);
        if (!count || count.of < start.seeds) return null;
        const { learned, of } = count;
        const others = (facts.counts ?? []).filter(({ hidden }) => hidden > 2)
          .map(({ hidden, learned: n }) => `with ${hidden} in ${n}`).join(", ");
        return found(learned === of ? 0 : learned >= of / 2 ? 1 : 2, `With two it was learned in ${learned} of ${of} starts; ${others}.`,
          [`${of - learned} of ${of} got stuck.`, `It was learned in ${learned} of ${of}.`, `More than that: ${learned} of ${of} found it.`]);
      },
    },
  };
}
