/**
 * What the page says about a state, in words; layers and neurons count from 1 here. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/steps.js").Step} Step
 */

import { PIXELS, readsImage } from "../digit-image.js";
import { capital, count, number, signed } from "./format.js";
import { framedWords, shiftInWords } from "./framing.js";
import { activationName, layerTitle, outputLabel, toDraw, unitName } from "./names.js";
import { late } from "./late.js";
import { restOf } from "../state/pace.js";
import { placeSentence, placeTitle } from "./places.js";
import { doubtOf } from "../state/doubt.js";
import { heldAt } from "../state/edits.js";
import { digitOf, isAtEnd, isWalked } from "../state/selectors.js";
import { cardOf, isEmpty, strongest, traceOf } from "../state/state.js";
import { toneOf } from "../state/tone.js";
import { where } from "../state/where.js";

export { activationName, layerName, unitName } from "./names.js";

const LISTEN = 200; // ms that the pass must rest at a place for it to be worth saying

/**
 * What the button that goes on will do.
 *
 * @param {State} state
 */
export function nextWords(state) {
  if (!isAtEnd(state)) return "Next";
  return isWalked(state) || isEmpty(state) ? "Start over" : "Watch it read";
}

/**
 * The step's title.
 *
 * @param {State} state
 */
export function titleOf(state) {
  if (state.place.inner) return placeTitle(state);
  const { card, step, trace } = where(state);
  const own = framedWords(state.work.framing, step.kind);
  if (own && trace?.digit) return own.title;
  switch (step.kind) {
    case "drawing":
      return "Your drawing";
    case "photo":
      return "Your photo";
    case "grey":
      return "Grey: how light each pixel is";
    case "even":
      return "Even: shadows are taken away";
    case "ink":
      return "Ink: what is kept of the paper";
    case "crop":
      return "Crop: the box around the ink";
    case "fit":
      return "Fit: 20 pixels on the longer side";
    case "centre":
      return "Centre: the ink’s centre of mass";
    case "inputs":
      return readsImage(card) ? "Input: 784 pixels become 784 numbers" : `Input: ${vectorLength(card)}`;
    case "sums":
      return `${layerTitle(card, step.layer ?? 0)}: the weighted sums`;
    case "activations":
      return `${layerTitle(card, step.layer ?? 0)}: the activations`;
    case "maps":
      return [layerTitle(card, step.layer ?? 0), late.maps?.mapsInWords(card, step.layer ?? 0) ?? "maps"].join(": ");
    case "answer":
      if (isEmpty(state)) return "Waiting for a digit";
      return trace ? headline(state, trace) : "Reading…";
  }
}

const NOTHING_CLEAR = "No clear answer: all are below 0.01";

/**
 * The answer, as plainly as the outputs give it; none where nothing was drawn.
 *
 * @param {State} state
 * @param {Trace} trace
 */
function headline(state, trace) {
  const card = cardOf(state);
  const prediction = outputLabel(card, trace.prediction);
  const runnerUp = outputLabel(card, trace.runnerUp ?? -1);
  const a = trace.layers.at(-1)?.a ?? new Float32Array();
  const [best, second] = [number(a[trace.prediction] ?? 0), number(a[trace.runnerUp ?? -1] ?? 0)];
  if (state.work.blank) return `Nothing drawn: the biases say ${prediction}`;
  const doubt = doubtOf(state);
  if (doubt) return doubt === "two" ? "Looks like two digits" : `Probably no digit; if it must be one: ${prediction}`;
  switch (toneOf(trace)) {
    case "clear":
      return `The answer: ${prediction}`;
    case "close":
      return `Probably ${prediction}, perhaps ${runnerUp}`;
    case "weak":
      if (best === number(0)) return NOTHING_CLEAR;
      return best === second
        ? `No clear answer: ${prediction} and ${runnerUp} have ${best}`
        : `No clear answer: ${prediction} leads with ${best}`;
  }
}

/**
 * The tone of the title, where it tells the answer.
 *
 * @param {State} state
 */
export function titleTone(state) {
  const trace = traceOf(state);
  if (!trace || where(state).step.kind !== "answer") return null;
  return state.work.blank || doubtOf(state) ? "weak" : toneOf(trace);
}

