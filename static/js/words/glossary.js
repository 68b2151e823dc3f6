/** The words of neural networks as this page uses them, and what other books call them. */

/**
 * @typedef {object} Entry
 * @property {string} word
 * @property {string} means
 * @property {string} [also]  what other books call it
 * @property {readonly string[]} [forms]  as sentences write it, where that differs
 */

/** @type {readonly Entry[]} */
export const GLOSSARY = [
  {
    word: "stroke",
    means: "One line of the pen, from where it comes down to where it lifts.",
    forms: ["strokes"],
  },
  {
    word: "digit image",
    means: "28 × 28 grey values, 0 black to 1 white, scaled and centred as MNIST’s were.",
    also: "the input, x, p or a⁰",
  },
  {
    word: "MNIST",
    means: "70,000 handwritten digits of 28 × 28 pixels, from the 1990s. Most first networks learn on them.",
  },
  {
    word: "centre of mass",
    means: "Where the ink would balance, each pixel as heavy as it is white.",
    also: "the centroid",
  },
  {
    word: "neuron",
    means: "A place that holds one number, computed from all the numbers of the layer before.",
    also: "a unit or node",
    forms: ["neurons"],
  },
  {
    word: "weight",
    means: "How strongly one input counts for one neuron; negative weights count against it.",
    also: "a parameter, θ, or connection strength",
    forms: ["weights"],
  },
  {
    word: "bias",
    means: "What a neuron adds to its sum whatever the input; a head start, or a handicap.",
    also: "the offset, intercept or (negative) threshold",
    forms: ["biases"],
  },
  {
    word: "weighted sum z",
    means: "All inputs times their weights, added up, and the bias: z = W a + b.",
    also: "the net input n, the pre-activation or the logit",
    forms: ["weighted sum", "weighted sums", "weighted sum n"],
  },
  {
    word: "activation a",
    means: "What comes out of a neuron: a = f(z).",
    also: "the output y or the firing rate",
    forms: ["activation", "activations"],
  },
  {
    word: "activation function f",
    means: "What bends the sum, so that layers can do more than one layer could.",
    also: "the transfer function or the nonlinearity",
    forms: ["activation function"],
  },
  {
    word: "term",
    means: "One product, weight times input, inside a weighted sum.",
    also: "a contribution",
    forms: ["terms"],
  },
  {
    word: "layer",
    means: "Neurons side by side that all read the same inputs.",
    forms: ["layers"],
  },
  {
    word: "a¹, W²",
    means: "The small number above tells the layer and is no power: a¹ comes out of layer 1. Only e has powers.",
    also: "a with (1) or [1] above",
  },
  {
    word: "score",
    means: "A sigmoid output: one of ten separate numbers from 0 to 1. Not a percentage.",
    forms: ["scores"],
  },
  {
    word: "probability",
    means: "A softmax output: one of ten shares that add up to 1.",
    forms: ["probabilities"],
  },
];

const FORMS = new Map(GLOSSARY.flatMap((entry) => [entry.word, ...(entry.forms ?? [])].map((form) => [form, entry])));
// Every word of the glossary, the longest first.
const PATTERN = new RegExp(
  `\\b(${[...FORMS.keys()].sort((a, b) => b.length - a.length).join("|")})\\b`,
);

/**
 * A text in pieces: those with an entry are words of the glossary. Each word counts once.
 *
 * @param {string} text
 * @returns {readonly {text: string, entry?: Entry}[]}
 */
export function explained(text) {
  const met = new Set();
  return text.split(PATTERN).flatMap((piece) => {
    if (piece === "") return [];
    const entry = FORMS.get(piece);
    if (!entry || met.has(entry)) return [{ text: piece }];
    met.add(entry);
    return [{ text: piece, entry }];
  });
}
