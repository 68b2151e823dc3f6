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
import { netSpan, showNet } from "../../kit/figures.js";
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

/** @type {import("../../kit/lesson.js").Figure<import("../what-a-neuron-looks-for.js").State>} */
export function areas(root, { set, ask }) {
  const field = h("input", {
    type: "text", class: "sizes-field", id: "sizes", inputmode: "text", autocomplete: "off", spellcheck: "false",
    change: () => void total(sizesFrom(field.value)), // Enter changes it, too
  });
  const presets = Object.entries(KNOWN).map(([name, text]) =>
    h("button", { type: "button", class: "choice", click: () => void total(sizesFrom(text)) }, name));
  const sum = h("b", { class: "areas-total" });
  const layers = h("ol", { class: "areas" });
  const told = h("div", {},
    h("p", { class: "areas-sum", role: "status" }, sum, " numbers to learn"),
    layers,
    h("p", { class: "field-caption" }, "Areas to scale: a large square for the weights, a small one for the biases."));
  root.append(
    h("div", { class: "areas-head" },
      h("label", { for: "sizes" }, "Architecture"), field,
      h("div", { class: "choices", role: "group", "aria-label": "Networks of this page" }, ...presets)),
    told);
  const written = createWatch();
  const asked = createWatch();
  const changed = createWatch();
  let counting = 0;

  /**
   * What the server does not take leaves the architecture as it was.
   *
   * @param {readonly number[]} sizes
   */
  async function total(sizes) {
    const mine = (counting += 1);
    /** @type {Counted | null} */
    const counted = await ask("count", { sizes }).catch(() => null);
    if (counted && mine === counting) set({ sizes: counted.sizes, counted });
  }

  return {
    sync({ state: { sizes, counted, line: { connection } }, told: isTold }) {
      told.hidden = !isTold;
      const isNew = asked(sizes, connection) && counted?.sizes !== sizes;
      if (isNew && connection === "online") void total(sizes);
      if (written(sizes)) field.value = sizes.join("-");
      if (!counted || !changed(counted)) return;
      showNet(sum, counted.total, count(counted.total));
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

const net = (/** @type {number} */ value) => netSpan(value, count(value));