/**
 * One sentence about the step, with its numbers.
 *
 * @param {State} state
 */
export function sentenceOf(state) {
  if (isEmpty(state)) return `The pad is empty. ${toDraw(cardOf(state))}, and the network reads it as you go.`;
  const trace = traceOf(state);
  if (!trace) return `The network is about to read ${state.work.vector ? "its input" : "your drawing"}.`;
  if (state.place.inner) return placeSentence(state);
  const card = cardOf(state);
  const { step } = where(state);
  const own = framedWords(state.work.framing, step.kind);
  if (own && trace.digit) return own.sentence;
  const digit = digitOf(state);
  const photo = state.work.image?.photo;
  const [what, size] = photo ? ["photo", sizeOf(photo)] : ["pad", PAD];
  switch (step.kind) {
    case "photo":
    case "grey":
    case "even":
    case "ink":
      return PHOTO[step.kind];
    case "drawing":
      return trace.digit
        ? "What the pen left on the pad, at any size and in any place."
        : "A blank page, fed on purpose: every pixel is 0.";
    case "crop":
      return digit
        ? `The ink covers ${share(digit.box, 0, size.width)} of the ${what}’s width and ${share(digit.box, 1, size.height)} of its height.`
        : "There is no ink to crop.";
    case "fit":
      if (photo) return "The middle of each line is found and drawn anew with the pad’s pen, so it is as thick as in MNIST.";
      return digit
        ? "The points are scaled and the pen is drawn anew, so its line is as thick as in MNIST."
        : "There is no ink to fit.";
    case "centre":
      return digit ? shiftSentence(digit.shift) : "There is no ink to centre.";
    case "inputs":
      return inputSentence(trace);
    case "sums":
      return `Each neuron multiplies every input by its own weight, adds them up, and adds its bias.`;
    case "activations":
      return activationSentence(card, step.layer ?? 0);
    case "maps":
      return late.maps?.mapsSentence(card, step.layer ?? 0) ?? "";
    case "answer":
      return answerSentence(state, trace);
  }
}

/** @param {Card} card */
function vectorLength({ sizes: [n = 0] }) {
  return n === 1 ? "one number" : `a vector of ${n} numbers`;
}

/** What each step of a photo does. */
const PHOTO = {
  photo: "A photo has three numbers for each pixel: how much red, green and blue.",
  grey: "One number is kept for each pixel, from 0, black, to 1, white. The colour is left out.",
  even: "Each pixel is compared with the paper around it, so a shadow no longer counts. Ink is light now, as in MNIST.",
  ink: "What differs clearly from the paper is ink. The paper’s own lines, specks and what lies apart are left out.",
};

const PAD = { width: 1, height: 1 };

/**
 * @param {readonly [number, number, number, number]} box
 * @param {0 | 1} axis
 * @param {number} whole  in the box’s units
 */
function share(box, axis, whole) {
  return `${Math.round(((box[axis + 2] ?? 0) * 100 - (box[axis] ?? 0) * 100) / whole)} %`;
}

/**
 * A photo’s sides, of which the longer is 1.
 *
 * @param {import("../types.js").Photo} photo
 */
function sizeOf({ stages: { photo: { width, height } } }) {
  const longer = Math.max(width, height);
  return { width: width / longer, height: height / longer };
}

/** @param {readonly [number, number]} shift */
function shiftSentence(shift) {
  const way = shiftInWords(shift);
  if (!way) return "The centre of mass is in the middle already: nothing moves.";
  return `The picture moves ${way}, as MNIST’s digits were moved.`;
}

/** @param {Trace} trace */
function inputSentence({ input, shape }) {
  if (shape.length === 1) return `The network reads p = (${Array.from(input, (value) => number(value)).join(", ")}) as it is.`;
  const inked = input.reduce((n, value) => n + (value > 0 ? 1 : 0), 0);
  return `0 is black, 1 is white. ${count(PIXELS - inked)} pixels are black; ${count(inked)} carry ink.`;
}

