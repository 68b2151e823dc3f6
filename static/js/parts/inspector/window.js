/**
 * What a place of a map reads: its window on the digit, and pixels × kernel = products; of a pool, which of its
 * places wins. And how many numbers a convolution shares.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Explanation} Explanation
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { drawGrey, drawSigned } from "../../draw/grid.js";
import { contextOf } from "../../draw/surface.js";
import { largest, roundUp, gridEnd } from "../../scene/scale.js";
import { weightsOf } from "../../state/edits.js";
import { biasIndex, inKernel } from "../../state/kernels.js";
import { shapeOf } from "../../state/maps.js";
import { cardOf, traceOf } from "../../state/selectors.js";
import { inputOfTerm } from "../../state/terms.js";
import { capital, number } from "../../words/format.js";
import { inputName } from "../../words/names.js";
import { sharingInWords } from "../../words/sharing.js";
import { fieldInWords, fieldOn, poolInNumbers, poolInWords } from "../../words/windows.js";
import { createWatch, h, setText } from "../dom.js";
import { scale } from "../legend.js";
import { breakable } from "../math.js";
import { pixelCanvas } from "../pixel-canvas.js";

const MOST = 24; // maps that are drawn of what is read

/**
 * @param {HTMLElement} room
 * @param {HTMLElement} foot  below the sum
 */
export function createWindow(room, foot) {
  const digit = pixelCanvas();
  const frame = h("i", { class: "window-frame", "aria-hidden": "true" });
  const words = h("p", { class: "hint" });
  const [read, kernel, products] = [tiles("window"), tiles("× kernel"), tiles("= products")];
  const field = h("figure", {}, h("div", { class: "window-field" }, digit.canvas, frame), h("figcaption", {}, "on the digit"));
  const few = h("p", { class: "hint" });
  const square = h("tbody", {});
  const pool = h("figure", { class: "window-pool" }, h("table", {}, h("caption", {}, "what it reads"), square));
  const grids = h("div", { class: "grids" }, field, read.figure, kernel.figure, products.figure, pool);
  const formula = h("div", { class: "formula inspector-formula" });
  const counted = h("tbody", {});
  const sharing = h("details", { class: "tool-fold" }, h("summary", {}, "What is shared"), h("table", { class: "sums" }, counted));
  room.append(words, grids, few, formula);
  foot.append(sharing);
  const shared = createWatch();

  return {
    /** @param {import("../inspector.js").Opened} shown */
    sync({ state, opened, palette, panel }) {
      if (!opened.map || panel !== "sum") return;
      const card = cardOf(state);
      const isPool = card.layers[opened.layer]?.side !== undefined;
      const window = fieldOn(card, opened);
      const trace = traceOf(state);
      if (trace) drawGrey(digit, trace.input, palette);
      const { width, height } = digit.canvas;
      frame.style.left = `${(window.left / width) * 100}%`;
      frame.style.top = `${(window.top / height) * 100}%`;
      frame.style.width = `${(window.width / width) * 100}%`;
      frame.style.height = `${(window.height / height) * 100}%`;
      for (const each of [read, kernel, products]) each.figure.hidden = isPool;
      pool.hidden = formula.hidden = !isPool;
      sharing.hidden = isPool;
      setText(words, `${fieldInWords(window)}${isPool ? ` ${poolInWords(card, opened)}` : ""}`);
      setText(few, "");
      if (isPool) showPool(opened, card);
      else showKernel(state, opened, palette);
      if (!isPool && shared(card, opened.layer)) {
        counted.replaceChildren(...sharingInWords(card, opened.layer).map(([name, numbers]) =>
          h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, numbers))));
      }
    },
  };

  /**
   * @param {Explanation} opened
   * @param {import("../../types.js").Card} card
   */
  function showPool(opened, card) {
    const side = Math.round(Math.sqrt(opened.inputs.length));
    const isMax = card.layers[opened.layer]?.type === "max-pool2d";
    square.replaceChildren(...Array.from({ length: side }, (_, row) =>
      h("tr", {}, ...Array.from({ length: side }, (_, column) => {
        const k = row * side + column;
        const won = isMax && opened.weights[k] === 1;
        const name = `${capital(inputName(card, opened.layer, inputOfTerm(opened, k)))}${won ? ": it wins" : ""}`;
        return h("td", { class: isMax ? (won ? "won" : "lost") : "", title: name }, number(opened.inputs[k] ?? 0));
      }))));
    formula.replaceChildren(breakable(poolInNumbers(card, opened)));
  }

  /**
   * @param {State} state
   * @param {Explanation} opened
   * @param {Palette} palette
   */
  function showKernel(state, opened, palette) {
    const card = cardOf(state);
    const { layer, neuron, inputs, terms, weights } = opened;
    const { image: [channels] = [1], kernel: [height, width] = [1, 1] } = card.layers[layer] ?? {};
    const size = height * width;
    const whole = (/** @type {Float32Array} */ values) => {
      const grid = new Float32Array(channels * size);
      values.forEach((value, k) => {
        const at = inKernel(card, layer, neuron, inputOfTerm(opened, k));
        if (at) grid[(at.channel * height + at.row) * width + at.column] = value;
      });
      return grid;
    };
    const all = weightsOf(state)[layer]?.W;
    const map = biasIndex(card, layer, neuron);
    const own = all?.subarray(map * channels * size, (map + 1) * channels * size) ?? whole(weights);
    const end = gridEnd(all ?? weights);
    const most = roundUp(largest(terms));
    const lit = roundUp(largest(inputs));
    const drawn = strongest(whole(terms), channels, size);
    const isDigit = layer === 0;
    read.show(drawn, whole(inputs), height, width, (ctx, values) => drawGrey(ctx, values.map((value) => value / (isDigit ? 1 : lit)), palette));
    kernel.show(drawn, own, height, width, (ctx, values) => drawSigned(ctx, values, end, palette));
    products.show(drawn, whole(terms), height, width, (ctx, values) => drawSigned(ctx, values, most, palette));
    read.ends.kind("grey");
    read.ends.show(0, isDigit ? 1 : lit);
    kernel.ends.show(-end, end, largest(all ?? weights) > end);
    products.ends.show(-most, most);
    const [maps = 1] = shapeOf(card, layer - 1) ?? [];
    if (channels > 1) {
      setText(few, `One square for each map it reads, ${drawn.length < maps ? `${drawn.length} of ${maps}, those with the largest products` : "in their order"}.`);
    }
  }
}

