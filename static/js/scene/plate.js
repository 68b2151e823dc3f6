/**
 * The digit image on its way: pad, crop, fit, centre, inputs. Pure.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../types.js").Digit} Digit
 * @typedef {import("../types.js").Drawing} Drawing
 *
 * @typedef {object} PlateShape
 * @property {Uint8Array | null} pixels  28×28 or 20×20
 * @property {number} size  pixels along a side of `pixels`
 * @property {number} left  where its first column stands, in cells of the 28×28 field
 * @property {number} top
 * @property {number} opacity  of the pixels
 * @property {Drawing} ink  strokes, for the steps before there are pixels
 * @property {number} inkScale  cells per pad unit
 * @property {readonly [number, number]} inkAt  where the pad's corner stands, in cells
 * @property {number} inkWidth  cells
 * @property {readonly [number, number, number, number] | null} frame  a box, in cells
 * @property {readonly [number, number] | null} cross  the centre of mass's target, in cells
 * @property {boolean} now
 * @property {number | null} hovered  pixel
 */

import { cardOf, traceOf } from "../selectors.js";
import { reached, stepsOf } from "../steps.js";

const FIELD = 28; // cells along a side of the plate
const FIT = 20;
const MARGIN = (FIELD - FIT) / 2;
export const PAD_PEN = 0.078; // the pen's width on the pad, in pad units
const FITTED_PEN = 2.25; // in cells, as app/forward_pass/raster.py draws it

/**
 * @param {State} state
 * @returns {PlateShape}
 */
export function plateOf(state) {
  const trace = traceOf(state);
  const steps = stepsOf(cardOf(state));
  const index = (/** @type {string} */ id) => steps.findIndex((step) => step.id === id);
  const progress = (/** @type {string} */ id) => reached(state.at, index(id));
  const step = steps[state.step];
  const base = {
    now: step !== undefined && (step.group === "Prepare" || step.group === "Input"),
    hovered: state.hovered?.kind === "pixel" ? state.hovered.pixel : null,
  };
  const digit = trace?.digit;
  const fit = progress("fit");
  const centre = progress("centre");
  if (!trace || !digit || centre === 1) {
    return { ...still(trace?.image ?? null), ...base };
  }
  const view = zoom(digit, fit);
  const [left, top, right, bottom] = digit.box;
  const crop = progress("crop");
  return {
    ...base,
    pixels: fit > 0.6 ? digit.fitted : null,
    size: FIT,
    left: MARGIN + digit.shift[0] * centre,
    top: MARGIN + digit.shift[1] * centre,
    opacity: fit < 1 ? Math.max(0, (fit - 0.6) / 0.4) : 1,
    ink: fit < 1 ? state.drawing : [],
    inkScale: view.scale,
    inkAt: view.at,
    inkWidth: PAD_PEN * FIELD + (FITTED_PEN - PAD_PEN * FIELD) * fit,
    frame: crop === 1 ? view.box([left, top, right, bottom], digit.shift, centre) : null,
    // As in MNIST, the middle of pixel 14: see `CENTRE` in app/forward_pass/digit.py.
    cross: fit === 1 ? [FIELD / 2 + 0.5, FIELD / 2 + 0.5] : null,
  };
}

/**
 * @param {Uint8Array | null} pixels  28×28
 */
function still(pixels) {
  return {
    pixels,
    size: FIELD,
    left: 0,
    top: 0,
    opacity: 1,
    ink: [],
    inkScale: FIELD,
    inkAt: /** @type {const} */ ([0, 0]),
    inkWidth: 0,
    frame: null,
    cross: null,
  };
}

/**
 * From the whole pad (t = 0) to the inked box filling 20×20 in the middle of the field (t = 1).
 *
 * @param {Digit} digit
 * @param {number} t
 */
function zoom({ box, scale }, t) {
  const [left, top, right, bottom] = box;
  const cells = FIELD + (scale - FIELD) * t;
  const x = (FIELD / 2 - ((left + right) / 2) * scale) * t;
  const y = (FIELD / 2 - ((top + bottom) / 2) * scale) * t;
  return {
    scale: cells,
    at: /** @type {readonly [number, number]} */ ([x, y]),
    /**
     * @param {readonly [number, number, number, number]} pad
     * @param {readonly [number, number]} shift
     * @param {number} centre
     * @returns {readonly [number, number, number, number]}
     */
    box: (pad, shift, centre) => [
      pad[0] * cells + x + shift[0] * centre,
      pad[1] * cells + y + shift[1] * centre,
      pad[2] * cells + x + shift[0] * centre,
      pad[3] * cells + y + shift[1] * centre,
    ],
  };
}
