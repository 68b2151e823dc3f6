/**
 * A kernel that is painted, slid over a digit, a picture of ours or a photograph: what stands in its
 * window, the products, their sum, and the map of all sums.
 *
 * @typedef {import("../one-eye-for-every-place.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan, showNet, tidy } from "../../kit/figures.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { css, diverging, grey, textOn } from "../../scene/colour.js";
import { largest, roundUp } from "../../scene/scale.js";
import { scale } from "../../parts/legend.js";
import { rememberedOf } from "../../state/remember.js";
import { signed } from "../../words/format.js";
import { createBoard } from "./board.js";
import { pixelsOf } from "./facts.js";
import { sideOf } from "./kernels.js";

const NEXT = /** @type {Readonly<Record<string, number>>} */ ({ "0": 1, "1": -1, "-1": 0 }); // what a press makes of a weight

const endOf = rememberedOf((/** @type {Float32Array} */ z) => roundUp(largest(z)));

/**
 * Where the window stands; what is over at the end of a smaller map is its last place.
 *
 * @param {Facts} facts
 * @param {State} state
 */
export function atOf(facts, state) {
  const found = facts.slid(state);
  return found ? Math.min(state.at, found.z.length - 1) : 0;
}

/** What is looked at, with the window on it. @param {Facts} facts @returns {Figure} */
export const seen = (facts) => (room, page) => {
  const { get, set } = page;
  return createBoard(room, page, ({ state }) => {
    const found = facts.slid(state);
    if (!found) return null;
    const at = atOf(facts, state);
    const [row, column] = [Math.floor(at / found.out), at % found.out];
    return {
      values: pixelsOf(found.image), across: found.side, window: { row, column, size: sideOf(state.kernel) },
      made: [found, at], words: `A picture of ${found.side} × ${found.side} pixels, with the window at row ${row + 1}, column ${column + 1}.`,
    };
  }, (column, row) => {
    const state = get();
    const out = facts.slid(state)?.out ?? 1;
    const half = (sideOf(state.kernel) - 1) / 2;
    const within = (/** @type {number} */ place) => Math.min(out - 1, Math.max(0, place - half));
    set({ at: within(row) * out + within(column) });
  });
};

/** The map, as far as the window has come. @param {Facts} facts @returns {Figure} */
export const map = (facts) => (room, page) => {
  const { get, set } = page;
  const board = createBoard(room, page, ({ state }) => {
    const found = facts.slid(state);
    if (!found) return null;
    const at = atOf(facts, state);
    return {
      values: found.z, across: found.out, end: endOf(found.z), ...(!state.whole && { until: at + 1 }),
      window: { row: Math.floor(at / found.out), column: at % found.out, size: 1 },
      made: [found, at, state.whole], words: `The map of sums, ${found.out} × ${found.out}.`,
    };
  }, (column, row) => set({ at: row * (facts.slid(get())?.out ?? 1) + column }));
  const ends = scale("diverging");
  room.append(h("p", { class: "weight-legend" }, "z ", ends.element));
  return {
    sync(frame) {
      board.sync(frame);
      const found = facts.slid(frame.state);
      if (found) ends.show(-endOf(found.z), endOf(found.z));
    },
  };
};

/** The kernel, cell by cell. @type {Figure} */
export const kernel = (room, { get, set }) => {
  const cells = createCells(room, (k) => {
    const { kernel: now } = get();
    set({ kernel: now.map((weight, j) => (j === k ? NEXT[`${weight}`] ?? 0 : weight)) });
  });
  const changed = createWatch();
  return {
    sync({ state, palette }) {
      if (!changed(state.kernel, palette)) return;
      const side = sideOf(state.kernel);
      cells(state.kernel, (weight, element, k) => {
        colour(element, diverging(weight, 1, palette));
        setText(element, weight ? signed(weight, 0) : "0");
        element.setAttribute("aria-label", `Weight in row ${Math.floor(k / side) + 1}, column ${(k % side) + 1}: ${weight ? signed(weight, 0) : "0"}`);
      });
    },
  };
};

/**
 * What stands in the window, or what becomes of it.
 *
 * @param {Facts} facts
 * @param {"inputs" | "products"} which
 * @returns {Figure}
 */
export const cellsOf = (facts, which) => (room) => {
  const cells = createCells(room);
  const changed = createWatch();
  return {
    sync({ state, palette }) {
      const found = facts.window(state, atOf(facts, state));
      if (!found || !changed(found, palette)) return;
      cells([...found[which]], (value, element) => {
        colour(element, which === "inputs" ? grey(value, palette) : diverging(value, 1, palette));
        showNet(element, value, tidy(value));
      });
    },
  };
};

/** Their sum. @param {Facts} facts @returns {Figure} */
export const sum = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.window(state, atOf(facts, state));
      if (found && changed(found)) room.replaceChildren("The products’ sum: z = ", netSpan(found.z), `, at row ${found.row + 1}, column ${found.column + 1} of the map`);
    },
  };
};

/**
 * Square cells, as many as there are values.
 *
 * @param {HTMLElement} room
 * @param {(k: number) => void} [press]
 */
function createCells(room, press) {
  const root = h("div", { class: "eye-cells" });
  room.append(root);
  /** @type {HTMLElement[]} */
  let all = [];
  /** @param {readonly number[]} values @param {(value: number, element: HTMLElement, k: number) => void} show */
  return (values, show) => {
    if (all.length !== values.length) {
      all = values.map((_, k) => (press ? h("button", { type: "button", class: "eye-cell", click: () => press(k) }) : h("span", { class: "eye-cell" })));
      root.style.setProperty("--across", `${sideOf(values)}`);
      root.replaceChildren(...all);
    }
    values.forEach((value, k) => show(value, /** @type {HTMLElement} */ (all[k]), k));
  };
}

/** @param {HTMLElement} element @param {import("../../scene/colour.js").RGB} background */
function colour({ style }, background) {
  style.background = css(background);
  style.color = css(textOn(background));
}
