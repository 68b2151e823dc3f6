/** The field's words as this page uses them, and what other books call them. */

/** @type {readonly {word: string, means: string, also?: string}[]} */
export const GLOSSARY = [
  { word: "stroke", means: "One line of the pen, from where it comes down to where it lifts." },
  {
    word: "digit image",
    means: "28 × 28 grey values, 0 black to 1 white, scaled and centred as MNIST’s were.",
    also: "the input, x or p",
  },
  {
    word: "neuron",
    means: "A place that holds one number, computed from all the numbers of the layer before.",
    also: "a unit or node",
  },
  {
    word: "weight",
    means: "How strongly one input counts for one neuron; negative weights count against it.",
    also: "a parameter, θ, or connection strength",
  },
  {
    word: "bias",
    means: "What a neuron adds to its sum whatever the input; a head start, or a handicap.",
    also: "the offset, intercept or (negative) threshold",
  },
  {
    word: "weighted sum z",
    means: "All inputs times their weights, added up, and the bias: z = W a + b.",
    also: "the net input n, the pre-activation or the logit",
  },
  {
    word: "activation a",
    means: "What comes out of a neuron: a = f(z).",
    also: "the output y or the firing rate",
  },
  {
    word: "activation function f",
    means: "What bends the sum, so that layers can do more than one layer could.",
    also: "the transfer function or the nonlinearity",
  },
  { word: "term", means: "One product, weight times input, inside a weighted sum.", also: "a contribution" },
  { word: "layer", means: "Neurons side by side that all read the same inputs." },
  { word: "score", means: "A sigmoid output: one of ten separate numbers from 0 to 1. Not a percentage." },
  { word: "probability", means: "A softmax output: one of ten shares that add up to 1." },
];
