/**
 * The kernels that `convolutional` learned, the map of each, and how many numbers they share.
 *
 * @typedef {import("../one-eye-for-every-place.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {import("./facts.js").Learned} Learned
 */

import { SIDE } from "../../digit-image.js";
import { drawGrey, drawSigned } from "../../draw/grid.js";
import { netSpan } from "../../kit/figures.js";
import { scale } from "../../parts/legend.js";
import { createWatch, h } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { gridEnd, largest, roundUp } from "../../scene/scale.js";
import { rememberedOf } from "../../state/remember.js";
import { count } from "../../words/format.js";
import { createBoard } from "./board.js";
import { pixelsOf } from "./facts.js";

/** All maps on one scale, 0 black to 1 white. */
const scaled = rememberedOf((/** @type {Learned} */ { maps }) => {
  const end = roundUp(largest(maps));
  return { end, shares: maps.map((a) => a / end) };
});

/** The kernel that is looked at: the one that finds most, unless another was chosen. @param {Learned} found @param {State} state */
function kernelOf({ best }, { map }) {
  const all = best.map(([, , a]) => a);
  return map !== null && map < all.length ? map : all.indexOf(Math.max(...all));
}

/** The place on its map: where it is largest, unless another was chosen. @param {Learned} found @param {State} state */
function spotOf(found, state) {
  const { best, out } = found;
  const { spot } = state;
  const [row = 0, column = 0] = best[kernelOf(found, state)] ?? [];
  return spot === null ? { row, column } : { row: Math.floor(spot / out), column: spot % out };
}

/** Each kernel over its map; a press looks at it. @param {Facts} facts @returns {Figure} */
export const kernels = (facts) => (room, { set }) => {
  const tiles = h("div", { class: "eye-kernels", role: "group", "aria-label": "The kernels of the first layer, each over its map" });
  const ends = scale("diverging");
  const legend = h("p", { class: "weight-legend", hidden: true }, "weights ", ends.element);
  room.append(tiles, legend);
  /** @type {{element: HTMLElement, kernel: CanvasRenderingContext2D, map: CanvasRenderingContext2D}[]} */
  let all = [];
  const [drawn, chosen] = [createWatch(), createWatch()];
  return {
    sync({ state, palette }) {
      const found = facts.learned(state);
      if (!found) return;
      const { W, side, out } = found;
      if (all.length !== found.best.length) {
        all = found.best.map((_, k) => {
          const [kernel, map] = [pixelCanvas(side), pixelCanvas(out)];
          const element = h("button", { type: "button", class: "thumb", "aria-label": `Kernel ${k + 1}`, click: () => set({ map: k, spot: null }) }, kernel.canvas, map.canvas);
          return { element, kernel, map };
        });
        tiles.replaceChildren(...all.map(({ element }) => element));
      }
      if (drawn(found, palette)) {
        const end = gridEnd(W);
        const { shares } = scaled(found);
        all.forEach(({ kernel, map }, k) => {
          drawSigned(kernel, W.subarray(k * side * side, (k + 1) * side * side), end, palette);
          drawGrey(map, shares.subarray(k * out * out, (k + 1) * out * out), palette);
        });
        ends.show(-end, end, largest(W) > end);
        legend.hidden = false;
      }
      if (chosen(found, state.map)) all.forEach(({ element }, k) => element.setAttribute("aria-pressed", `${k === kernelOf(found, state)}`));
    },
  };
};

/** The digit, and on it the window of the place that is looked at. @param {Facts} facts @returns {Figure} */
export const field = (facts) => (room, page) => createBoard(room, page, ({ state }) => {
  const [found, image] = [facts.learned(state), facts.image(state)];
  if (!found || !image) return null;
  const { row, column } = spotOf(found, state);
  return {
    values: pixelsOf(image), across: SIDE, window: { row, column, size: found.side }, made: [found, image, row, column],
    words: `The digit, with a window of ${found.side} × ${found.side} pixels at row ${row + 1}, column ${column + 1}.`,
  };
});

/** The map of one kernel; pointed at, it tells of that place. @param {Facts} facts @returns {Figure} */
export const large = (facts) => (room, page) => {
  const board = createBoard(room, page, ({ state }) => {
    const found = facts.learned(state);
    if (!found) return null;
    const { row, column } = spotOf(found, state);
    const [k, n] = [kernelOf(found, state), found.places];
    return {
      values: scaled(found).shares.subarray(k * n, (k + 1) * n), across: found.out, window: { row, column, size: 1 },
      made: [found, k, row, column], words: `The map of kernel ${k + 1}.`,
    };
  }, (column, row) => page.set({ spot: row * (facts.learned(page.get())?.out ?? 1) + column }));
  const ends = scale("grey");
  const legend = h("p", { class: "weight-legend" }, "a ", ends.element);
  room.append(legend);
  return {
    sync(frame) {
      board.sync(frame);
      const found = facts.learned(frame.state);
      legend.hidden = !found;
      if (found) ends.show(0, scaled(found).end);
    },
  };
};

/** @param {Facts} facts @returns {Figure} */
export const finds = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.learned(state);
      if (!found || !changed(found, state.map, state.spot)) return;
      const { row, column } = spotOf(found, state);
      const k = kernelOf(found, state);
      const a = found.maps[k * found.places + row * found.out + column] ?? 0;
      room.replaceChildren(`Kernel ${k + 1} says a = `, netSpan(a),
        ` at row ${row + 1}, column ${column + 1}${state.spot === null ? ": more than at any other place." : "."}`);
    },
  };
};

/** Numbers, shared and not. @param {Facts} facts @returns {Figure} */
export const counted = (facts) => (room) => {
  const changed = createWatch();
  const body = h("tbody");
  room.append(h("table", { class: "figures" }, body));
  return {
    sync({ state }) {
      const found = facts.learned(state);
      if (!found || !changed(found)) return;
      const row = (/** @type {string} */ words, /** @type {number} */ n) => h("tr", {}, h("th", { scope: "row" }, words), h("td", {}, netSpan(n, count(n))));
      body.replaceChildren(
        row("numbers of the layer, shared by all places", found.shared),
        row("places of each kernel", found.places),
        row("numbers, if each place had its own", found.apart));
    },
  };
};
