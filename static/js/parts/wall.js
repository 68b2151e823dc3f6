/**
 * The weights wall: one 28×28 grid for each neuron of the first layer, or the kernel of each of its
 * maps, on one shared scale.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { SIDE } from "../digit-image.js";
import { drawSigned } from "../draw/grid.js";
import { weightsOf } from "../state/edits.js";
import { number } from "../words/format.js";
import { css, grey } from "../scene/colour.js";
import { toldOf } from "../state/reveal.js";
import { gridEnd, largest } from "../scene/scale.js";
import { shapeOf } from "../state/maps.js";
import { tilesOf } from "../scene/tiles.js";
import { cardOf, strongest, traceOf } from "../state/state.js";
import { createWatch, h, handOn, setText } from "./dom.js";
import { scale } from "./legend.js";
import { pixelCanvas } from "./pixel-canvas.js";
import { createPair } from "./wall/pair.js";
import { where } from "../state/where.js";

/**
 * @param {HTMLElement} root
 * @param {{
 *   dispatch: (action: Action) => void,
 *   markDirty: () => void,
 *   fontSize: () => number,
 * }} page
 */
export function createWall(root, { dispatch, markDirty, fontSize }) {
  const tiles = h("div", { class: "wall-tiles", role: "group", "aria-label": "Neurons of the first layer" });
  const pair = createPair(() => dispatch({ type: "select", unit: null }));
  const shared = scale("diverging");
  const stretch = h("input", {
    type: "checkbox",
    id: "stretch",
    change: () => dispatch({ type: "set", place: { stretched: stretch.checked } }),
  });
  const note = h("strong", { class: "legend-note" });
  const wait = h("p", { class: "hint wall-wait" });
  const legend = h("div", { class: "wall-legend" },
    h("span", { class: "legend-item" }, "weights", shared.element),
    h("label", { class: "legend-item", for: "stretch" }, stretch, "stretch each grid on its own"), note);
  root.append(wait, pair.element, tiles, legend);
  const shape = createWatch();
  const drawn = createWatch();
  const lit = createWatch();
  const placed = createWatch();
  let room = { width: 0, height: 0 };
  let cells = SIDE * SIDE; // weights of a grid
  let places = 1; // neurons that share one
  /** @type {Float32Array | null} */
  let activations = null;
  let enlarged = 0; // the tile of the neuron that was last, to which the keyboard goes back
  /** @type {Tile[]} */
  let grids = [];
  new ResizeObserver(([entry]) => {
    if (!entry) return;
    const { width, height } = entry.contentRect;
    room = { width, height };
    markDirty();
  }).observe(tiles);

  return {
    /** @param {Frame} frame */
    sync(frame) {
      const { state, palette } = frame;
      if (root.hidden) return;
      const W = weightsOf(state)[0]?.W;
      wait.hidden = W !== undefined;
      setText(wait, state.line.connection === "online" ? "Loading the weights…" : "The weights come as soon as the server answers.");
      tiles.hidden = legend.hidden = !W;
      if (!W) return;
      if (shape(W)) build(state, W);
      if (state.place.selected?.layer === 0) enlarged = tileOf(state.place.selected.neuron);
      handOn(pair.element, () => pair.sync(frame), () => grids[enlarged]?.button);
      if (placed(W, room, fontSize())) place();
      if (drawn(W, palette, state.place.stretched)) paint(W, state.place.stretched, palette);
      light(state, palette);
    },
  };

  /** @param {number} neuron  of the first layer */
  function tileOf(neuron) {
    return Math.floor(neuron / places);
  }

  /**
   * @param {State} state
   * @param {Float32Array} W
   */
  function build(state, W) {
    const { layers } = cardOf(state);
    const shape = shapeOf(cardOf(state), 0);
    const [rows, columns] = layers[0]?.kernel ?? [SIDE, SIDE];
    cells = rows * columns;
    places = shape ? shape[1] * shape[2] : 1;
    const word = shape ? "map" : layers.length === 1 ? "digit" : "neuron";
    tiles.setAttribute("aria-label", shape ? "Kernels of the first layer" : "Neurons of the first layer");
    grids = Array.from({ length: W.length / cells }, (_, k) => tile(k, word, pixelCanvas(columns, rows)));
    tiles.replaceChildren(...grids.map(({ button }) => button));
  }

  /**
   * @param {number} k
   * @param {string} word
   * @param {CanvasRenderingContext2D} ctx
   */
  function tile(k, word, ctx) {
    const lamp = h("i", { class: "lamp" });
    const figure = h("span", { class: "tile-figure", translate: "no" });
    const hover = (/** @type {boolean} */ on) => () =>
      dispatch({ type: "hover", target: on && places === 1 ? { kind: "unit", layer: 0, neuron: k } : null });
    const button = h("button", {
      type: "button",
      class: "tile",
      click: () => dispatch({ type: "select", unit: { layer: 0, neuron: k * places + brightest(k) } }),
      pointerenter: hover(true),
      pointerleave: hover(false),
    }, ctx.canvas,
      h("span", { class: "tile-words" },
        h("span", {}, h("span", { class: "tile-word" }, `${word} `), `${word === "digit" ? k : k + 1}`),
        lamp, figure));
    return { button, ctx, figure, lamp };
  }

  /** The place of a map that the kernel found most at. @param {number} map */
  function brightest(map) {
    return activations ? strongest(activations.subarray(map * places, (map + 1) * places)) : 0;
  }

  function place() {
    const font = fontSize();
    const scrolls = getComputedStyle(tiles).overflowY === "visible"; // the page does, not the wall
    const { columns, side } = tilesOf({
      width: room.width,
      height: scrolls ? 0 : room.height,
      n: grids.length,
      gap: 6,
      words: font * 1.5 + 18, // and the tile's own frame
      least: font * 5.4,
      most: font * 16,
    });
    tiles.style.setProperty("--columns", `${columns}`);
    tiles.style.setProperty("--tile", `${side}px`);
    tiles.classList.toggle("small", side < font * 9.6);
  }

  /**
   * @param {Float32Array} W
   * @param {boolean} stretched
   * @param {Palette} palette
   */
  function paint(W, stretched, palette) {
    const max = gridEnd(W);
    grids.forEach(({ ctx }, neuron) => {
      const row = W.subarray(neuron * cells, (neuron + 1) * cells);
      drawSigned(ctx, row, stretched ? largest(row) : max, palette);
    });
    shared.show(-max, max, largest(W) > max);
    stretch.checked = stretched;
    shared.element.classList.toggle("off", stretched);
    setText(note, stretched ? "Each grid has its own scale now: do not compare colours." : "");
    root.classList.toggle("stretched", stretched);
  }

  /**
   * @param {State} state
   * @param {Palette} palette
   */
  function light(state, palette) {
    const { place: { selected, step, inner }, hand: { hovered }, work: { network } } = state;
    const a = traceOf(state)?.layers[0]?.a;
    activations = a ?? null;
    const { focus } = where(state);
    if (!lit(a, focus?.layer, focus?.neuron, selected, hovered, network, palette, grids, step, inner)) return;
    const top = a ? Math.max(1, largest(a)) : 1;
    const isUnit = (/** @type {{layer: number, neuron: number} | null} */ unit, /** @type {number} */ neuron) =>
      unit?.layer === 0 && tileOf(unit.neuron) === neuron;
    grids.forEach(({ button, figure, lamp }, neuron) => {
      const best = neuron * places + brightest(neuron);
      const value = toldOf(state, { layer: 0, neuron: best }) === "activation" ? a?.[best] : undefined;
      button.setAttribute("aria-pressed", `${isUnit(selected, neuron)}`);
      button.classList.toggle("focus", isUnit(focus, neuron));
      button.classList.toggle("hovered", hovered?.kind === "unit" && isUnit(hovered, neuron));
      lamp.style.background = css(grey((value ?? 0) / top, palette));
      setText(figure, value === undefined || places > 1 ? "" : number(value)); // a map's bytes are no figures
    });
  }
}

/**
 * @typedef {object} Tile
 * @property {HTMLButtonElement} button
 * @property {CanvasRenderingContext2D} ctx
 * @property {HTMLElement} figure
 * @property {HTMLElement} lamp
 */
