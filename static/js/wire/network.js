/**
 * A network of the page's own as the wire carries it, along with each question. Pure.
 *
 * @param {import("../types.js").Card} card
 * @param {readonly (import("../types.js").Weights | undefined)[]} weights  by layer
 */
export function encodeNetwork({ name, layers }, weights) {
  return {
    layers: layers.map(({ inputs, activation }, k) => {
      const { W, b } = weights[k] ?? {};
      if (!W || !b) throw new Error(`expected weights for layer ${k + 1} of ${name}, found none`);
      const rows = Array.from(b, (_, neuron) => Array.from(W.subarray(neuron * inputs, (neuron + 1) * inputs)));
      return { weights: rows, biases: Array.from(b), activation };
    }),
  };
}
