/**
 * Random moments that a page can be at.
 *
 * @typedef {import("../../../static/js/types.js").Card} Card
 * @typedef {import("../../../static/js/state/moment.js").Moment} Moment
 */

import { AS_MNIST, TOOLS } from "../../../static/js/state/explore.js";
import { stepsOf } from "../../../static/js/state/steps.js";

/**
 * @param {() => number} random  0 up to 1
 * @param {readonly Card[]} cards
 * @returns {{moment: Moment, card: Card}}
 */
export function randomMoment(random, cards) {
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  /** @type {<Value>(...values: readonly Value[]) => Value} */
  const one = (...values) => /** @type {any} */ (values[below(values.length)]);
  const card = one(...cards);
  const work = randomWork(random, card, 0);
  const steps = stepsOf(card, work);
  const layer = below(card.layers.length);
  const neuron = below(card.layers[layer]?.outputs ?? 1);
  /** @type {Moment} */
  const moment = {
    place: {
      step: one(...steps).id,
      inner: one(null, { neuron: below(10), place: one(/** @type {import("../../../static/js/state/walk.js").Place} */ (below(784)), "start", "zeros", "bias", "f") }),
      granularity: one("layer", "neuron", "term"),
      order: one("size", "index"),
      opened: [...new Set(steps.map(({ group }) => group))].filter(() => random() < 0.5),
      selected: one(null, { layer, neuron }),
      lines: one("contribution", "weight"),
      view: one("network", "weights"),
      notation: one("a", "p"),
      panel: one("sum", "terms", "formula", "pixels"),
      form: one("scalar", "vector", "matrix"),
      stretched: one(true, false),
      covered: one(true, false),
      tool: one(...TOOLS),
    },
    work,
    // A pass to compare with: never of an empty pad.
    kept: one(null, randomWork(random, one(...cards), 1)),
  };
  return { moment, card };
}

/**
 * @param {() => number} random
 * @param {Card} card
 * @param {number} strokes  at least, where there is a drawing
 * @returns {import("../../../static/js/state/state.js").Work}
 */
function randomWork(random, card, strokes) {
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  const blank = random() < 0.2;
  const image = !blank && random() < 0.2 ? { grey: Uint8Array.from({ length: 784 }, () => Math.max(0, below(512) - 256)), photo: null } : null;
  const number = () => below(65_536) / 65_535;
  return {
    network: card.name,
    drawing: Array.from({ length: blank || image ? 0 : strokes + below(5) }, () =>
      Array.from({ length: 1 + below(60) }, () => /** @type {const} */ ([number(), number()]))),
    blank,
    image,
    sample: !blank && !image && random() < 0.2,
    framing: random() < 0.5 ? AS_MNIST : { centred: false, shift: [below(29) - 14, below(29) - 14] },
    edits: Array.from({ length: below(4) }, () => randomEdit(random, card)),
  };
}

/**
 * @param {() => number} random
 * @param {Card} card
 * @returns {import("../../../static/js/state/edits.js").Edit}
 */
export function randomEdit(random, card) {
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  const number = () => Math.fround((random() - 0.5) * 10 ** (below(40) - 30));
  const layer = below(card.layers.length);
  const { outputs, inputs } = /** @type {import("../../../static/js/types.js").LayerCard} */ (card.layers[layer]);
  const unit = { layer, neuron: below(outputs) };
  switch (below(7)) {
    case 4:
      return { kind: "biases", layer, value: number() };
    case 5:
      return { kind: "activations", layer, value: number() };
    case 6:
      return { kind: "noise", layer, seed: below(1_000_000), value: Math.fround(random() * 10) };
    case 0:
      return { kind: "activation", ...unit, value: number() };
    case 1:
      return { kind: "bias", ...unit, value: number() };
    case 2:
      return { kind: "weight", ...unit, input: below(inputs), value: number() };
    default: {
      const some = Array.from({ length: 1 + below(20) }, () => below(inputs));
      return { kind: "weights", ...unit, inputs: some, values: some.map(number) };
    }
  }
}
