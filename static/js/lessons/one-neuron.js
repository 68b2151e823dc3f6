/**
 * Lesson 1, "One neuron": from f(w p + b) to a party, to learning, to a layer of two.
 *
 * @typedef {import("../kit/numbers.js").Place} Place
 * @typedef {import("../kit/numbers.js").Question} Question
 * @typedef {import("../types.js").LayerPass} LayerPass
 * @typedef {import("./one-neuron/epochs.js").Epochs} Epochs
 *
 * @typedef {"step" | "linear" | "sigmoid"} Name  of an activation function
 *
 * @typedef {object} State
 * @property {readonly number[]} x  the inputs; a scene with one input has the first
 * @property {readonly number[]} w  W, row by row, (2, 2); a scene with one neuron has the first row
 * @property {readonly number[]} b  a bias for each neuron
 * @property {Name} f
 * @property {number | null} guess  which choice was taken in the scene that asks
 * @property {string} nights  one letter for each night of the field, row by row: - + or . for stays, goes, no label
 * @property {Epochs | null} epochs  what the neuron learned of them
 * @property {number | null} epoch  the one whose weights are shown
 */

import { changedAt } from "../changed.js";
import { createAskFirst } from "../kit/ask-first.js";
import { createChoices } from "../kit/choices.js";
import { createCurve } from "../kit/curve.js";
import { createDiagram } from "../kit/diagram.js";
import { createEpochs } from "./one-neuron/epochs.js";
import { createField } from "../kit/field.js";
import { tidy } from "../kit/figures.js";
import { grid } from "../kit/handle.js";
import { startLesson } from "../kit/lesson.js";
import { createMatrix } from "./one-neuron/matrix.js";
import { choice, listOf, numberIn, optional, wholeIn } from "../kit/moment.js";
import { createQuiz } from "../kit/quiz.js";
import { createSum } from "./one-neuron/sum.js";
import { createWatch, setText } from "../parts/dom.js";

/** @type {Readonly<Record<Name, string>>} */
const FUNCTIONS = { step: "Step", linear: "Linear", sigmoid: "Sigmoid" };
/** @type {Readonly<Record<Name, string>>} */
const SIGNS = { step: "step", linear: "f", sigmoid: "σ" };
const WEIGHTS = grid(-12, 12, 0.5); // halves, so that a tie is exact
const YES_NO = [0, 1];
const FRIENDS = grid(0, 6, 1);
const MOST = 200; // what may be set or typed: the lesson's own limit

const TIRED = ["rested", "tired"];

/** @typedef {"+" | "-" | "."} Label  of a night */
/** @type {Readonly<Record<Label, {sign: string, words: string} | null>>} */
const LABELS = { "+": { sign: "✓", words: "you went" }, "-": { sign: "✗", words: "you stayed" }, ".": null };
/** @type {Readonly<Record<Label, Label>>} */
const NEXT_LABEL = { "+": "-", "-": ".", ".": "+" };

/**
 * @param {number} tiredness
 * @param {number} friends
 */
function nightInWords(tiredness, friends) {
  return `${TIRED[tiredness]}, ${friends} ${friends === 1 ? "friend" : "friends"}`;
}

/**
 * @param {string} scene
 * @returns {readonly (readonly number[])[]}  what each input can be
 */
function inputsOf(scene) {
  if (scene === "one") return [grid(-6, 6, 0.5)];
  return [YES_NO, scene === "party" ? YES_NO : FRIENDS];
}

/**
 * What a scene's neurons read, now or in another case.
 *
 * @param {State & {scene: string}} state
 * @param {readonly number[]} [x]
 * @returns {Question}
 */
function questionOf({ scene, x: now, w, b, f }, x = now) {
  const R = scene === "one" ? 1 : 2;
  const S = scene === "two" ? 2 : 1;
  const weights = [w.slice(0, 2), w.slice(2)].slice(0, S).map((row) => row.slice(0, R));
  return {
    network: { layers: [{ weights, biases: b.slice(0, S), activation: f }] },
    input: { vector: x.slice(0, R) },
  };
}

