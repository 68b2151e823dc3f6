/**
 * The digit image on its way: pad, crop, fit, centre, inputs. Pure. Lengths are in cells of the
 * 28×28 field, from its top left corner.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Digit} Digit
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Photo} Photo
 * @typedef {import("../types.js").Picture} Picture
 * @typedef {readonly [left: number, top: number, right: number, bottom: number]} Box
 *
 * @typedef {object} Mark  a box around something
 * @property {Box} box
 * @property {"now" | "guide"} kind
 * @property {number} alpha
 *
 * @typedef {object} PlateShape
 * @property {Float32Array | null} pixels  28×28 or 20×20, 0 black to 1 white
 * @property {number} size  pixels along a side of `pixels`
 * @property {number} left  where its first column stands
 * @property {number} top
 * @property {number} opacity  of the pixels
 * @property {Drawing} ink  strokes, for the steps before there are pixels
 * @property {readonly {picture: Picture, alpha: number}[]} pictures  of a photo, instead of strokes; a pad unit is its longer side
 * @property {number} inkScale  cells per pad unit
 * @property {readonly [number, number]} inkAt  where the pad's corner stands
 * @property {number} inkWidth
 * @property {number} inkOpacity
 * @property {number} grid  opacity of the lines between the pixels
 * @property {readonly Mark[]} marks
 * @property {{target: readonly [number, number], mass: readonly [number, number], alpha: number} | null} centre
 * @property {readonly string[]} caption  lines
 * @property {boolean} now
 * @property {number | null} hovered  pixel
 */

import { SIDE } from "../digit-image.js";
import { isUsual } from "../state/framing.js";
import { digitOf, isEmpty, traceOf } from "../state/selectors.js";
import { PHOTO_STEPS, reached } from "../state/steps.js";
import { between } from "./progress.js";
import { where } from "../state/where.js";

const MIDDLE = 14.5; // the middle of pixel 14 of 0 to 27: MNIST's centre of mass
export const PAD_PEN = 0.078; // the pen's width on the pad, in pad units
const FITTED_PEN = 2.25; // as app/forward_pass/raster.py draws it
const PIXELS_FROM = 0.55; // of the fit: from here on the ink turns into pixels

const CAPTIONS = {
  drawing: ["the pad"],
  photo: ["the photo"],
  grey: ["grey"],
  even: ["the same light", "everywhere"],
  ink: ["the ink"],
  crop: ["the box", "around the ink"],
  fit: ["20 × 20 pixels", "of 28 × 28"],
  centre: ["centre of mass", "in the middle"],
  inputs: ["28 × 28", "= 784 inputs"],
  asDrawn: ["framed", "by you"],
};

/**
 * What the stage shows of the pad's strokes: none of them once the image stands still, so that
 * another point changes nothing until it has been read.
 *
 * @param {State} state
 */
export function inkOf(state) {
  const inputs = where(state).steps.findIndex(({ kind }) => kind === "inputs");
  return state.hand.at < inputs ? state.work.drawing : isEmpty(state);
}

/**
 * @param {State} state
 * @returns {PlateShape}
 */
export function plateOf(state) {
  const { steps } = where(state);
  const index = (/** @type {string} */ id) => steps.findIndex((step) => step.id === id);
  const progress = (/** @type {string} */ id) => between(reached(state.hand.at, index(id)));
  const step = steps[state.place.step];
  const trace = traceOf(state);
  const looked = state.hand.hovered;
  const base = {
    ...still(trace?.input ?? null),
    now: step !== undefined && (step.group === "Prepare" || step.group === "Input"),
    hovered:
      looked?.kind === "pixel" ? looked.pixel
      : looked?.kind === "link" && looked.layer === 0 ? looked.input
      : null,
  };
  const inputs = progress("inputs");
  const digit = digitOf(state);
  if (!trace || !digit || inputs === 1) return base;
  const kind = /** @type {keyof typeof CAPTIONS} */ (step && step.kind in CAPTIONS ? step.kind : "inputs");
  const usual = isUsual(state.work.framing);
  const caption = usual || kind === "drawing" ? CAPTIONS[kind] : CAPTIONS.asDrawn;
  const way = {
    crop: progress("crop"),
    fit: progress("fit"),
    centre: progress("centre"),
    inputs,
  };
  const photo = state.work.image?.photo;
  const pictures = photo ? stagesOf(photo, PHOTO_STEPS.map((id) => (id === "photo" ? 1 : progress(id)))) : [];
  return { ...base, caption, ...prepared(digit, state.work.drawing, pictures, way, usual) };
}

