/**
 * What the wall shows of one drawing. Pure.
 *
 * @typedef {import("../../types.js").Drawing} Drawing
 * @typedef {import("../../wire/rooms.js").Pupil} Pupil
 * @typedef {import("../../state/state.js").State} State
 *
 * @typedef {object} Reading
 * @property {number} prediction
 * @property {number | null} runnerUp
 * @property {number} score  of the prediction
 * @property {number} second  the runner-up's
 * @property {boolean} [doubted]  it is likely no digit
 *
 * @typedef {object} Tile
 * @property {string} id
 * @property {string} name  of whose it is; "" where nobody's
 * @property {boolean} hidden
 * @property {boolean} uncovered
 * @property {Drawing} drawing
 * @property {Float32Array | null} image  28×28, as the network read it; null until it has
 * @property {Reading | null} reading
 */

import { toneOfBest } from "../../state/tone.js";
import { traceOf } from "../../state/selectors.js";
import { decodeDigit, decodeDrawing } from "../../wire/decode.js";
import { number } from "../../words/format.js";

/** The name of what was drawn at the page's own pad. */
export const HERE = "drawn here";

/**
 * Tiles of the pupils who have drawn. What was decoded is kept: a pupil who votes or is uncovered is
 * told anew with the drawing that is there already.
 */
export function createTiles() {
  /** By pupil. @type {Map<string, {n: number} & Pick<Tile, "drawing" | "image">>} */
  const decoded = new Map();

  /**
   * @param {string} id
   * @param {NonNullable<Pupil["drawing"]>} sent
   */
  function decodedOf(id, sent) {
    const before = decoded.get(id);
    if (before?.n === sent.n && (before.image || !sent.digit)) return before;
    const now = { n: sent.n, drawing: decodeDrawing(sent), image: sent.digit && decodeDigit(sent.digit) };
    decoded.set(id, now);
    return now;
  }

  return (/** @type {Iterable<Pupil>} */ pupils) => Array.from(pupils).flatMap(({ id, nickname, hidden, uncovered, drawing: sent }) => {
    if (!sent) return [];
    const { prediction, runner_up: runnerUp, score, second, doubted } = sent;
    const { drawing, image } = decodedOf(id, sent);
    const reading = prediction === null ? null : { prediction, runnerUp, score: score ?? 0, second: second ?? 0, doubted: doubted === true };
    return [/** @type {Tile} */ ({ id, name: nickname, hidden, uncovered, drawing, image, reading })];
  });
}

/**
 * Of what stands on the page's own pad.
 *
 * @param {State} state
 * @param {string} id
 * @returns {Tile | null}  null where nothing was drawn, or it has not been read
 */
export function tileOfPad(state, id) {
  const { drawing, sample } = state.work;
  const trace = traceOf(state);
  if (!trace || sample || !drawing.length || state.line.reading) return null;
  const a = trace.layers.at(-1)?.a ?? [];
  const { prediction, runnerUp } = trace;
  const reading = { prediction, runnerUp, score: a[prediction] ?? 0, second: a[runnerUp ?? -1] ?? 0, doubted: (trace.doubt?.says ?? 0) > 0 };
  return { id, name: HERE, hidden: false, uncovered: false, drawing, image: trace.input, reading };
}

/**
 * Likely no digit, and not uncovered by itself: it stays folded.
 *
 * @param {Tile} tile
 */
export function isFolded({ uncovered, reading }) {
  return reading?.doubted === true && !uncovered;
}

/**
 * What the network read and how sure it is, as short as a tile has room for.
 *
 * @param {Reading} reading
 */
export function readingInWords({ prediction, runnerUp, score, second }) {
  const read = { clear: `${prediction}`, close: `${prediction} or ${runnerUp}`, weak: `${prediction}?` };
  const tone = toneOfBest(score, second);
  return { tone, read: read[tone], score: number(score) };
}

/**
 * What the wall begins with: how many were read as what, before any drawing is seen.
 *
 * @param {readonly Tile[]} tiles
 * @param {number | null} task  the digit that all were to draw
 */
export function countsInWords(tiles, task) {
  const read = tiles.flatMap((tile) => (tile.hidden || !tile.reading || isFolded(tile) ? [] : [tile.reading.prediction]));
  if (!read.length) return task === null ? "Nobody has drawn yet." : `Draw ${digitInWords(task)}. Nobody has drawn yet.`;
  if (task !== null) {
    const right = read.filter((prediction) => prediction === task).length;
    return `${right} of ${read.length} read as ${digitInWords(task)}; the network’s mistakes: ${read.length - right}`;
  }
  const counts = Array.from({ length: 10 }, (_, digit) => read.filter((prediction) => prediction === digit).length);
  const each = counts.flatMap((n, digit) => (n ? [`${n} as ${digitInWords(digit)}`] : []));
  return `${read.length} ${read.length === 1 ? "drawing" : "drawings"}: read ${each.join(", ")}`;
}

/** @param {number} digit */
export function digitInWords(digit) {
  return `${digit === 8 ? "an" : "a"} ${digit}`;
}