/**
 * A neuron of two inputs, for the questions that have one of their own.
 *
 * @param {readonly number[]} weights
 * @param {number} bias
 * @param {readonly number[]} x
 * @param {Name} [activation]
 * @returns {Question}
 */
function neuron(weights, bias, x, activation = "step") {
  return { network: { layers: [{ weights: [weights], biases: [bias], activation }] }, input: { vector: x } };
}

/** @param {readonly LayerPass[]} layers */
const z = (layers) => layers[0]?.z[0] ?? 0;
/** @param {readonly LayerPass[]} layers */
const a = (layers) => layers[0]?.a[0] ?? 0;

/**
 * The least number of friends with whom the neuron fires, where there is one.
 *
 * @param {readonly (readonly LayerPass[])[]} samples  for each number of friends
 */
function leastFriends(samples) {
  return FRIENDS.find((_, k) => a(samples[k] ?? []) > 0);
}

/**
 * What the neuron's numbers say, in words.
 *
 * @param {State & {scene: string}} state
 * @param {readonly LayerPass[]} layers
 */
function verdictOf({ scene, f }, layers) {
  const sum = tidy(z(layers));
  const isParty = scene !== "one";
  if (scene === "two" && f === "step") {
    const [goes = 0, brings = 0] = layers[0]?.a ?? [];
    return `You ${goes > 0 ? "go" : "stay at home"}, and the cake is ${brings > 0 ? "for you to bring" : "not yours to bring"}.`;
  }
  if (f === "linear") return `f(z) = z: the sum itself, ${tidy(a(layers))}.`;
  if (f === "sigmoid") {
    const chance = tidy(a(layers));
    return isParty ? `σ(${sum}) = ${chance}: you go with a probability of ${chance}.` : `σ(${sum}) = ${chance}, between 0 and 1.`;
  }
  if (z(layers) === 0) return "z = 0: exactly on the boundary. A step neuron fires for z > 0 only.";
  const fires = a(layers) > 0;
  const said = `z = ${sum} is ${fires ? "above" : "below"} 0: the neuron ${fires ? "fires" : "stays quiet"}.`;
  return isParty ? `${said} You ${fires ? "go" : "stay at home"}.` : said;
}

/** @type {readonly import("../kit/quiz.js").Item[]} */
const QUIZ = [
  {
    text: "You are tired and four friends are there. Weights −4 and 1, bias 0. What does a step neuron say?",
    choices: ["It fires", "It does not, z is below 0", "It does not, z is on the boundary"],
    passes: [neuron([-4, 1], 0, [1, 4])],
    judge: ([layers = []]) => ({
      right: a(layers) > 0 ? 0 : z(layers) < 0 ? 1 : 2,
      words: `z = ${tidy(z(layers))} and a = ${tidy(a(layers))}.`,
    }),
  },
  {
    text: "The same neuron with a bias of −1: how many friends does it take now?",
    choices: ["4", "5", "6"],
    passes: [4, 5, 6].map((friends) => neuron([-4, 1], -1, [1, friends])),
    judge: (answers) => ({
      right: answers.findIndex((layers) => a(layers) > 0),
      words: `With 4, 5 and 6 friends z is ${answers.map((layers) => tidy(z(layers))).join(", ")}.`,
    }),
  },
  {
    text: "On the boundary, at z = 0: what does a sigmoid neuron answer?",
    choices: ["0", "0.5", "1"],
    passes: [neuron([-4, 1], 2, [1, 2], "sigmoid")],
    judge: ([layers = []]) => ({
      right: [0, 0.5, 1].indexOf(a(layers)),
      words: `σ(${tidy(z(layers))}) = ${tidy(a(layers))}: it could go either way.`,
    }),
  },
  {
    text: "Which weights make a neuron that does not care whether you are tired?",
    choices: ["(−4, 1)", "(0, 1)", "(1, 0)"],
    passes: [[-4, 1], [0, 1], [1, 0]].flatMap((w) => [neuron(w, -2, [0, 3]), neuron(w, -2, [1, 3])]),
    judge(answers) {
      const sums = answers.map(z);
      return {
        right: [0, 2, 4].findIndex((k) => sums[k] === sums[k + 1]),
        words: `With 3 friends and a bias of −2, rested and tired, z is ${[0, 2, 4].map((k) => `${tidy(sums[k] ?? 0)} and ${tidy(sums[k + 1] ?? 0)}`).join("; ")}.`,
      };
    },
  },
];

