/** How the layers of a network are counted, in words. Pure. */

const WORDS = ["no", "one", "two", "three", "four"];

/**
 * @param {import("../../types.js").Card} card
 * @returns {readonly string[]}  sentences
 */
export function countingWords({ name, layers, n_parameters: n, sizes }) {
  const hidden = layers.length - 1;
  const weights = layers.map(({ inputs, outputs }) => inputs * outputs);
  const biases = layers.map(({ outputs }) => outputs);
  return [
    `${name} has ${plural(layers.length, "layer")} of weights and ${plural(hidden, "hidden layer")}: `
      + `the ${sizes[0]} inputs only bring numbers, so they are not counted.`,
    `It learns ${weights.join(" + ")} weights and ${biases.join(" + ")} biases, ${n} numbers in all.`,
  ];
}

/**
 * @param {number} n
 * @param {string} thing
 */
function plural(n, thing) {
  return `${WORDS[n] ?? n} ${thing}${n === 1 ? "" : "s"}`;
}
