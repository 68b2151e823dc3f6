/**
 * One function with its dot, and what is read there: f(z), and its slope.
 *
 * @typedef {import("../activation-functions.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./shapes.js").Plain} Plain
 */

import { netFigure, showNet } from "../../kit/figures.js";
import { createPlot } from "../../kit/plot.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { rendered } from "../../parts/math.js";
import { math, node, op } from "../../words/formula.js";
import { axisOf, curveOf, grouped, NAMES, readingOf, REACH, shapeOf, written } from "./shapes.js";

/** Of z, before its question is answered. @type {Readonly<Record<string, readonly [low: number, high: number]>>} */
const SEEN = { squeeze: [-2, 2], middle: [-1, REACH], deaf: [-2, 2], together: [-4, 0] };
/** @type {Readonly<Record<string, readonly [low: number, high: number]>>} */
const SPANS = { slope: [-6, 6], together: [-4, 4] };
const HALF = { y: 0.5, text: "½" };
/** Of a function's values, with the levels that are named. */
const RANGES = {
  sigmoid: { range: /** @type {const} */ ([0, 1]), levels: [{ y: 1, text: "1" }, HALF, { y: 0, text: "0" }] },
  tanh: { range: /** @type {const} */ ([-1, 1]), levels: [{ y: 1, text: "1" }, { y: 0, text: "0" }, { y: -1, text: "−1" }] },
};
const SIGNS = { sigmoid: "σ", tanh: "tanh" };
const DIGITS = 5; // enough to see a sigmoid grow beyond 10

/**
 * @param {State} state
 * @returns {"sigmoid" | "tanh"}
 */
function named({ f }) {
  return f === "tanh" ? f : "sigmoid";
}

/**
 * What of the axis may be seen, and where the sum may stand.
 *
 * @param {string} scene
 * @param {boolean} told
 */
export function seenIn(scene, told) {
  const span = SPANS[scene] ?? /** @type {const} */ ([-REACH, REACH]);
  return told ? span : SEEN[scene] ?? span;
}

/**
 * How far the axis goes to both sides that holds the sum.
 *
 * @param {string} scene
 * @param {number} z
 */
export function axisIn(scene, z) {
  const [, high] = seenIn(scene, true);
  return Math.abs(z) <= high ? high : axisOf(z);
}

/**
 * The sum that is shown: as long as the question is open, one that gives nothing away.
 *
 * @param {{state: State, scene: string, told: boolean}} frame
 */
export function sumIn({ state: { z }, scene, told }) {
  const [low, high] = seenIn(scene, told);
  return told ? z : Math.min(high, Math.max(low, z));
}

/**
 * @param {(z: number) => void} setSum
 * @returns {Figure}
 */
export function createFunction(setSum) {
  return (room, page) => createPlot(room, page, (frame) => {
    const { scene, told } = frame;
    const [f, z] = [named(frame.state), sumIn(frame)];
    const reach = axisIn(scene, z);
    const [shape, now] = [shapeOf(page.numbers, f, axisOf(z)), readingOf(page.numbers, f, z)];
    const hasTangent = scene === "slope" && told;
    return shape && now && {
      curves: [curveOf(shape, f)], span: [-reach, reach], ...RANGES[f],
      seen: told ? [-reach, reach] : seenIn(scene, told),
      now: [{ x: z, y: now.a, ...(hasTangent && { slope: now.slope }) }],
      made: [f, z, shape, now.a, told, scene],
      words: `${NAMES[f]} at z = ${grouped(z)}: ${written(f, now.a, z, DIGITS)}${hasTangent ? `, with a tangent of slope ${written(f, now.slope, z)}` : ""}.`,
    };
  }, setSum);
}

/**
 * The slope at every z, below the function.
 *
 * @param {(z: number) => void} setSum
 * @returns {Figure}
 */
export function createSlopes(setSum) {
  return (room, page) => createPlot(room, page, (frame) => {
    const [f, z] = [named(frame.state), sumIn(frame)];
    const reach = axisIn(frame.scene, z);
    const [shape, now] = [shapeOf(page.numbers, f, axisOf(z)), readingOf(page.numbers, f, z)];
    return shape && now && {
      curves: [curveOf(shape, f, "slope")], span: [-reach, reach], range: [0, 1],
      levels: [{ y: 1, text: "slope 1" }, { y: 0.25, text: "¼" }], now: [{ x: z, y: now.slope }],
      made: [f, z, shape], words: `The slope of ${NAMES[f]} at z = ${grouped(z)}: ${written(f, now.slope, z)}.`,
    };
  }, setSum);
}

/** σ(10) = 0.99995 @type {Figure} */
export function reading(room, { numbers }) {
  const [sum, says] = [h("span"), h("span")];
  room.append(sum, says);
  const changed = createWatch();
  return {
    sync(frame) {
      const [f, z] = [named(frame.state), sumIn(frame)];
      const now = readingOf(numbers, f, z);
      if (!now || !changed(f, z, now.a)) return;
      const text = written(f, now.a, z, DIGITS);
      setText(sum, `${SIGNS[f]}(${grouped(z)}) ${text.startsWith("≈") ? "" : "= "}`);
      showNet(says, now.a, text);
    },
  };
}

/** The slope from what the function itself says: σ′ = σ(1 − σ), tanh′ = 1 − tanh². @type {Figure} */
export function slopeReading(room, { numbers }) {
  const changed = createWatch();
  return {
    sync(frame) {
      const [f, z] = [named(frame.state), sumIn(frame)];
      const now = readingOf(numbers, f, z);
      if (!now || !changed(f, z, now.slope)) return;
      const a = netFigure(now.a, written(f, now.a, z, DIGITS).replace("≈ ", ""));
      const [sign, one] = [node("mi", SIGNS[f]), node("mn", "1")];
      const square = (/** @type {import("../../words/formula.js").MathNode} */ base) => node("msup", base, node("mn", "2"));
      const base = now.a < 0 ? node("mrow", op("("), a, op(")")) : a;
      const inSigns = f === "tanh" ? [one, op("−"), square(sign)] : [sign, op("·"), op("("), one, op("−"), sign, op(")")];
      const inNumbers = f === "tanh" ? [one, op("−"), square(base)] : [a, op("·"), op("("), one, op("−"), a, op(")")];
      const slope = written(f, now.slope, z);
      const equals = op(slope.startsWith("≈") ? "≈" : "=");
      room.replaceChildren(
        rendered(math(node("mi", `${SIGNS[f]}′`), op("="), ...inSigns)), " ",
        rendered(math(op("="), ...inNumbers)), " ",
        rendered(math(equals, netFigure(now.slope, slope.replace("≈ ", "")))),
      );
    },
  };
}
