/**
 * Edits → the wire.
 *
 * @typedef {import("../state/edits.js").Edit} Edit
 * @typedef {import("../types.js").Unit} Unit
 */

import { isOfLayer } from "../state/edits.js";

/**
 * As the wire carries them, all that is done to a neuron's weights as one. Binary is an ArrayBuffer: a
 * typed array the browser's parser sends as an object, and whole numbers beyond 2⁶³ it cuts.
 *
 * @param {readonly Edit[]} edits
 */
export function encodeEdits(edits) {
  const others = [];
  /** @type {Map<string, {unit: Unit, weights: Map<number, number>}>} */
  const changed = new Map();
  for (const each of edits.filter((edit) => !isOfLayer(edit))) {
    const { kind, layer, neuron, ...edit } = /** @type {Exclude<Edit, import("../state/edits.js").LayerEdit>} */ (each);
    const unit = { layer, neuron };
    if (kind === "bias" || kind === "activation") {
      others.push({ place: { kind, ...unit }, value: floats([/** @type {any} */ (edit).value]) });
      continue;
    }
    const key = `${layer} ${neuron}`;
    const { weights } = changed.get(key) ?? { weights: new Map() };
    changed.set(key, { unit, weights });
    if ("input" in edit) weights.set(edit.input, edit.value);
    else if ("inputs" in edit) edit.inputs.forEach((input, k) => weights.set(input, edit.values[k] ?? 0));
  }
  const ofLayers = edits.filter(isOfLayer).map(({ value, ...place }) => ({ place, value: floats([value]) }));
  return [...ofLayers, ...Array.from(changed.values(), ({ unit, weights }) => encodeWeights(unit, weights)), ...others];
}

/**
 * @param {Unit} unit
 * @param {ReadonlyMap<number, number>} weights  by input
 */
function encodeWeights(unit, weights) {
  const [inputs, values] = [[...weights.keys()], [...weights.values()]];
  const used = [...new Set(values)];
  const length = (Math.max(...inputs) >> 3) + 1; // of a mask, a bit for each input
  if (used.length * (length + 4) > 6 * inputs.length) {
    return { place: { kind: "weights", ...unit, inputs: Uint16Array.from(inputs).buffer }, value: floats(values) };
  }
  const masks = new Uint8Array(used.length * length);
  for (const [input, value] of weights) masks[used.indexOf(value) * length + (input >> 3)] |= 128 >> (input & 7);
  return { place: { kind: "weights", ...unit, masks: masks.buffer }, value: floats(used) };
}

/** @param {readonly number[]} values */
function floats(values) {
  return Float32Array.from(values).buffer;
}
