/**
 * The story of a pass as a list of steps, from a network's card and what it reads. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").PhotoStage} PhotoStage
 * @typedef {"drawing" | PhotoStage | "crop" | "fit" | "centre" | "inputs" | "sums" | "activations" | "maps" | "answer"} Kind
 *
 * @typedef {object} Step
 * @property {string} id  stays the same across networks of the same shape: "fit", "sums-2"
 * @property {Kind} kind
 * @property {string} group  the name on the timeline
 * @property {number | null} layer  for "sums" and "activations", and "maps", which are shown at once
 */

import { readsImage } from "../digit-image.js";
import { shapeOf } from "./maps.js";
import { rememberedOf } from "./remember.js";

export const PREPARE = "Prepare";
export const PHOTO_STEPS = /** @type {const} */ (["photo", "grey", "even", "ink"]);

/**
 * @param {...Kind} kinds
 * @returns {readonly Step[]}
 */
const prepare = (...kinds) => kinds.map((kind) => ({ id: kind, kind, group: PREPARE, layer: null }));

/** How what is read becomes a digit image; of an image that is one already, nothing is to be done. */
const PREPARED = {
  drawing: prepare("drawing", "crop", "fit", "centre"),
  photo: prepare(...PHOTO_STEPS, "crop", "fit", "centre"),
  image: prepare(),
};

/** @type {Step} */
const INPUTS = { id: "inputs", kind: "inputs", group: "Input", layer: null };
/** @type {Step} */
const ANSWER = { id: "answer", kind: "answer", group: "Answer", layer: null };

/**
 * A pass that reads no image begins with its input and ends with its output: there is no drawing,
 * and no digit for an answer.
 *
 * @param {Card} card
 * @param {{image: import("../types.js").ImageInput | null}} [work]  a drawing where it is left out
 * @returns {readonly Step[]}
 */
export function stepsOf(card, { image } = { image: null }) {
  return everyStepOf(card)[image ? (image.photo ? "photo" : "image") : "drawing"];
}

const everyStepOf = rememberedOf(
  /** @param {Card} card */
  (card) => {
    const layers = card.layers.flatMap((_, layer) => {
      const group = layerGroup(card, layer);
      if (shapeOf(card, layer)) return [/** @type {Step} */ ({ id: `maps-${layer + 1}`, kind: "maps", group, layer })];
      return [
        /** @type {Step} */ ({ id: `sums-${layer + 1}`, kind: "sums", group, layer }),
        /** @type {Step} */ ({ id: `activations-${layer + 1}`, kind: "activations", group, layer }),
      ];
    });
    const after = (/** @type {readonly Step[]} */ before) =>
      readsImage(card) ? [...before, INPUTS, ...layers, ANSWER] : [INPUTS, ...layers];
    return { drawing: after(PREPARED.drawing), photo: after(PREPARED.photo), image: after(PREPARED.image) };
  },
);

/**
 * The group's name on the timeline.
 *
 * @param {Card} card
 * @param {number} layer
 */
export function layerGroup(card, layer) {
  const what = !shapeOf(card, layer) ? "Hidden" : card.layers[layer]?.kernel ? "Maps" : "Pool";
  return isOutput(card, layer) ? "Output" : `${what} ${layer + 1}`;
}

/**
 * @param {Card} card
 * @param {number} layer
 */
export function isOutput(card, layer) {
  return layer === card.layers.length - 1;
}

/**
 * The first step that shows something of the output layer.
 *
 * @param {Card} card
 * @param {readonly Step[]} steps
 */
export function outputStep(card, steps) {
  return steps.findIndex(({ layer }) => layer !== null && isOutput(card, layer));
}

/**
 * The steps at which Next and Back stop: all of an opened group, the last one of a closed group.
 *
 * @param {readonly Step[]} steps
 * @param {ReadonlySet<string>} opened  names of groups
 * @returns {readonly number[]}
 */
export function stopsOf(steps, opened) {
  return steps.flatMap((step, k) =>
    opened.has(step.group) || steps[k + 1]?.group !== step.group ? [k] : [],
  );
}

/**
 * How far a step has been reached at a position between steps: 0 not yet, 1 there or past it.
 *
 * @param {number} at  position in steps; 4.5 is half-way from step 4 to step 5
 * @param {number} step
 */
export function reached(at, step) {
  return Math.min(1, Math.max(0, at - step + 1));
}
