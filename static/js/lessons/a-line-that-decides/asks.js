/**
 * What each scene asks before it tells. Pure, but for what `answer` looks up.
 *
 * @typedef {import("../../kit/quiz.js").Item} Item
 * @typedef {(name: string, data: object) => any} Answer
 */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { ALPHABET, CORNERS, firesIn, neuron, zOf } from "./rules.js";
import { mendedOf } from "./mending.js";

const RULE = [2, 1];
const BIAS = -18;
const WEIGHTS = [[2, 1], [1, -1], [-1, 3], [3, 2]]; // without a bias
const LINES = [{ w: [2, 1], b: -2.6 }, { w: [0.5, 0.5], b: -0.7 }, { w: [1, -1], b: 0.5 }, { w: [1, 2], b: 0.5 }];
const STICKS = [[[0, 0], [1, 1]], [[0, 1], [1, 0]]];
const ORDINALS = ["", "first", "second", "third", "fourth"];

export const corners = Array.from({ length: CORNERS.length / 2 }, (_, k) => CORNERS.slice(2 * k, 2 * k + 2));
const listed = (/** @type {readonly number[]} */ values) => values.map((each) => tidy(each)).join(", ");

/**
 * @param {any} start  the lesson's
 * @param {Answer} answer
 * @returns {Record<string, Item>}
 */