/** @type {Record<string, string>} */
const SQUASH = {
  sigmoid: "Each neuron squashes its weighted sum z into 0…1.",
  tanh: "Each neuron squashes its weighted sum z into −1…1.",
  relu: "Each neuron keeps a positive sum as it is and turns a negative one into 0.",
  softmax: "Each sum becomes a share of the whole: probabilities that add up to 1.",
  linear: "Each neuron passes its weighted sum on as it is.",
  step: "Each neuron fires, 1, where its weighted sum is above 0, and rests, 0, elsewhere.",
};

/**
 * @param {Card} card
 * @param {number} layer
 */
function activationSentence(card, layer) {
  return SQUASH[activationName(card, layer)] ?? "Each neuron bends its weighted sum z.";
}

/**
 * @param {State} state
 * @param {Trace} trace
 */
function answerSentence(state, trace) {
  const best = value(state, trace, trace.prediction);
  const label = outputLabel(cardOf(state), trace.prediction);
  const second = trace.runnerUp === null ? "" : others(state, trace, trace.runnerUp);
  if (state.work.blank) {
    return `Nothing is drawn: the biases alone give ${label} ${best}.${second}`;
  }
  if (headline(state, trace) === NOTHING_CLEAR) return `No output reaches 0.01; the strongest is ${label}.`;
  const doubt = doubtOf(state);
  if (doubt && trace.doubt) {
    const whether = `Asked whether it is a digit, a second network answers ${number(trace.doubt.a[0] ?? 0)}.`;
    return `${whether} The ten outputs can only say which: ${label} comes first, with ${best}.`;
  }
  return `The strongest output is ${label}, with ${best}.${second}`;
}

/**
 * @param {State} state
 * @param {Trace} trace
 * @param {number} runnerUp
 */
function others(state, trace, runnerUp) {
  return number(trace.layers.at(-1)?.a[runnerUp] ?? 0) === number(0)
    ? " All others are below 0.01."
    : ` Next comes ${outputLabel(cardOf(state), runnerUp)} with ${value(state, trace, runnerUp)}.`;
}

/**
 * Ten sigmoid outputs are ten separate scores; only softmax outputs are probabilities.
 *
 * @param {State} state
 * @param {Trace} trace
 * @param {number} neuron  an output
 */
function value(state, { layers }, neuron) {
  const what = cardOf(state).outputs === "probabilities" ? "a probability" : "a score";
  const held = heldAt(state, { layer: layers.length - 1, neuron }) === null ? "" : ", held by an edit";
  return `${what} of ${number(layers.at(-1)?.a[neuron] ?? 0)}${held}`;
}

/**
 * The step for a screen reader: what is strongest, and how strong.
 *
 * @param {State} state
 */
export function narrationOf(state) {
  if (state.place.inner) return `${titleOf(state)}. ${sentenceOf(state)}`;
  const trace = traceOf(state);
  const { kind, layer } = where(state).step;
  const pass = layer === null ? undefined : trace?.layers[layer];
  if (!pass || layer === null || kind === "maps") return `${titleOf(state)}. ${sentenceOf(state)}`;
  const best = strongest(kind === "sums" ? pass.z : pass.a);
  const name = capital(unitName(cardOf(state), { layer, neuron: best }));
  const figure =
    kind === "sums" ? `sum ${signed(pass.z[best] ?? 0)}` : number(pass.a[best] ?? 0);
  return `${titleOf(state)}. ${name} strongest, ${figure}.`;
}

/**
 * Whether a screen reader is told about the step: it is another one, or it shows another pass. Not
 * while small terms rush by, nor for every point of a stroke: nobody could follow.
 *
 * @param {State} state
 * @param {State} before
 */
export function isNews(state, before) {
  if (state.hand.penDown || (state.hand.playing && restOf(state.place, where(state).step.kind === "maps") < LISTEN)) return false;
  return (
    state.place.step !== before.place.step ||
    state.place.inner !== before.place.inner ||
    state.work.network !== before.work.network ||
    traceOf(state) !== traceOf(before) ||
    before.hand.penDown ||
    (state.place.inner !== null && state.answers.explanations !== before.answers.explanations)
  );
}
