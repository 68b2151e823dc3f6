/**
 * How often a window fits: size, stride and padding, and how many windows see each pixel.
 *
 * @typedef {import("../one-eye-for-every-place.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {"side" | "size" | "stride" | "padding"} Name
 */

import { netSpan } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { scale } from "../../parts/legend.js";
import { createWatch, h } from "../../parts/dom.js";
import { largest } from "../../scene/scale.js";
import { rememberedOf } from "../../state/remember.js";
import { number } from "../../words/format.js";
import { createBoard } from "./board.js";

const NAMES = /** @type {Readonly<Record<Name, string>>} */ ({ side: "n, pixels across", size: "k, the window", stride: "s, the stride", padding: "p, the padding" });

const shares = rememberedOf((/** @type {Float32Array} */ looks) => looks.map((each) => each / largest(looks)));

/** @type {Figure} */
export const settings = (room, { set, start }) => {
  const ends = { side: start.sides, size: [1, start.size], stride: [1, start.stride], padding: [0, start.padding] };
  const handles = /** @type {[Name, string][]} */ (Object.entries(NAMES)).map(([name, words]) => {
    const [low, high] = ends[name];
    const handle = createHandle({
      name: words, values: () => grid(low, high, 1), write: (value) => number(value, 0),
      set: (to) => set({ [name]: Math.min(high, Math.max(low, Math.round(to))) }),
    });
    room.append(h("div", {}, h("span", {}, words), handle.element));
    return { name, handle };
  });
  return {
    sync({ state }) {
      for (const { name, handle } of handles) handle.sync(state[name]);
    },
  };
};

/** The place that is looked at, where it is still there. @param {number} out @param {State} state */
const spotIn = (out, { row, column }) => ({ row: Math.min(row, out - 1), column: Math.min(column, out - 1) });

/** The image and its padding; lighter where more windows see it. @param {Facts} facts @returns {Figure} */
export const looked = (facts) => (room, page) => {
  const { get, set } = page;
  const board = createBoard(room, page, ({ state }) => {
    const found = facts.fit(state);
    if (!found) return null;
    const { side, size, stride, padding } = state;
    const { row, column } = spotIn(found.out, state);
    return {
      values: shares(found.looks), across: side, rim: padding, made: [found, row, column],
      window: { row: row * stride - padding, column: column * stride - padding, size },
      words: `${side} × ${side} pixels with a rim of ${padding}, and a window of ${size} × ${size}.`,
    };
  }, (column, row) => {
    const { stride, padding, size } = get();
    const last = (facts.fit(get())?.out ?? 1) - 1;
    const place = (/** @type {number} */ cell) => Math.min(last, Math.max(0, Math.round((cell + padding - (size - 1) / 2) / stride)));
    set({ row: place(row), column: place(column) });
  });
  const ends = scale("grey");
  room.append(h("p", { class: "weight-legend" }, "windows that see a pixel ", ends.element));
  return {
    sync(frame) {
      board.sync(frame);
      const found = facts.fit(frame.state);
      if (found) ends.show(0, largest(found.looks));
    },
  };
};

/** The map: a place for each window. @param {Facts} facts @returns {Figure} */
export const fitted = (facts) => (room, page) => {
  const empty = rememberedOf((/** @type {import("./facts.js").Fitted} */ { out }) => new Float32Array(out * out));
  return createBoard(room, page, ({ state }) => {
    const found = facts.fit(state);
    return found && {
      values: empty(found), across: found.out, end: 1, lines: true, window: { ...spotIn(found.out, state), size: 1 }, made: [found, state.row, state.column],
      words: `The map has ${found.out} × ${found.out} places.`,
    };
  }, (column, row) => page.set({ row, column }));
};

/** The rule with the numbers of now. @param {Facts} facts @returns {Figure} */
export const rule = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.fit(state);
      if (!found || !changed(found)) return;
      const { side, size, stride, padding } = state;
      room.replaceChildren(`(${side} + 2 · ${padding} − ${size}) / ${stride} + 1, rounded down: `, netSpan(found.out), " places across. ",
        netSpan(found.unseen), found.unseen === 1 ? " pixel is seen by no window." : " pixels are seen by no window.");
    },
  };
};
