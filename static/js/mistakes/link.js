/**
 * What the page's address holds: the network, the source, the view and what is looked at. Pure.
 *
 * @typedef {import("./state.js").State} State
 */

import { choice, index, optional, wholeIn } from "../link/fields.js";
import { MAX_SEED } from "./state.js";

const MOST = 99_999; // samples

/** @type {import("../link/fields.js").Field<State["cell"]>} */
const cell = optional({
  write: ({ truth, read }) => `${truth}.${read}`,
  read(text) {
    const [, truth, read] = /^(\d)\.(\d)$/.exec(text) ?? [];
    return truth && read ? { truth: Number(truth), read: Number(read) } : undefined;
  },
});

/** @type {import("../link/fields.js").Field<State["unit"]>} */
const unit = {
  write: ({ layer, neuron }) => `${layer}.${neuron}`,
  read(text) {
    const [layer = NaN, neuron = NaN, ...rest] = text.split(".").map(index);
    return rest.length || Number.isNaN(layer + neuron) ? undefined : { layer, neuron };
  },
};

/** @param {State} state  the first one */
export function fieldsOf({ cards }) {
  return {
    network: choice(cards.map(({ name }) => name)),
    source: choice(["ours", "t10k"]),
    view: choice(["table", "gallery", "one", "neuron"]),
    order: choice(["random", "digit", "mistakes", "surest"]),
    seed: wholeIn(0, MAX_SEED),
    cell,
    at: wholeIn(0, MOST),
    unit,
  };
}
