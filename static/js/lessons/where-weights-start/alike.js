/**
 * Sixteen neurons that start alike, as grids, while they learn.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../where-weights-start.js").State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createTiles, wallOf } from "../../kit/tiles.js";
import { createWatch, h } from "../../parts/dom.js";
import { remembering } from "../../state/remember.js";
import { count } from "../../words/format.js";
import { LOOKS } from "./facts.js";

const STEPS = 24; // of learning, between two looks

/** @param {Facts} facts @returns {Figure} */
export const grids = (facts) => (room) => {
  const wallAt = remembering((/** @type {Float32Array} */ W) => wallOf(W));
  /** Nothing is given away before. */
  let isTold = false;
  const tiles = createTiles(room, { label: "Weights of the sixteen neurons" }, ({ bend, start, look }) => {
    const W = facts.look(bend, start, isTold ? look : 0);
    return W ? wallAt(W) : null;
  });
  return {
    sync(frame) {
      isTold = frame.told;
      tiles.sync(frame);
    },
  };
};

/** @type {Figure} */
export const looks = (room, { set }) => {
  const step = createHandle({
    name: "Steps learned", values: () => grid(0, STEPS * (LOOKS - 1), STEPS),
    set: (to) => set({ look: Math.min(LOOKS - 1, Math.max(0, Math.round(to / STEPS))) }),
  });
  room.append(h("span", {}, "Steps learned"), step.element);
  return { sync: ({ state: { look } }) => step.sync(STEPS * look) };
};

/** What became of them. @param {Facts} facts @returns {Figure} */
export const sixteen = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state: { bend, start } }) {
      const found = facts.alike(bend, start);
      if (!found || !changed(found)) return;
      const [W, b, outputs, biases] = found.moved;
      const isStill = W + b + outputs === 0;
      room.replaceChildren("Different neurons: ", netSpan(found.different), ". ",
        ...(isStill
          ? ["No weight has moved, nor any bias of theirs: only ", netSpan(biases), " biases of the outputs."]
          : ["Of their weights ", netSpan(W, count(W)), " have moved."]),
        " New digits read right: ", netSpan(found.right), ` of ${found.of}.`);
    },
  };
};
