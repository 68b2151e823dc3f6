/** What each scene asks first. Every judgement is made from what the server found. */

import { tidy } from "../../kit/figures.js";
import { found } from "../../kit/quiz.js";
import { normalised } from "./batch.js";
import { tiny } from "./tiny.js";

const LAST = 9; // of ten layers
const LARGE = 4; // the rate, of the server's, that only one of them bears

/**
 * Which of some values is nearest to another, by their ratio.
 *
 * @param {readonly number[]} values
 * @param {number} to
 */
function nearestOf(values, to) {
  const apart = values.map((value) => Math.abs(Math.log(value / to)));
  return apart.indexOf(Math.min(...apart));
}

/**
 * @param {import("../../kit/lesson.js").Page<import("../where-weights-start.js").State>} page
 * @param {import("./facts.js").Facts} facts
 * @returns {Readonly<Record<string, import("../../kit/quiz.js").Item>>}
 */
export function asksOf(page, facts) {
  const { scales, xavier, he, rates, blocks } = page.start;
  const at = { half: 4, xavier: scales.indexOf(xavier), he: scales.indexOf(he), large: scales.length - 1 };
  return {
    alike: {
      text: "Sixteen sigmoids start alike: all weights 0. They learn from 300 digits. How many different ones are there afterwards?",
      choices: ["Sixteen", "Two", "One"],
      judge() {
        const known = facts.alike("sigmoid", "zero");
        if (!known) return null;
        const { different, right, of } = known;
        return found(different === 16 ? 0 : different === 2 ? 1 : 2,
          `${different === 1 ? "Only 1 is left" : `There are ${different}`}: whatever a digit does to one of them, it does to all. Together they read ${right} of ${of} new digits, no better than a guess.`,
          ["They see the same, say the same, and get the same slopes.", "Nothing tells one half from the other.", "Look at their grids."]);
      },
    },
    ten: {
      text: "Ten layers of sigmoids, their weights as Xavier Glorot proposed. How much of the output’s gradient is left at the input?",
      choices: ["About a tenth", "About a thousandth", "Less than a millionth"],
      judge() {
        const known = facts.flow("sigmoid", "none");
        if (!known) return null;
        const left = known.reaches[at.xavier] ?? 0;
        const slopes = `Each sigmoid’s slope is at most ¼, and ten of them multiply to at most ¼¹⁰ = ${tiny(known.bound)}`;
        return found(left < 1e-6 ? 2 : nearestOf([0.1, 0.001], left), `${tiny(left)} times the output’s. ${slopes}.`,
          ["That would be one layer’s loss or two.", "Ten layers lose more than that.", "It is not as bad."]);
      },
    },
    relu: {
      text: "A ReLU says 0 to about half of all that it reads, so a signal shrinks from layer to layer. What size of weights, measured by Xavier’s, makes up for it?",
      choices: ["Half as large", "√2 times as large", "Four times as large"],
      judge() {
        const known = facts.flow("relu", "none");
        if (!known) return null;
        const [half = 0, now = 0, root = 0, four = 0] = [at.half, at.xavier, at.he, at.large].map((k) => known.reaches[k]);
        return found(nearestOf([half, root, four], 1), `With √2 times as large, ${tiny(root)} of the gradient reaches the input; with Xavier’s own, ${tiny(now)}. Kaiming He’s start: variance 2 ÷ inputs.`,
          [`Then only ${tiny(half)} of the gradient is left.`, `Then ${tiny(root)} is left.`, `Then it grows ${tiny(four)} times: too loud is as bad as too quiet.`]);
      },
    },
    norm: {
      text: "Batch normalisation goes between each sum and its tanh. Then all weights are made four times as large. What becomes of the tenth layer’s spread?",
      choices: ["It grows four times", "It stays", "It is gone"],
      judge() {
        const known = facts.flow("tanh", "batch");
        if (!known) return null;
        const [small = 0, large = 0] = [at.xavier, at.large].map((k) => known.spread[10 * k + LAST]);
        return found(nearestOf([4, 1, 0.1], large / small), `It was ${tidy(small, 3)} and is ${tidy(large, 3)}: whatever the sums’ size, each is divided by it.`,
          ["A tanh never says more than 1.", "The weights do matter.", "It is still there."]);
      },
    },
    batch: {
      text: "In training, batch normalisation subtracts the batch’s mean and divides by its spread. A batch of one pupil, 170 cm tall: what comes out?",
      choices: ["A large number", "Nothing but 0", "It depends on the height"],
      judge() {
        const [one, other] = [170, 190].map((height) => normalised(page, [height]));
        if (!one || !other) return null;
        const [first = 1, second = 1, use = 0] = [one.training[0], other.training[0], one.use[0]];
        return found(first !== second ? 2 : first === 0 ? 1 : 0, `${tidy(first)}, for 190 cm too: one pupil is always the mean. In use the kept mean, ${tidy(one.mean[1])}, makes ${tidy(use)} of it.`,
          ["There is nothing that it could be larger than.", "Try another height.", "The mean goes along with it."]);
      },
    },
    rates: {
      text: "Two hidden layers of ReLUs learn at rate 3: steps a hundred times as large as usual. Which one learns?",
      choices: ["Both do", "Neither does", "Only the one with batch normalisation"],
      judge() {
        const [without, normal] = [false, true].map((norm) => facts.rates(norm)?.[LARGE]);
        if (!without || !normal) return null;
        const [bare, held] = [without, normal].map(({ right, of }) => right / of > 0.5);
        return found(bare ? 0 : held ? 2 : 1, `At rate ${rates[LARGE]} it reads ${normal.right} of ${normal.of} new digits, the other one ${without.right}.`,
          ["One of them reads hardly anything.", "One of them reads most digits.", "Look at both."]);
      },
    },
    dead: {
      text: "Without normalisation, at rate 1: how many of its 64 ReLUs fire for no digit at all afterwards?",
      choices: ["None", "A few", "Most of them"],
      judge() {
        const [without, normal] = [false, true].map((norm) => facts.rates(norm)?.[rates.indexOf(1)]);
        if (!without || !normal) return null;
        const { dead, fired } = without;
        return found(dead === 0 ? 0 : dead < fired.length / 2 ? 1 : 2, `${dead} of ${fired.length} are dead. Where a ReLU says 0 its slope is 0, so no digit moves it back. With batch normalisation at the same rate: ${normal.dead}.`,
          ["One large step can push a bias far below 0, and it stays there.", "Whole layers die.", "Count again."]);
      },
    },
    skip: {
      text: "Thirty layers of sigmoids. An arrow past every three layers adds what went in to what came out. What reaches the input then?",
      choices: ["Next to nothing, as before", "About a thousandth", "About all of it"],
      judge() {
        const [bare, all] = [0, 2 ** blocks - 1].map((skips) => facts.deep("sigmoid", skips));
        if (!bare || !all) return null;
        const [before = 0, after = 0] = [bare.reaches[0], all.reaches[0]];
        return found(nearestOf([before, 0.001, 1], after), `${tiny(after)} times the output’s gradient, where it was ${tiny(before)} times: the shortest way back goes through ${all.shortest} layers.`,
          ["There is a way now that goes past all of them.", "The arrows themselves take nothing away.", "Look at the shortest way."]);
      },
    },
  };
}

