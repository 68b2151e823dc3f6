/**
 * The neuron in focus, opened: its weights, its terms, and how they add up to z and a.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { drawCurve } from "../draw/curve.js";
import { drawGrey, drawSigned } from "../draw/grid.js";
import { contextOf, createSurface } from "../draw/surface.js";
import { count, number, signed } from "../format.js";
import { activationInNumbers, letters, sumInNumbers } from "../formula.js";
import { largest, roundUp } from "../scene/scale.js";
import { cardOf, focusOf, traceOf } from "../state.js";
import { layerName, unitName } from "../words.js";
import { createWatch, h, setText } from "./dom.js";
import { scale } from "./legend.js";

/**
 * @param {HTMLElement} root
 * @param {{get: () => State, dispatch: (action: Action) => void, markDirty: () => void}} page
 */
export function createInspector(root, { get, dispatch, markDirty }) {
  const title = h("h2", {});
  const choose = (/** @type {number} */ by) => {
    const focus = focusOf(get());
    if (!focus) return;
    const n = cardOf(get()).layers[focus.layer]?.outputs ?? 1;
    dispatch({ type: "select", unit: { ...focus, neuron: (focus.neuron + by + n) % n } });
  };
  const layer = h("select", {
    "aria-label": "Layer",
    change: () => dispatch({ type: "select", unit: { layer: Number(layer.value), neuron: 0 } }),
  });
  const previous = h("button", { type: "button", class: "icon-button", "aria-label": "Previous neuron", click: () => choose(-1) }, "‹");
  const following = h("button", { type: "button", class: "icon-button", "aria-label": "Next neuron", click: () => choose(1) }, "›");
  const follow = h("button", { type: "button", class: "tool", click: () => dispatch({ type: "select", unit: null }) }, "Follow");
  const chooser = h("div", { class: "chooser" }, layer, previous, following, follow);

  const weights = picture("weights");
  const terms = picture("weights × input");
  const gridScale = scale("diverging");
  const grids = h("div", { class: "grids" }, weights.figure, terms.figure, gridScale.element);
  const bars = h("div", { class: "term-bars" });

  const sums = h("table", { class: "sums" });
  const curve = h("canvas", { class: "curve", "aria-hidden": "true" });
  const formula = h("div", { class: "formula inspector-formula" });
  const body = h("div", { class: "inspector-body" }, chooser, grids, bars, sums, curve, formula);

  const seen = contextOf(canvas28());
  const facts = h("table", { class: "sums" });
  const input = h("div", { class: "inspector-body" },
    h("div", { class: "grids one" }, h("figure", {}, seen.canvas, h("figcaption", {}, "what the network sees"))),
    facts);
  const wait = h("p", { class: "hint" });
  root.append(title, body, input, wait);

  let resized = true;
  const surface = createSurface(curve, () => {
    resized = true;
    markDirty();
  });
  const changed = createWatch();

  return {
    /**
     * @param {State} state
     * @param {Palette} palette
     */
    sync(state, palette) {
      const focus = focusOf(state);
      const trace = traceOf(state);
      const opened = matching(state, focus);
      if (!changed(opened, trace, focus?.layer, focus?.neuron, state.network, state.notation, palette, state.selected) && !resized) return;
      const card = cardOf(state);
      setText(title, focus ? unitName(card, focus) : "The digit image");
      body.hidden = !focus || !opened;
      input.hidden = focus !== null || !trace;
      wait.hidden = !body.hidden || !input.hidden;
      setText(wait, trace ? "Opening the neuron…" : "Draw a digit; then click on any neuron to open it.");
      if (focus && opened) {
        resized = false;
        showChooser(state, focus.layer);
        showTerms(state, opened, palette);
        showSums(state, opened);
        const { width, height } = surface.size();
        if (width > 0) drawCurve(surface.ctx, opened, { width, height }, palette);
        formula.replaceChildren(
          sumInNumbers(state.notation, focus, opened.shown),
          activationInNumbers(card, focus, opened.shown),
        );
      } else if (trace?.image) {
        drawGrey(seen, trace.image, palette);
        showFacts(state);
      }
    },
  };

  /**
   * @param {State} state
   * @param {number} current
   */
  function showChooser(state, current) {
    const card = cardOf(state);
    if (layer.options.length !== card.layers.length || layer.dataset.network !== card.name) {
      layer.dataset.network = card.name;
      layer.replaceChildren(
        ...card.layers.map((_, k) => h("option", { value: `${k}` }, layerName(card, k).replace("the ", ""))),
      );
    }
    layer.value = `${current}`;
    follow.hidden = state.selected === null;
  }

  /**
   * @param {State} state
   * @param {Explanation} opened
   * @param {Palette} palette
   */
  function showTerms(state, opened, palette) {
    const pixels = opened.layer === 0 && opened.weights.length === 784;
    grids.hidden = !pixels;
    bars.hidden = pixels;
    if (pixels) {
      const layerWeights = state.weights[state.network]?.[0]?.W ?? opened.weights;
      const max = roundUp(largest(layerWeights));
      drawSigned(weights.ctx, opened.weights, max, palette);
      drawSigned(terms.ctx, opened.terms, max, palette);
      gridScale.show(-max, max);
      return;
    }
    const max = largest(opened.terms) || 1;
    bars.replaceChildren(
      ...opened.shown.rows.map((row) => {
        const bar = h("i", { class: row.term < 0 ? "neg" : "pos" });
        bar.style.width = `${(Math.abs(row.term) / max) * 50}%`;
        return h("div", { class: "term-bar" },
          h("span", {}, `neuron ${row.input + 1}`),
          h("span", { class: "term-track" }, bar),
          h("span", { class: "figure" }, signed(row.term, opened.shown.decimals)));
      }),
    );
  }

  /**
   * @param {State} state
   * @param {Explanation} opened
   */
  function showSums(state, { shown, slope }) {
    const { sum } = letters(state.notation);
    const row = (/** @type {string} */ name, /** @type {string} */ figure, /** @type {string} */ kind = "") =>
      h("tr", { class: kind }, h("th", { scope: "row" }, name), h("td", {}, figure));
    const { decimals } = shown;
    sums.replaceChildren(
      h("tbody", {},
        row("positive terms", signed(shown.positive, decimals), "pos"),
        row("negative terms", signed(shown.negative, decimals), "neg"),
        row("bias", signed(shown.bias, decimals)),
        row(`weighted sum ${sum}`, number(shown.z, decimals), "total"),
        row("activation a", number(shown.a, decimals), "total"),
        row("slope there", number(slope, 3), "minor")),
    );
  }

  /** @param {State} state */
  function showFacts(state) {
    const trace = traceOf(state);
    const digit = trace?.digit;
    const inked = trace?.image?.reduce((n, value) => n + (value > 0 ? 1 : 0), 0) ?? 0;
    const row = (/** @type {string} */ name, /** @type {string} */ figure) =>
      h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, figure));
    facts.replaceChildren(
      h("tbody", {},
        row("pixels with ink", count(inked)),
        row("black pixels", count(784 - inked)),
        ...(digit
          ? [
              row("pixels per pad width", number(digit.scale, 1)),
              row("moved right", signed(digit.shift[0], 0)),
              row("moved down", signed(digit.shift[1], 0)),
            ]
          : [])),
    );
  }
}

/**
 * The explanation of the focus, if it is there and of the chosen network.
 *
 * @param {State} state
 * @param {import("../types.js").Unit | null} focus
 */
function matching(state, focus) {
  const opened = state.explanation;
  return opened && focus && opened.layer === focus.layer && opened.neuron === focus.neuron ? opened : null;
}

function canvas28() {
  return h("canvas", { class: "pixels", width: "28", height: "28", "aria-hidden": "true" });
}

/** @param {string} caption */
function picture(caption) {
  const ctx = contextOf(canvas28());
  return { ctx, figure: h("figure", {}, ctx.canvas, h("figcaption", {}, caption)) };
}
