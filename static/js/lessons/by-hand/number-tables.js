/**
 * A small network's numbers, to be typed: its input, and a table a layer, whose rows are its neurons.
 *
 * @typedef {import("../../types.js").Card} Card
 * @typedef {import("../../types.js").Weights} Weights
 * @typedef {import("../../state/state.js").State} Pass
 * @typedef {ReturnType<typeof import("../../kit/pass.js").createPass>} Store
 */

import { changedAt } from "../../changed.js";
import { subscript } from "../../words/format.js";
import { math, node, symbol } from "../../words/formula.js";
import { layerName, unitName } from "../../words/names.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { rendered } from "../../parts/math.js";
import { cardOf } from "../../state/selectors.js";
import { createNumberField } from "../../kit/number-field.js";

/**
 * @param {HTMLElement} root
 * @param {Store} pass
 * @param {number} largest  magnitude of a number
 * @returns {import("../../kit/lesson.js").Part<{pass: Pass}>}
 */
export function createNumberTables(root, { get, dispatch }, largest) {
  const tables = h("div", { class: "number-tables" });
  const wrong = h("p", { class: "number-objection", role: "status" });
  root.append(tables, wrong);
  const object = (/** @type {string | null} */ words) => setText(wrong, words ?? "");
  /** Each shows the number that it stands for. @type {((pass: Pass) => void)[]} */
  let fields = [];
  const shape = createWatch();
  const changed = createWatch();

  /**
   * @param {string} name
   * @param {(pass: Pass) => number | undefined} find
   * @param {(value: number) => void} set
   */
  function field(name, find, set) {
    const { element, sync } = createNumberField({ name, largest, set, object });
    fields.push((pass) => sync(find(pass) ?? 0));
    return h("td", {}, element);
  }

  /** @param {Card} card */
  function inputTable({ sizes: [n = 0] }) {
    const cells = Array.from({ length: n }, (_, k) => field(
      `Input ${k + 1}`,
      ({ work }) => work.vector?.[k],
      (value) => dispatch({ type: "set", work: { vector: changedAt(get().work.vector ?? [], k, value) } }),
    ));
    return tableOf("the input", [rendered(math(node("mi", "p")))], cells.map((_, k) => `p${subscript(k + 1)}`), [["p", cells]]);
  }

  /**
   * @param {Card} card
   * @param {number} layer
   */
  function layerTable(card, layer) {
    const { inputs = 0, outputs = 0 } = card.layers[layer] ?? {};
    const from = layer === 0 ? "p" : "a";
    const rows = Array.from({ length: outputs }, (_, neuron) => {
      const name = unitName(card, { layer, neuron });
      const weights = Array.from({ length: inputs }, (_, input) => {
        const k = neuron * inputs + input;
        return field(
          `Weight from ${layer === 0 ? "input" : "neuron"} ${input + 1} to ${name}`,
          ({ work }) => work.weights?.[layer]?.W[k],
          (value) => change(layer, ({ W, b }) => ({ W: changedAt(W, k, value), b })),
        );
      });
      const bias = field(
        `Bias of ${name}`,
        ({ work }) => work.weights?.[layer]?.b[neuron],
        (value) => change(layer, ({ W, b }) => ({ W, b: changedAt(b, neuron, value) })),
      );
      return /** @type {const} */ ([`neuron ${neuron + 1}`, [...weights, bias]]);
    });
    const columns = Array.from({ length: inputs }, (_, k) => `from ${from}${subscript(k + 1)}`);
    const letters = [rendered(math(symbol("W", layer + 1))), ", ", rendered(math(symbol("b", layer + 1)))];
    return tableOf(layerName(card, layer), letters, [...columns, "bias"], rows);
  }

  /**
   * @param {number} layer
   * @param {(weights: Weights) => Weights} make
   */
  function change(layer, make) {
    const { weights = [] } = get().work;
    dispatch({ type: "set", work: { weights: weights.map((each, k) => (k === layer ? make(each) : each)) } });
  }

  return {
    sync({ state: { pass } }) {
      const card = cardOf(pass);
      if (shape(card)) {
        fields = [];
        object(null);
        tables.replaceChildren(inputTable(card), ...card.layers.map((_, layer) => layerTable(card, layer)));
      }
      if (changed(pass.work)) for (const show of fields) show(pass);
    },
  };
}

/**
 * @param {string} title
 * @param {readonly (Node | string)[]} letters
 * @param {readonly string[]} columns
 * @param {readonly (readonly [name: string, cells: readonly HTMLElement[]])[]} rows
 */
function tableOf(title, letters, columns, rows) {
  return h("table", { class: "figures number-table" },
    h("caption", {}, ...letters, ` ${title}`),
    h("thead", {}, h("tr", {}, h("td", {}), ...columns.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...rows.map(([name, cells]) => h("tr", {}, h("th", { scope: "row" }, name), ...cells))));
}
