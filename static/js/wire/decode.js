/**
 * Message → trace: the mirror of `app/wire.py`, and the only module here that knows bytes.
 *
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Explanation} Explanation
 */

export const WIRE = 1;
export const MAX_POINTS = 5000;

/** The server refused a message; `message` says what it expected and what it found. */
export class Refused extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * @param {any} answer
 * @returns {Trace}
 */
export function decodeTrace(answer) {
  check(answer);
  const { digit } = answer;
  return {
    seq: answer.seq,
    network: answer.network,
    image: answer.image && bytes(answer.image),
    digit: digit && { ...digit, fitted: bytes(digit.fitted) },
    layers: answer.layers.map((/** @type {any} */ layer) => ({
      z: floats(layer.z),
      a: floats(layer.a),
    })),
    prediction: answer.prediction,
    runnerUp: answer.runner_up,
  };
}

/**
 * @param {any} answer
 * @returns {Explanation}
 */
export function decodeExplanation(answer) {
  check(answer);
  return {
    ...answer,
    weights: floats(answer.weights),
    inputs: floats(answer.inputs),
    terms: floats(answer.terms),
    order: new Uint16Array(aligned(answer.order)),
    sums: floats(answer.sums),
    gradient: floats(answer.gradient),
    curve: { ...answer.curve, a: floats(answer.curve.a) },
  };
}

/**
 * A drawing as the wire carries it: uint16 pairs over the pad, and each stroke's length.
 * More points than the wire allows are thinned evenly, each stroke keeping its ends.
 *
 * @param {Drawing} drawing
 */
export function encodeDrawing(drawing) {
  const total = drawing.reduce((sum, stroke) => sum + stroke.length, 0);
  const every = Math.ceil(total / (MAX_POINTS - 2 * drawing.length));
  const strokes =
    total <= MAX_POINTS
      ? drawing
      : drawing.map((stroke) =>
          stroke.filter((_, k) => k % every === 0 || k === stroke.length - 1),
        );
  const pairs = new Uint16Array(strokes.flatMap((stroke) => stroke.flatMap(([x, y]) => [u16(x), u16(y)])));
  return {
    // The browser's parser takes an ArrayBuffer for binary; a typed array it sends as an object.
    points: pairs.buffer,
    lengths: strokes.map((stroke) => stroke.length),
  };
}

/** @param {number} value  0 to 1 */
function u16(value) {
  return Math.round(Math.min(1, Math.max(0, value)) * 65535);
}

/** @param {any} answer */
function check(answer) {
  if (answer?.v !== WIRE) {
    throw new Refused("wire", `expected wire version ${WIRE}, found ${answer?.v}: reload the page`);
  }
  if (answer.error) throw new Refused(answer.error.code, answer.error.message);
}

/**
 * @param {Uint8Array | ArrayBuffer} binary
 * @returns {Uint8Array}
 */
function bytes(binary) {
  return new Uint8Array(aligned(binary));
}

/** @param {Uint8Array | ArrayBuffer} binary */
function floats(binary) {
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
