/**
 * Ten layers: histograms of what goes forwards and what comes back, and how much of it is left.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../where-weights-start.js").State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan, showNet } from "../../kit/figures.js";
import { createHandle, nearest } from "../../kit/handle.js";
import { choices } from "../../kit/pieces.js";
import { createCanvas } from "../../parts/canvas.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { css } from "../../scene/colour.js";
import { number } from "../../words/format.js";
import { power, tiny } from "./tiny.js";

const LAYERS = 10;
const BINS = 32;
const FULL = 255; // the tallest bar

/** Sizes of the weights that have a name; He's is named once it has been guessed. @returns {Figure} */
export const presets = () => (room, page) => {
  const { scales, xavier, he } = page.start;
  const at = [0, scales.indexOf(xavier), scales.indexOf(he), scales.length - 1];
  const all = choices("Size of the weights", Object.fromEntries(["too small", "Xavier", "He", "too large"].map((words, k) => [`${at[k]}`, words])),
    (/** @type {{scale: number}} */ { scale }) => `${scale}`, (scale) => page.set({ scale: Number(scale) }))(room, /** @type {any} */ (page));
  const buttons = [...room.querySelectorAll("button")];
  return {
    sync(frame) {
      all.sync(frame);
      const isGuessed = frame.told || frame.scene !== "relu";
      buttons.forEach((each) => (each.hidden = !isGuessed && each.textContent === "He"));
    },
  };
};

/** @returns {Figure} */
export const scale = () => (room, { set, start: { scales } }) => {
  const handle = createHandle({
    name: "Standard deviation of the weights", values: () => scales,
    set: (to) => set({ scale: nearest(scales, to) }), write: (value) => number(value, 3),
  });
  room.append(h("span", {}, "Standard deviation of the weights"), handle.element);
  return { sync: ({ state: { scale: k } }) => handle.sync(scales[k]) };
};

/** @param {Facts} facts @returns {Figure} */
export const histograms = (facts) => (room, { fontSize, markDirty }) => {
  const canvas = h("canvas", { role: "img", "aria-label": "Ten layers, not computed yet" });
  room.append(canvas);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });

  return {
    sync({ state: { bend, norm, scale: k }, palette, scene, told }) {
      const found = facts.drawn(bend, scene === "norm" && told ? norm : "none");
      const hasGradients = told || scene === "norm";
      if (!changed(found, k, palette, hasGradients)) return;
      const { width, height } = size();
      ctx.clearRect(0, 0, width, height); // what stood there may be another scene's
      if (!found) return;
      const font = fontSize();
      const [low, high] = found.range;
      const [least, most] = found.decades;
      ctx.font = `${font}px system-ui, sans-serif`;
      const gutter = font * 3.2;
      const tall = height / 2 - 2.2 * font;
      panel("What the neurons say", found.activations, 0, [number(low, 0), number(high, 0)], palette.pos, true);
      panel("Gradients, as parts of the output’s", found.gradients, height / 2 - 0.4 * font, [power(least), power(most)], palette.ink, hasGradients);
      ctx.fillStyle = css(palette.soft);
      ctx.textAlign = "center";
      ctx.textBaseline = "bottom";
      for (let j = 0; j < LAYERS; j += 1) ctx.fillText(`${j + 1}`, gutter + ((j + 0.5) * (width - gutter)) / LAYERS, height - 1);
      ctx.textAlign = "left";
      ctx.fillText("layer", 0, height - 1);
      canvas.setAttribute("aria-label", `For each of ten layers, how often its neurons say what${hasGradients ? ", and how large the gradients are that come back" : ""}.`);

      /**
       * @param {string} title
       * @param {Uint8Array} bars
       * @param {number} top
       * @param {readonly [low: string, high: string]} ends
       * @param {import("../../scene/colour.js").RGB} colour
       * @param {boolean} isSeen
       */
      function panel(title, bars, top, ends, colour, isSeen) {
        const across = (width - gutter) / LAYERS;
        const floor = top + tall + 1.1 * font;
        const bin = (tall - 0.4 * font) / BINS;
        ctx.textAlign = "left";
        ctx.textBaseline = "top";
        ctx.fillStyle = css(palette.soft);
        ctx.fillText(title, 0, top);
        ctx.fillText(ends[1], 0, top + 1.4 * font);
        ctx.textBaseline = "bottom";
        ctx.fillText(ends[0], 0, floor);
        for (let j = 0; j < LAYERS; j += 1) {
          const x = gutter + j * across;
          ctx.fillStyle = css(palette.line);
          ctx.fillRect(x, floor - BINS * bin, 1, BINS * bin);
          ctx.fillStyle = css(colour);
          for (let m = 0; isSeen && m < BINS; m += 1) {
            const share = (bars[(k * LAYERS + j) * BINS + m] ?? 0) / FULL;
            ctx.fillRect(x + 1, floor - (m + 1) * bin, share * (across - 4), Math.max(1, bin - 0.5));
          }
          if (isSeen) continue;
          ctx.fillStyle = css(palette.soft);
          ctx.fillText("?", x + across / 2, floor - tall / 2);
        }
      }
    },
  };
};

/** What reaches the input, and what the slopes alone would leave. @param {Facts} facts @returns {Figure} */
export const ratios = (facts) => (room) => {
  const [reaches, slopes, bound, limit] = [h("td"), h("td"), h("td"), h("th", { scope: "row" })];
  const table = h("table", { class: "figures starts-table" },
    h("caption", {}, "In the middle of 25 networks, each of other random weights"),
    h("tbody", {},
      h("tr", {}, h("th", { scope: "row" }, "The input’s gradient ÷ the output’s"), reaches),
      h("tr", {}, h("th", { scope: "row" }, "The ten layers’ mean slopes, multiplied"), slopes),
      h("tr", {}, limit, bound)));
  room.append(table);
  const changed = createWatch();
  return {
    sync({ state: { bend, norm, scale: k }, scene }) {
      const found = facts.flow(bend, scene === "norm" ? norm : "none");
      table.hidden = !found;
      if (!found || !changed(found, k)) return;
      showNet(reaches, found.reaches[k] ?? 0, tiny(found.reaches[k] ?? 0));
      showNet(slopes, found.slopes[k] ?? 0, tiny(found.slopes[k] ?? 0));
      showNet(bound, found.bound, tiny(found.bound));
      setText(limit, `Slopes alone: at most ${bend === "sigmoid" ? "¼¹⁰" : "1¹⁰"}`);
    },
  };
};

/** How far apart the activations of a layer are. @param {Facts} facts @returns {Figure} */
export const spreads = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state: { bend, norm, scale: k } }) {
      const found = facts.drawn(bend, norm);
      if (!changed(found, k)) return;
      const row = found?.spread.subarray(k * LAYERS, (k + 1) * LAYERS) ?? [];
      room.replaceChildren(...(found ? ["Spread of what the neurons say: ", netSpan(row[0] ?? 0), " in the first layer, ", netSpan(row[LAYERS - 1] ?? 0), " in the tenth."] : []));
    },
  };
};
