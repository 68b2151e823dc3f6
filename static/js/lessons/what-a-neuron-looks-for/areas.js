/**
 * How many numbers an architecture learns, layer by layer, as areas to scale.
 *
 * @typedef {object} CountedLayer
 * @property {number} inputs
 * @property {number} weights
 * @property {number} biases
 * @property {number} sum
 * @typedef {{sizes: readonly number[], layers: readonly CountedLayer[], total: number}} Counted
 *   the server's answer
 */

import { count } from "../../words/format.js";
import { showNet } from "../../kit/figures.js";
import { createWatch, h } from "../../parts/dom.js";

const KNOWN = { classic: "784-16-16-10", "one-hidden": "784-30-10", deep: "784-128-64-10", linear: "784-10" };

/**
 * The sizes that somebody typed: numbers with anything between them.
 *
 * @param {string} text
 * @returns {readonly number[]}
 */
export function sizesFrom(text) {
  return (text.match(/\d+/g) ?? []).map((digits) => Number(digits.slice(0, 9)));
}

/**
 * @param {HTMLElement} root
 * @param {{count: (sizes: readonly number[]) => void}} page
 */
export function createAreas(root, { count: ask }) {
  const field = h("input", {
    type: "text", class: "sizes-field", id: "sizes", inputmode: "text", autocomplete: "off", spellcheck: "false",
    change: () => ask(sizesFrom(field.value)), // Enter changes it, too
  });
  const presets = Object.entries(KNOWN).map(([name, text]) =>
    h("button", { type: "button", class: "choice", click: () => ask(sizesFrom(text)) }, name));
  const total = h("b", { class: "areas-total" });
  const layers = h("ol", { class: "areas" });
  root.append(
    h("div", { class: "areas-head" },
      h("label", { for: "sizes" }, "Architecture"), field,
      h("div", { class: "choices", role: "group", "aria-label": "Networks of this page" }, ...presets)),
    h("p", { class: "areas-sum", role: "status" }, total, " numbers to learn"),
    layers,
    h("p", { class: "field-caption" }, "Areas to scale: a large square for the weights, a small one for the biases."));
  const written = createWatch();
  const changed = createWatch();

  return {
    /**
     * @param {readonly number[]} sizes
     * @param {Counted | null} counted  the newest answer; null keeps what was there
     */
    sync(sizes, counted) {
      if (written(sizes)) field.value = sizes.join("-");
      if (!counted || !changed(counted)) return;
      showNet(total, counted.total, count(counted.total));
      const most = Math.max(...counted.layers.map(({ weights }) => weights));
      layers.replaceChildren(...counted.layers.map((layer, k) => layerOf(layer, k, counted.layers.length, most)));
    },
  };
}

/**
 * @param {CountedLayer} layer
 * @param {number} k
 * @param {number} n  layers
 * @param {number} most  weights of a layer
 */
function layerOf({ inputs, weights, biases, sum }, k, n, most) {
  return h("li", { class: "area-layer" },
    h("div", { class: "area-squares", "aria-hidden": "true" }, square("area-weights", weights, most), square("area-biases", biases, most)),
    h("div", { class: "area-words" },
      h("span", { class: "area-name" }, k === n - 1 ? "output" : `hidden layer ${k + 1}`),
      h("span", {}, `${count(inputs)} × `, net(biases), " weights = ", net(weights)),
      h("span", {}, "+ ", net(biases), biases === 1 ? " bias" : " biases"),
      h("span", { class: "area-sum" }, "= ", net(sum))));
}

/**
 * @param {string} name
 * @param {number} n
 * @param {number} most
 */
function square(name, n, most) {
  const element = h("i", { class: name });
  element.style.setProperty("--side", `${Math.sqrt(n / most)}`);
  return element;
}

/** @param {number} value  that the server counted */
function net(value) {
  const element = h("span");
  showNet(element, value, count(value));
  return element;
}
