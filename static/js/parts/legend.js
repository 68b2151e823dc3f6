/**
 * Below the stage: what the lines show, by a switch, and every colour scale with its numbers.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("../scene/stage.js").Scene} Scene
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../state/steps.js").Step} Step
 *
 * @typedef {object} UnitScale  of neurons
 * @property {string} label
 * @property {number} low
 * @property {number} high
 */

import { readsImage } from "../digit-image.js";
import { number, signed } from "../words/format.js";
import { cardOf } from "../state/selectors.js";
import { shapeOf } from "../state/maps.js";
import { layerGroup } from "../state/steps.js";
import { createList, createWatch, h, setText } from "./dom.js";
import { where } from "../state/where.js";

/**
 * @param {HTMLElement} root
 * @param {{dispatch: (action: Action) => void}} page
 */
export function createLegend(root, { dispatch }) {
  const choice = (/** @type {State["place"]["lines"]} */ lines, /** @type {string} */ label) =>
    h("button", { type: "button", class: "choice", click: () => dispatch({ type: "set", place: { lines } }) }, label);
  const choices = {
    contribution: choice("contribution", "weight × activation"),
    weight: choice("weight", "weight"),
  };
  const lines = scale("diverging");
  const bundles = scale("diverging");
  const bundlesItem = h("span", { class: "legend-item" }, "bundles z", bundles.element);
  const units = h("span", { class: "legend-units" });
  const showUnits = createList(units, unitsItem);
  root.append(
    h("span", { class: "legend-item" }, "lines",
      h("span", { class: "choices", role: "group", "aria-label": "What the lines show" },
        choices.contribution, choices.weight),
      lines.element),
    bundlesItem,
    units,
  );
  const changed = createWatch();

  return {
    /** @param {Frame} frame */
    sync({ state, scene }) {
      root.hidden = state.place.view === "weights";
      if (!scene || !changed(scene.scales.lines, scene.scales.sums, scene.maps?.sums, state.place.lines, state.place.step)) return;
      for (const [name, button] of Object.entries(choices)) {
        button.setAttribute("aria-pressed", `${name === state.place.lines}`);
      }
      const { scales } = scene;
      const shown = linesScale(cardOf(state), where(state).step, scales);
      lines.show(-scales.lines, scales.lines);
      lines.element.hidden = shown?.label !== "lines";
      bundlesItem.hidden = shown?.label !== "bundles z";
      if (shown) bundles.show(-shown.end, shown.end);
      showUnits(unitScales(cardOf(state), where(state).step, scales, scene.maps?.sums));
    },
  };
}

/**
 * What the colours of the lines mean; null where the neurons' scale says it, too. At the first layer
 * the bundles from the image are the only lines with a colour; as long as its neurons show z, they
 * have the bundles' scale.
 *
 * @param {Card} card
 * @param {Step} step
 * @param {Scene["scales"]} scales
 * @returns {{label: "lines" | "bundles z", end: number} | null}
 */
export function linesScale(card, { kind, layer }, { lines, sums }) {
  if (kind === "maps") return null; // windows have no colour
  if (layer !== 0 || !readsImage(card)) return { label: "lines", end: lines };
  return kind === "sums" ? null : { label: "bundles z", end: sums[0] ?? 1 };
}

/**
 * The scale of every layer that has numbers: one for all where they are the same, else each by name.
 *
 * @param {Card} card
 * @param {Step} step
 * @param {Scene["scales"]} scales
 * @param {number | null} [mapSums]  end of the scale of a map that shows its sums
 * @returns {readonly UnitScale[]}
 */
export function unitScales(card, { kind, layer }, { sums, activations }, mapSums = null) {
  const isSums = kind === "sums";
  const reached = kind === "answer" ? activations : activations.slice(0, (layer ?? -1) + (isSums ? 0 : 1));
  const isMap = reached.map((_, k) => shapeOf(card, k) !== null);
  const name = (/** @type {number} */ k) => layerGroup(card, k).toLowerCase();
  const same = reached.every((end, k) => end === reached[0] && !isMap[k]);
  const every = isSums ? (reached.length === 1 ? name(0) : "hidden layers") : "neurons";
  const a = reached
    .map((end, k) => ({ label: `${same ? every : name(k)} a`, low: 0, high: end }))
    .filter(({ high }, k) => (same ? k === 0 : !isMap[k] || card.layers[k]?.kernel || high !== reached[k - 1])); // a pool's, too
  if (mapSums !== null) return [...a, { label: "map z", low: -mapSums, high: mapSums }];
  if (!isSums || layer === null) return a;
  const z = layer > 0 ? `${name(layer)} z` : readsImage(card) ? "bundles and neurons z" : "neurons z";
  const end = sums[layer] ?? 1;
  return [...a, { label: z, low: -end, high: end }];
}

function unitsItem() {
  const words = h("span");
  const units = scale("grey");
  return {
    element: h("span", { class: "legend-item" }, words, units.element),
    /** @param {UnitScale} shown */
    show({ label, low, high }) {
      setText(words, label);
      units.kind(low < 0 ? "diverging-plate" : "grey");
      units.show(low, high);
    },
  };
}

/** @param {string} kind */
export function scale(kind) {
  const low = h("span", { class: "scale-end", translate: "no" });
  const high = h("span", { class: "scale-end", translate: "no" });
  const ramp = h("span", { class: `ramp ${kind}` });
  return {
    element: h("span", { class: "scale" }, low, ramp, high),
    /** @param {string} next */
    kind(next) {
      ramp.className = `ramp ${next}`;
    },
    /**
     * @param {number} from
     * @param {number} to
     * @param {boolean} [beyond]  whether there are values beyond the ends
     */
    show(from, to, beyond = false) {
      const [less, more] = endsOf(from, to);
      setText(low, (beyond ? "≤ " : "") + less);
      setText(high, (beyond ? "≥ " : "") + more);
    },
  };
}

/**
 * The ends of a scale, as they are written.
 *
 * @param {number} from
 * @param {number} to
 * @returns {[low: string, high: string]}
 */
export function endsOf(from, to) {
  const decimals = Math.max(decimalsOf(from), decimalsOf(to));
  return [number(from, from === 0 ? 0 : decimals), from < 0 ? signed(to, decimals) : number(to, decimals)];
}

/**
 * As few as tell the number: the ends of scales are round.
 *
 * @param {number} end
 */
function decimalsOf(end) {
  return [0, 1, 2, 3].find((decimals) => Math.abs(Number(end.toFixed(decimals)) - end) < 1e-9) ?? 3;
}