/**
 * The channels that are drawn, in their order: all, or those with the largest products.
 *
 * @param {Float32Array} products
 * @param {number} channels
 * @param {number} size  of a kernel
 */
function strongest(products, channels, size) {
  const most = (/** @type {number} */ channel) => largest(products.subarray(channel * size, (channel + 1) * size));
  const all = Array.from({ length: channels }, (_, channel) => channel);
  if (channels <= MOST) return all;
  return all.sort((one, other) => most(other) - most(one)).slice(0, MOST).sort((one, other) => one - other);
}

/**
 * A picture of several small grids, one for each map that is read.
 *
 * @param {string} caption
 */
function tiles(caption) {
  const box = h("div", { class: "window-tiles" });
  const ends = scale("diverging");
  /** @type {CanvasRenderingContext2D[]} */
  let grids = [];

  return {
    figure: h("figure", {}, box, h("figcaption", {}, caption), ends.element),
    ends,

    /**
     * @param {readonly number[]} channels
     * @param {Float32Array} values  (channels, height, width)
     * @param {number} height
     * @param {number} width
     * @param {(ctx: CanvasRenderingContext2D, values: Float32Array) => void} draw
     */
    show(channels, values, height, width, draw) {
      const [first] = grids;
      if (grids.length !== channels.length || first?.canvas.width !== width || first.canvas.height !== height) {
        grids = channels.map(() => contextOf(h("canvas", { class: "pixels", width: `${width}`, height: `${height}`, "aria-hidden": "true" })));
        box.style.setProperty("--across", `${Math.ceil(Math.sqrt(channels.length))}`);
        box.replaceChildren(...grids.map(({ canvas }) => canvas));
      }
      channels.forEach((channel, k) => {
        const ctx = grids[k];
        if (!ctx) return;
        ctx.canvas.title = channels.length > 1 ? `map ${channel + 1}` : "";
        draw(ctx, values.slice(channel * height * width, (channel + 1) * height * width));
      });
    },
  };
}