/**
 * @param {Digit} digit
 * @param {Drawing} drawing
 * @param {PlateShape["pictures"]} pictures
 * @param {{crop: number, fit: number, centre: number, inputs: number}} way  each from 0 to 1
 * @param {boolean} usual  framed as MNIST was
 */
function prepared(digit, drawing, pictures, { crop, fit, centre, inputs }, usual) {
  const size = Math.sqrt(digit.fitted.length); // 20, or the whole field for a drawing as drawn
  const margin = (SIDE - size) / 2;
  const zoomed = zoom(digit, fit);
  const [right, down] = digit.shift;
  const moved = /** @type {const} */ ([right * centre, down * centre]);
  const pixels = between(fit, PIXELS_FROM);
  const left = margin + moved[0];
  const top = margin + moved[1];
  return {
    pixels: pixels > 0 ? digit.fitted : null,
    size,
    left,
    top,
    opacity: pixels,
    ink: pixels < 1 ? drawing : [],
    pictures: pixels < 1 ? pictures : [],
    inkScale: zoomed.scale,
    inkAt: zoomed.at,
    inkWidth: PAD_PEN * SIDE + (FITTED_PEN - PAD_PEN * SIDE) * fit,
    inkOpacity: 1 - pixels,
    grid: fit,
    marks: [
      guide(margin, margin, size, fit * (1 - inputs)),
      { box: zoomed.box, kind: /** @type {const} */ ("now"), alpha: crop * (1 - centre) },
      { ...guide(left, top, size, centre * (1 - inputs)), kind: /** @type {const} */ ("now") },
    ].filter(({ alpha }) => alpha > 0),
    centre:
      usual && centre > 0 && inputs < 1
        ? {
            target: /** @type {const} */ ([MIDDLE, MIDDLE]),
            mass: /** @type {const} */ ([MIDDLE - right + moved[0], MIDDLE - down + moved[1]]),
            alpha: Math.min(1, centre * 4) * (1 - inputs),
          }
        : null,
  };
}

/**
 * The pictures that are seen of a photo's stages: each lies over the one before.
 *
 * @param {Photo} photo
 * @param {readonly number[]} reached  0 to 1 of each
 * @returns {PlateShape["pictures"]}
 */
function stagesOf({ stages }, reached) {
  const all = PHOTO_STEPS.map((id, k) => ({ picture: stages[id], alpha: reached[k] ?? 0 }));
  const lowest = all.findLastIndex(({ alpha }) => alpha === 1);
  return all.slice(lowest).filter(({ alpha }) => alpha > 0);
}

/**
 * The box that the ink is fitted into.
 *
 * @param {number} left
 * @param {number} top
 * @param {number} size
 * @param {number} alpha
 * @returns {Mark}
 */
function guide(left, top, size, alpha) {
  return { box: [left, top, left + size, top + size], kind: "guide", alpha };
}

/**
 * @param {Float32Array | null} pixels  28×28
 */
function still(pixels) {
  return {
    pixels,
    size: SIDE,
    left: 0,
    top: 0,
    opacity: 1,
    ink: [],
    pictures: [],
    inkScale: SIDE,
    inkAt: /** @type {const} */ ([0, 0]),
    inkWidth: 0,
    inkOpacity: 0,
    grid: 1,
    marks: [],
    centre: null,
    caption: CAPTIONS.inputs,
  };
}

/**
 * From the whole pad (t = 0) to the inked box filling 20×20 in the middle of the field (t = 1).
 *
 * @param {Digit} digit
 * @param {number} t
 */
function zoom({ box: [left, top, right, bottom], scale }, t) {
  const cells = SIDE + (scale - SIDE) * t;
  const x = (SIDE / 2 - ((left + right) / 2) * scale) * t;
  const y = (SIDE / 2 - ((top + bottom) / 2) * scale) * t;
  return {
    scale: cells,
    at: /** @type {const} */ ([x, y]),
    box: /** @type {const} */ ([
      left * cells + x,
      top * cells + y,
      right * cells + x,
      bottom * cells + y,
    ]),
  };
}