startLesson({
  fields: {
    x: listOf(numberIn(-MOST, MOST), 2),
    w: listOf(numberIn(-MOST, MOST), 4),
    b: listOf(numberIn(-MOST, MOST), 2),
    f: choice(["step", "linear", "sigmoid"]),
    guess: optional(wholeIn(0, 2)),
    nights: {
      write: (value) => value,
      read: (text) => (/^[-+.]{14}$/.test(text) ? text : undefined),
    },
  },
  /** @returns {State} */
  startOf: (scene, start) => ({ guess: null, nights: start.nights, epochs: null, epoch: null, ...start.scenes[scene] }),
  create(page) {
    const { get, set, numbers, room } = page;

    /** Every case of the inputs that the scene's field shows. */
    const cases = () => {
      const { scene } = get();
      const [firsts = [], seconds = []] = inputsOf(scene);
      return scene === "one" || scene === "two" ? [] : firsts.flatMap((first) => seconds.map((second) => [first, second]));
    };
    const shown = () => [questionOf(get()), ...cases().map((x) => questionOf(get(), x))];

    /** @param {Place} place */
    function handle(place) {
      const values = () => (place.kind === "input" ? inputsOf(get().scene)[place.input] : WEIGHTS) ?? YES_NO;
      return {
        values,
        grab: () => numbers.expect(shown(), place, values()),
        /** @param {number} given  as its box will show it: what is computed is what is seen */
        set(given) {
          const value = Number(given.toFixed(2));
          if (Math.abs(value) > MOST) {
            const refusal = `limit: expected numbers from −${MOST} to ${MOST} in this lesson, found one of size ${Math.abs(value)}`;
            return set(/** @type {any} */ ({ refusal }));
          }
          const { x, w, b } = get();
          if (place.kind === "input") set({ x: changedAt(x, place.input, value) });
          else if (place.kind === "bias") set({ b: changedAt(b, place.neuron, value), epoch: null });
          else set({ w: changedAt(w, 2 * place.neuron + place.input, value), epoch: null });
        },
      };
    }

    const tired = { sign: "x₀", word: "tired" };
    const diagrams = {
      one: createDiagram(room("one"), { inputs: [{ sign: "p", word: "" }], neurons: ["fires?"] }, handle, page),
      party: createDiagram(room("party"), { inputs: [tired, { sign: "x₁", word: "best friend" }], neurons: ["go?"] }, handle, page),
      many: createDiagram(room("many"), { inputs: [tired, { sign: "x₁", word: "friends" }], neurons: ["go?"] }, handle, page),
      two: createDiagram(room("two"), { inputs: [tired, { sign: "x₁", word: "friends" }], neurons: ["go?", "bring cake?"] }, handle, page),
    };
    const sums = { one: createSum(room("sum-one"), "w p + b"), many: createSum(room("sum-many"), "w₀x₀ + w₁x₁ + b") };
    const matrix = createMatrix(room("matrix"));
    const functions = createChoices(room("functions"), "Activation function", FUNCTIONS, (f) => set({ f }));
    const curve = createCurve(room("curve"), page);
    const fields = {
      party: createField(room("field-party"), {
        name: "Four nights", corner: "best friend", rows: TIRED, columns: ["not there", "there"], words: nightInWords, choose: chooseNight,
      }, page),
      many: createField(room("field-many"), {
        name: "Fourteen nights", corner: "friends", rows: TIRED, columns: FRIENDS.map((n) => `${n}`), words: nightInWords, choose: chooseNight,
      }, page),
    };
    const bias = createAskFirst(room("ask-bias"), {
      text: "Does a larger positive bias make it easier or harder for the neuron to fire?",
      choices: ["Easier", "Harder", "No difference"],
      answer: (guess) => set({ guess }),
    });
    const epochs = createEpochs(room("learning"), {
      learn: () => void learn(),
      forget: () => set({ w: [0, 0, 0, 0], b: [0, 0], epoch: null }),
      show(epoch) {
        const { epochs: learned } = get();
        if (learned) set(stateAfter(learned, epoch));
      },
    });
    const changed = createWatch();

    /**
     * @param {number} tiredness
     * @param {number} friends
     */
    function chooseNight(tiredness, friends) {
      const { scene, nights } = get();
      if (scene !== "learn") return set({ x: [tiredness, friends] });
      const at = FRIENDS.length * tiredness + friends;
      const label = NEXT_LABEL[/** @type {Label} */ (nights[at])];
      set({ nights: nights.slice(0, at) + label + nights.slice(at + 1), epochs: null, epoch: null });
    }

    async function learn() {
      const { nights, w, b } = get();
      const given = Array.from(nights).flatMap((label, at) =>
        label === "." ? [] : [{ x: [Math.floor(at / FRIENDS.length), at % FRIENDS.length], goes: label === "+" ? 1 : 0 }]);
      const learned = await page.ask("learn", { nights: given, weights: w.slice(0, 2), bias: b[0] }).catch(() => null);
      // A broken line is told by the status, and whoever wants to learn presses again.
      if (learned) set({ epochs: learned, ...stateAfter(learned, learned.mistakes.length) });
    }

    /** @param {State & {scene: string}} state */
    function cellAt(state) {
      return (/** @type {number} */ first, /** @type {number} */ second) => {
        const layers = numbers.layers(questionOf(state, [first, second]));
        const label = /** @type {Label} */ (state.scene === "learn" ? state.nights[FRIENDS.length * first + second] : ".");
        return {
          layer: layers?.[0] ?? null,
          isNow: state.x[0] === first && state.x[1] === second,
          mark: LABELS[label],
          isWrong: layers !== null && label !== "." && a(layers) > 0 !== (label === "+"),
        };
      };
    }

    /** @param {State & {scene: string}} state */
    function syncBias(state) {
      const few = numbers.samples(neuron([-4, 1], 0, [1, 0]), { kind: "input", input: 1 }, FRIENDS);
      const many = numbers.samples(neuron([-4, 1], 2, [1, 0]), { kind: "input", input: 1 }, FRIENDS);
      const [without, withTwo] = [few && leastFriends(few), many && leastFriends(many)];
      bias.sync(state.guess, typeof without === "number" && typeof withTwo === "number"
        ? { right: withTwo < without ? 0 : withTwo > without ? 1 : 2, words: `Tired, with a bias of 0, it takes ${without} friends; with a bias of 2 it takes ${withTwo}. Move b and watch the field.` }
        : null);
    }

    return [{
      /** @param {State & {scene: string}} state */
      sync(state) {
        const { x, w, b, f, scene } = state;
        const question = questionOf(state);
        const layers = numbers.layers(question);
        const layer = layers?.[0] ?? null;
        const diagram = scene === "one" || scene === "party" || scene === "two" ? diagrams[scene] : diagrams.many;
        diagram.sync({ x, weights: [w.slice(0, 2), w.slice(2)], biases: b, layer, withoutBias: scene === "bias" && state.guess === null });
        functions.sync(f);
        if (scene !== "two") curve.sync(f, layer);
        if (scene === "two") matrix.sync([w.slice(0, 2), w.slice(2)], x, b, layer, SIGNS[f]);
        else sums[scene === "one" ? "one" : "many"].sync(numbers.opened(question, 0, 0), SIGNS[f]);
        if (scene === "party") fields.party.sync(cellAt(state));
        else if (scene !== "one" && scene !== "two") fields.many.sync(cellAt(state));
        if (scene === "bias") syncBias(state);
        if (scene === "learn") epochs.sync(/[-+]/.test(state.nights), state.epochs, state.epoch);
        if (layers && changed(layers, scene, f)) setText(room("verdict"), verdictOf(state, layers));
      },
    }, createQuiz(room("quiz"), QUIZ, page)];
  },
});

/**
 * @param {Epochs} epochs
 * @param {number} epoch  0 before all
 * @returns {Pick<State, "w" | "b" | "epoch">}
 */
function stateAfter(epochs, epoch) {
  return { epoch, w: [...(epochs.weights[epoch] ?? [0, 0]), 0, 0], b: [epochs.bias[epoch] ?? 0, 0] };
}