export function asksOf(start, answer) {
  const flat = start.scenes.who.points;
  const six = start.names.map((/** @type {string} */ _, /** @type {number} */ k) => flat.slice(2 * k, 2 * k + 2));
  const [ada, ben, cleo] = six;
  return {
    who: {
      text: "Who of the two gets in?",
      choices: ["Ada", "Ben", "Both", "Neither"],
      passes: [ada, ben].map((x) => neuron(RULE, BIAS, x)),
      judge([one, other]) {
        const [isAda, isBen] = [firesIn(one), firesIn(other)];
        const sums = [`Ada's is ${tidy(zOf(one))}`, `Ben's is ${tidy(zOf(other))}`];
        return found(
          isAda && isBen ? 2 : isAda ? 0 : isBen ? 1 : 3,
          `Two times the test, plus the grades, minus 18: ${sums.join(", ")}. Whoever is above 0 gets in.`,
          [`Of the two sums, ${sums[0]}.`, `Of the two sums, ${sums[1]}.`, "One of the two sums is not above 0.", "One of the two sums is above 0."],
        );
      },
    },
    shift: {
      text: "The bias goes from −18 to −12. Of these six, how many get in then?",
      choices: ["More", "Fewer", "As many as before"],
      passes: [BIAS, -12].flatMap((b) => six.map((/** @type {number[]} */ x) => neuron(RULE, b, x))),
      judge(answers) {
        const count = (/** @type {typeof answers} */ some) => some.filter(firesIn).length;
        const [before, after] = [count(answers.slice(0, six.length)), count(answers.slice(six.length))];
        const adas = [zOf(answers[0]), zOf(answers[six.length])];
        return found(
          after > before ? 0 : after < before ? 1 : 2,
          `With −18, ${before} of the six get in; with −12, ${after}. A larger bias makes firing easier.`,
          Array.from({ length: 3 }, () => `The bias is added to every sum: Ada's goes from ${tidy(adas[0] ?? 0)} to ${tidy(adas[1] ?? 0)}.`),
        );
      },
    },
    origin: {
      text: "The bias is 0. Which place is on the line, whatever the weights are?",
      choices: ["(0, 0)", "(1, 1)", "None: it depends on the weights"],
      passes: [[0, 0], [1, 1]].flatMap((x) => WEIGHTS.map((w) => neuron(w, 0, x))),
      judge(answers) {
        const [atZero, atOne] = [answers.slice(0, WEIGHTS.length).map(zOf), answers.slice(WEIGHTS.length).map(zOf)];
        const always = (/** @type {number[]} */ sums) => sums.every((z) => z === 0);
        return found(
          always(atZero) ? 0 : always(atOne) ? 1 : 2,
          `At (0, 0), z is ${listed(atZero)} with four pairs of weights: whatever is multiplied by 0 is 0.`,
          [`At (0, 0), z is ${listed(atZero)} with four pairs of weights.`, `At (1, 1), z is ${listed(atOne)} with four pairs of weights: on the line only by chance.`,
            "One of the two places has a sum of 0 with all four pairs of weights that were tried."],
        );
      },
    },
    far: {
      text: "Cleo's z is 8. A ruler is laid from her straight to the line. What does it say?",
      choices: ["Exactly 8", "Less than 8", "More than 8"],
      passes: [neuron(RULE, BIAS, cleo)],
      judge([layers]) {
        const measured = answer("measure", { points: [cleo], weights: RULE, bias: BIAS });
        if (!measured) return null;
        const [distance] = measured.distance;
        const z = zOf(layers);
        const grows = `For each step straight away from the line, z grows by ${tidy(measured.length)}`;
        return found(
          distance === z ? 0 : distance < z ? 1 : 2,
          `${grows}. So the distance is ${tidy(z)} ÷ ${tidy(measured.length)} = ${tidy(distance)}.`,
          ["z would be the distance only if it grew by 1 for each step away from the line.", `${grows}.`,
            "The farther away, the larger z is: it would have to grow by less than 1 for each step."],
        );
      },
    },
    rank: {
      text: "The place in class counts, too: 1 is best, 10 is last. What sign has its weight?",
      choices: ["Positive", "Negative", "It must be 0"],
      passes: [1, -1].flatMap((weight) => [1, 10].map((rank) => neuron([...RULE, weight], -12, [6, 6, rank]))),
      judge(answers) {
        const [first = 0, last = 0, firstDown = 0, lastDown = 0] = answers.map(zOf);
        return found(
          first > last ? 0 : firstDown > lastDown ? 1 : 2,
          `With a weight of −1 and 6 and 6 points, z is ${tidy(firstDown)} for the first and ${tidy(lastDown)} for the last: a larger place takes more away.`,
          [`With a weight of 1 and 6 and 6 points, z is ${tidy(first)} for the first and ${tidy(last)} for the last: the last one would be helped most.`,
            "Such a weight takes more away the larger the place is.", "Then first and last would have the same sum."],
        );
      },
    },
    more: {
      text: "With an interview the neuron reads four numbers. How many numbers does it say?",
      choices: ["1", "4", "5"],
      passes: [neuron([...RULE, -1, 1], BIAS, [8, 4, 6, 6])],
      judge([layers = []]) {
        const n = layers[0]?.a.length ?? 0;
        return found(
          [1, 4, 5].indexOf(n),
          `Four products and a bias are added to one sum, z = ${tidy(zOf(layers))}, and one number a comes out: here ${tidy(layers[0]?.a[0] ?? 0)}.`,
          ["It says more than one.", "Four go in, but they are added up.", "Four weights and a bias are what it has, not what it says."],
        );
      },
    },
    and: {
      text: "Weights ½ and ½, bias −0.7. For which switches is the lamp on?",
      choices: ["Only for both", "For at least one", "For none"],
      passes: corners.map((x) => neuron([0.5, 0.5], -0.7, x)),
      judge(answers) {
        const table = answers.map((layers) => Number(firesIn(layers))).join();
        const [none = 0, one = 0, , both = 0] = answers.map(zOf);
        return found(
          ["0,0,0,1", "0,1,1,1", "0,0,0,0"].indexOf(table),
          `z is ${tidy(none)} with none, ${tidy(one)} with one, ${tidy(both)} with both.`,
          ["One of the two switches is enough.", `With one switch, z is ${tidy(one)}, which is not above 0.`, `With both, z is ${tidy(both)}, which is above 0.`],
        );
      },
    },
    xor: {
      text: "The best line of all: how many of the four does it still get wrong?",
      choices: ["0", "1", "2"],
      judge() {
        const best = answer("least", { says: start.gates.xor });
        return best && found(
          best.mistakes,
          `Of all lines there are, the best get ${4 - best.mistakes} right and ${best.mistakes} wrong.`,
          [`On or off for each of four places: that makes 16 tables. A line can say ${best.tables} of them, and this is none of those.`,
            "It is not that many.", `Weights ${best.weights.map((/** @type {number} */ w) => tidy(w)).join(" and ")} and bias ${tidy(best.bias)} do better.`],
        );
      },
    },
    why: {
      text: "Both ends of a stick lie on the same side of a line. Can its middle lie on the other side?",
      choices: ["Never", "Sometimes", "Always"],
      passes: LINES.flatMap(({ w, b }) => STICKS.flatMap((ends) => [...ends, [0.5, 0.5]].map((x) => neuron(w, b, x)))),
      judge(answers) {
        const sticks = Array.from({ length: answers.length / 3 }, (_, k) => answers.slice(3 * k, 3 * k + 3).map(zOf));
        const same = sticks.filter(([one = 0, other = 0]) => (one > 0) === (other > 0));
        const crossed = same.filter(([one = 0, , middle = 0]) => (one > 0) !== (middle > 0));
        const [one = 0, other = 0, middle = 0] = same.find(([first, last]) => first !== last) ?? [];
        return found(
          crossed.length === 0 ? 0 : crossed.length < same.length ? 1 : 2,
          `In the middle, z is the mean of both ends: with ${tidy(one)} and ${tidy(other)} at the ends it is ${tidy(middle)}.`,
          [0, 1, 2].map(() => `${same.length} sticks with both ends on one side were tried, and ${crossed.length} of them had their middle on the other.`),
        );
      },
    },
    mend: {
      text: "Mend one mistake. Can another appear?",
      choices: ["No, it only gets better", "Yes"],
      judge(_, state) {
        const scene = start.scenes.rule;
        const mended = mendedOf(answer, { ...state, ...scene }, start);
        if (!mended) return null;
        const marks = [mended.wrong, ...mended.steps.map(({ wrong }) => wrong)];
        const fresh = marks.findIndex((wrong, k) => k > 0 && wrong.some((each) => !marks[k - 1]?.includes(each)));
        const [before = [], after = []] = [fresh - 1, fresh].map((k) => marks[k]);
        const spoiled = after.filter((each) => !before.includes(each)).map((each) => ALPHABET[each]);
        return found(
          fresh > 0 ? 1 : 0,
          `${before.length} of the twelve are wrong before the ${ORDINALS[fresh] ?? `${fresh}th`} mend, and ${after.length} after it. In the end, ${marks.at(-1)?.length} are.`,
          [`Mending ${ALPHABET[mended.steps[fresh - 1]?.point ?? 0]} makes ${spoiled.join(", ")} wrong.`, `In the end, ${marks.at(-1)?.length} are wrong.`],
        );
      },
    },
  };
}
