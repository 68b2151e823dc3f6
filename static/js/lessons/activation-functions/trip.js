/**
 * A sigmoid neuron that counts children: its curve over their number, moved sideways by its bias.
 *
 * @typedef {import("../activation-functions.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 */

import { showNet } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createPlot } from "../../kit/plot.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { counter, grouped, written } from "./shapes.js";

export const CHILDREN = 20; // at most
const COUNTED = grid(0, CHILDREN, 1);
const FINE = grid(0, CHILDREN, 0.25);
const BIASES = grid(-15, 15, 1);
const READ = /** @type {const} */ ({ kind: "input", input: 0 });
const BIAS = /** @type {const} */ ({ kind: "bias", layer: 0, neuron: 0 });

/** Without a guess the bias is 0. @param {{state: State, told: boolean}} frame */
const biasIn = ({ state: { b }, told }) => (told ? b : 0);

/**
 * @param {(s: number) => void} setChildren
 * @returns {Figure}
 */
export function createTrip(setChildren) {
  return (room, page) => createPlot(room, page, (frame) => {
    const { state: { s } } = frame;
    const b = biasIn(frame);
    const all = page.numbers.samples(counter(b, 0), READ, FINE);
    const now = page.numbers.layers(counter(b, s))?.[0];
    if (!all || !now) return null;
    const a = now.a[0] ?? 0;
    return {
      curves: [{ x: FINE, y: all.map((layers) => layers[0]?.a[0] ?? 0) }], span: [0, CHILDREN], range: [0, 1],
      levels: [{ y: 1, text: "1" }, { y: 0.5, text: "½" }, { y: 0, text: "0" }], plumb: { x: 10, text: "s = 10" },
      now: [{ x: s, y: a }], made: [b, s, a],
      words: `What the neuron says over the number of children, with a bias of ${grouped(b)}: ${written("sigmoid", a, 1)} for ${s}.`,
    };
  }, (x) => setChildren(Math.round(x)));
}

/**
 * @param {(s: number) => void} setChildren
 * @returns {Figure}
 */
export function createChildren(setChildren) {
  return (room) => {
    const handle = createHandle({ name: "Children s", values: () => COUNTED, set: setChildren });
    room.classList.add("named-handle");
    room.append("s =", handle.element);
    return { sync: ({ state }) => handle.sync(state.s) };
  };
}

/**
 * @param {(b: number) => void} setBias
 * @returns {Figure}
 */
export function createBias(setBias) {
  return (room, { numbers, get }) => {
    const handle = createHandle({
      name: "Bias b", values: () => BIASES, set: setBias,
      grab: () => numbers.expect([...FINE, get().s].map((s) => counter(get().b, s)), BIAS, BIASES),
    });
    room.classList.add("named-handle");
    room.append("b =", handle.element);
    return { sync: ({ state }) => handle.sync(state.b) };
  };
}

/** @type {Figure} */
export function tripReading(room, { numbers }) {
  const [sum, total, equals, says, verdict] = [h("span"), h("span"), h("span"), h("span"), h("span")];
  room.append(sum, total, equals, says, verdict);
  const changed = createWatch();
  return {
    sync(frame) {
      const { s } = frame.state;
      const b = biasIn(frame);
      const now = numbers.layers(counter(b, s))?.[0];
      if (!now || !changed(now)) return;
      const [z = 0, a = 0] = [now.z[0], now.a[0]];
      const text = written("sigmoid", a, z);
      setText(sum, `z = ${grouped(s)} ${b < 0 ? "−" : "+"} ${grouped(Math.abs(b))} = `);
      showNet(total, z, grouped(z));
      setText(equals, `, σ(z) ${text.startsWith("≈") ? "" : "= "}`);
      showNet(says, a, text);
      setText(verdict, a > 0.5 ? ": the trip takes place." : ": no trip.");
    },
  };
}
