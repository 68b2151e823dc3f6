/**
 * Message → trace: the mirror of `app/messages/`, and the only module here that knows bytes.
 *
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Digit} Digit
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Explanation} Explanation
 */

import { greyOf, inputOf, SIDE } from "../digit-image.js";
import { refusalOf } from "../words/refusals.js";

export const WIRE = 3;
export const MAX_POINTS = 5000;
export const MAX_VECTORS = 64; // of one question

/** The server refused a message; `message` says so to whoever sits before the page. */
export class Refused extends Error {
  /**
   * @param {string} code
   * @param {object} [values]  that belong to it, such as a limit
   * @param {number | null} [retryAfter]  ms after which the same message would be taken
   */
  constructor(code, values, retryAfter = null) {
    super(refusalOf(code, values));
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/**
 * @param {any} answer
 * @returns {Trace}
 */
export function decodeTrace(answer) {
  check(answer);
  const digit = answer.digit && fittedOf(answer.digit);
  const image = digit ? placed(digit) : answer.image && decodeImage(bytes(answer.image));
  const input = image ?? floats(answer.input);
  return {
    seq: answer.seq,
    network: answer.network,
    digit,
    input,
    shape: image ? [SIDE, SIDE] : [input.length],
    layers: answer.layers.map(layerOf),
    prediction: answer.prediction,
    runnerUp: answer.runner_up,
    doubt: answer.doubt ? { says: answer.doubt.says, a: floats(answer.doubt.a) } : null,
  };
}

/**
 * @param {any} answer
 * @returns {readonly import("../state/everyone.js").Reading[]}
 */
export function decodeEveryone(answer) {
  check(answer);
  return answer.readings.map((/** @type {any} */ { network, a, prediction, runner_up: runnerUp }) =>
    ({ network, a: floats(a), prediction, runnerUp }));
}

/**
 * @param {any} layer
 * @returns {import("../types.js").LayerPass}
 */
function layerOf({ z, a, scale }) {
  return scale ? mapsOf(new Int8Array(aligned(a)), floats(scale)) : { z: floats(z), a: floats(a) };
}

/**
 * @param {Int8Array} levels
 * @param {Float32Array} scale  of each map
 */
function mapsOf(levels, scale) {
  const a = Float32Array.from(levels);
  const size = a.length / scale.length;
  for (let k = 0; k < a.length; k += 1) a[k] *= scale[Math.floor(k / size)] ?? 0;
  return { z: new Float32Array(), a, scale };
}

/**
 * The passes of several vectors, one after the other.
 *
 * @param {any} answer
 * @returns {readonly Trace[]}
 */
export function decodeTraces(answer) {
  check(answer);
  const { seq, network, prediction, runner_up: runnerUp } = answer;
  const input = floats(answer.input);
  const n = prediction.length;
  return eachPass(answer.layers, n).map((layers, k) => ({
    seq, network, layers, digit: null,
    input: rowOf(input, k, n),
    shape: [input.length / n],
    prediction: prediction[k],
    runnerUp: runnerUp && runnerUp[k],
  }));
}

/**
 * The layers of n passes, which came as one array each, pass after pass.
 *
 * @param {any} layers
 * @param {number} n
 * @returns {readonly (readonly import("../types.js").LayerPass[])[]}
 */
export function eachPass(layers, n) {
  const whole = layers.map(layerOf);
  return Array.from({ length: n }, (_, k) =>
    whole.map((/** @type {import("../types.js").LayerPass} */ { z, a, scale }) => (
      { z: rowOf(z, k, n), a: rowOf(a, k, n), ...(scale && { scale: rowOf(scale, k, n) }) })));
}

/**
 * @param {Float32Array} rows
 * @param {number} k
 * @param {number} n
 */
function rowOf(rows, k, n) {
  const size = rows.length / n;
  return rows.subarray(k * size, (k + 1) * size);
}

/**
 * The fitted image: black, but for the pixels whose bit is set, which have their grey in turn.
 *
 * @param {any} digit
 * @returns {Digit}
 */
function fittedOf({ box, scale, shift, ...sent }) {
  const inked = bytes(sent.inked);
  const grey = bytes(sent.grey);
  let n = 0;
  const fitted = new Float32Array(inked.length * 8).map((_, k) => {
    const hasInk = (inked[k >> 3] ?? 0) & (0x80 >> (k & 7));
    return hasInk ? inputOf(grey[n++] ?? 0) : 0;
  });
  return { box, scale, shift, fitted };
}

/**
 * The digit image of what was fitted.
 *
 * @param {any} digit  as in an answer to `pass`
 */
export function decodeDigit(digit) {
  return placed(fittedOf(digit));
}

/**
 * The digit image: the fitted one in the middle of the field, moved by the shift. Ink that leaves
 * the field is cut off.
 *
 * @param {Digit} digit
 */
function placed({ fitted, shift: [right, down] }) {
  const side = Math.sqrt(fitted.length);
  const margin = (SIDE - side) / 2;
  const image = new Float32Array(SIDE * SIDE);
  for (const [k, value] of fitted.entries()) {
    const x = (k % side) + margin + right;
    const y = Math.floor(k / side) + margin + down;
    if (0 <= x && x < SIDE && 0 <= y && y < SIDE) image[y * SIDE + x] = value;
  }
  return image;
}

/**
 * @param {any} answer
 * @returns {Omit<Explanation, "network" | "trace" | "ordered">} which the answer does not repeat
 */
export function decodeExplanation(answer) {
  check(answer);
  return {
    ...answer,
    weights: floats(answer.weights),
    inputs: floats(answer.inputs),
    terms: floats(answer.terms),
    order: new Uint16Array(aligned(answer.order)),
    gradient: floats(answer.gradient),
    pushes: floats(answer.pushes),
    softmax: answer.softmax && layerOf(answer.softmax),
    reads: answer.reads ? new Uint32Array(aligned(answer.reads)) : null,
    map: answer.map ? layerOf(answer.map) : null,
    curve: { ...answer.curve, a: floats(answer.curve.a) },
    running: {
      ...answer.running,
      term: new Float64Array(aligned(answer.running.term)),
      sum: new Float64Array(aligned(answer.running.sum)),
    },
  };
}

/**
 * The pixels of an image as numbers: 0 black to 1 white.
 *
 * @param {Uint8Array} pixels
 */
export function decodeImage(pixels) {
  return Float32Array.from(pixels, inputOf);
}

/**
 * An image as the wire carries it: a byte for each pixel.
 *
 * @param {Float32Array} pixels  0 black to 1 white
 */
export function encodeImage(pixels) {
  // The browser's parser takes an ArrayBuffer for binary; a typed array it sends as an object.
  return { image: Uint8Array.from(pixels, greyOf).buffer };
}

/**
 * A drawing as the wire carries it: uint16 pairs over the pad, and each stroke's length.
 *
 * @param {Drawing} drawing
 */
export function encodeDrawing(drawing) {
  const strokes = withinLimit(drawing);
  const pairs = new Uint16Array(strokes.flatMap((stroke) => stroke.flatMap(([x, y]) => [u16(x), u16(y)])));
  return {
    // The browser's parser takes an ArrayBuffer for binary; a typed array it sends as an object.
    points: pairs.buffer,
    lengths: strokes.map((stroke) => stroke.length),
  };
}

/**
 * A drawing as the wire carried it.
 *
 * @param {{points: Uint8Array | ArrayBuffer, lengths: readonly number[]}} sent
 * @returns {Drawing}
 */
export function decodeDrawing({ points, lengths }) {
  const pairs = new Uint16Array(aligned(points));
  let at = 0;
  return lengths.map((length) => Array.from({ length }, () => {
    const point = /** @type {const} */ ([(pairs[at] ?? 0) / 65535, (pairs[at + 1] ?? 0) / 65535]);
    at += 2;
    return point;
  }));
}

/**
 * The drawing, thinned evenly if it has more points than the wire allows: each stroke keeps its
 * ends, and of more strokes than that allows every second, third or so on is left.
 *
 * @param {Drawing} drawing
 * @returns {Drawing}
 */
function withinLimit(drawing) {
  if (pointsOf(drawing) <= MAX_POINTS) return drawing;
  const gap = Math.ceil(drawing.length / (MAX_POINTS / 4));
  const strokes = drawing.filter((_, k) => k % gap === 0);
  const every = Math.ceil(pointsOf(strokes) / (MAX_POINTS - 2 * strokes.length));
  return strokes.map((stroke) =>
    stroke.filter((_, k) => k % every === 0 || k === stroke.length - 1),
  );
}

/** @param {Drawing} drawing */
function pointsOf(drawing) {
  return drawing.reduce((sum, stroke) => sum + stroke.length, 0);
}

/** @param {number} value  0 to 1 */
function u16(value) {
  return Math.round(Math.min(1, Math.max(0, value)) * 65535);
}

/** @param {any} answer */
export function check(answer) {
  if (answer?.v !== WIRE) {
    throw new Refused("wire");
  }
  if (answer.error) {
    const { code, values, retry_after: wait } = answer.error;
    throw new Refused(code, values, wait === undefined ? null : wait * 1000);
  }
}

/**
 * @param {Uint8Array | ArrayBuffer} binary
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytes(binary) {
  return new Uint8Array(aligned(binary));
}

/** @param {Uint8Array | ArrayBuffer} binary */
export function floats(binary) {
  return new Float32Array(aligned(binary));
}

/**
 * A copy of its own, since a message's binaries start at any offset of its frame.
 *
 * @param {Uint8Array | ArrayBuffer} binary
 */
function aligned(binary) {
  return new Uint8Array(binary).slice().buffer;
}
