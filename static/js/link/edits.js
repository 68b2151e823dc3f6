/**
 * Edits ↔ a short text for a link, such as `a0.3_0~w0.3.120_-1.5`. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../state/edits.js").Edit} Edit
 */

import { inKernel } from "../state/kernels.js";
import { shapeOf } from "../state/maps.js";
import { isOfLayer, MOST_EDITS, MOST_NOISE, MOST_SEED, readNumber } from "../state/edits.js";
import { toBytes, toText } from "./ink.js";
import { index, isUnit } from "./fields.js";

const LAYER_LETTERS = /** @type {const} */ ({ biases: "z", activations: "s", noise: "n" });
const LETTERS = /** @type {const} */ ({ activation: "a", bias: "b", weight: "w", weights: "p" });

/** @param {readonly Edit[]} edits */
export function encodeEdits(edits) {
  return edits.map((edit) => {
    if (isOfLayer(edit)) return `${LAYER_LETTERS[edit.kind]}${edit.layer}${detailOf(edit)}_${shortest(edit.value)}`;
    const place = `${LETTERS[edit.kind]}${edit.layer}.${edit.neuron}`;
    if (edit.kind === "weights") return `${place}_${packed(edit.inputs, edit.values)}`;
    return `${place}${edit.kind === "weight" ? `.${edit.input}` : ""}_${shortest(edit.value)}`;
  }).join("~");
}

/**
 * @param {string} text
 * @param {Card} card
 * @returns {readonly Edit[] | null}  null where any of them is no edit of this network
 */
export function decodeEdits(text, card) {
  const parts = text.split("~");
  if (parts.length > MOST_EDITS) return null;
  const edits = parts.flatMap((part) => decodeEdit(part, card) ?? []);
  return edits.length === parts.length ? edits : null;
}

/**
 * @param {string} text
 * @param {Card} card
 * @returns {Edit | null}
 */
function decodeEdit(text, card) {
  const [, letter, place = "", worth = ""] = /^([abwpzsn])([\d.]+)_(.*)$/.exec(text) ?? [];
  const [layer = NaN, ...others] = place.split(".").map(index);
  const [neuron = NaN, ...rest] = others;
  const isFixed = card.layers[layer]?.side !== undefined; // a pool has nothing to set but its activations
  if (letter && isFixed && !"as".includes(letter)) return null;
  if (letter && "zsn".includes(letter)) return ofLayer(letter, layer, others, readNumber(worth), card);
  const unit = { layer, neuron };
  if (!isUnit(unit, card) || rest.length !== (letter === "w" ? 1 : 0)) return null;
  const isRead = readingOf(card, unit);
  if (letter === "p") return unpacked(worth, unit, isRead);
  const value = readNumber(worth);
  if (value === null) return null;
  if (letter === "a") return { kind: "activation", ...unit, value };
  if (letter === "b") return { kind: "bias", ...unit, value };
  const [input = NaN] = rest;
  return isRead(input) ? { kind: "weight", ...unit, input, value } : null;
}

/**
 * Which inputs a neuron has a weight for.
 *
 * @param {Card} card
 * @param {import("../types.js").Unit} unit
 * @returns {(input: number) => boolean}
 */
function readingOf(card, { layer, neuron }) {
  const { kernel, inputs = 0 } = card.layers[layer] ?? {};
  return (input) => input < inputs && (!kernel || inKernel(card, layer, neuron, input) !== null); // NaN is not
}

/**
 * @param {string} letter
 * @param {number} layer
 * @param {readonly number[]} details  noise's seed, or a map
 * @param {number | null} value
 * @param {Card} card
 * @returns {Edit | null}
 */
function ofLayer(letter, layer, details, value, card) {
  const [seed = NaN] = details;
  if (value === null || !card.layers[layer]) return null;
  if (letter !== "n" && !details.length) return { kind: letter === "z" ? "biases" : "activations", layer, value };
  if (letter === "z" || details.length !== 1) return null;
  if (letter === "s") return seed < (shapeOf(card, layer)?.[0] ?? 0) ? { kind: "activations", layer, map: seed, value } : null;
  return seed <= MOST_SEED && value >= 0 && value <= MOST_NOISE ? { kind: "noise", layer, seed, value } : null;
}

/**
 * What an edit of a layer says besides the layer: noise its seed, a map its number.
 *
 * @param {import("../state/edits.js").LayerEdit} edit
 */
function detailOf(edit) {
  const detail = edit.kind === "noise" ? edit.seed : edit.map;
  return detail === undefined ? "" : `.${detail}`;
}

/**
 * The fewest digits that are this float32 and no other; nine are always enough.
 *
 * @param {number} value
 */
function shortest(value) {
  for (let digits = 1; digits < 9; digits += 1) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return `${rounded}`;
  }
  return `${Number(value.toPrecision(9))}`;
}

/**
 * @param {readonly number[]} inputs
 * @param {readonly number[]} values
 */
function packed(inputs, values) {
  const view = new DataView(new ArrayBuffer(6 * inputs.length));
  inputs.forEach((input, k) => {
    view.setUint16(6 * k, input, true);
    view.setFloat32(6 * k + 2, values[k] ?? 0, true);
  });
  return toText(new Uint8Array(view.buffer));
}

/**
 * @param {string} text
 * @param {{layer: number, neuron: number}} unit
 * @param {(input: number) => boolean} isRead
 * @returns {Edit | null}
 */
function unpacked(text, unit, isRead) {
  const bytes = toBytes(text);
  if (!bytes || bytes.length % 6 || bytes.length === 0) return null;
  const view = new DataView(bytes.buffer);
  const at = Array.from({ length: bytes.length / 6 }, (_, k) => 6 * k);
  const inputs = at.map((k) => view.getUint16(k, true));
  const values = at.map((k) => view.getFloat32(k + 2, true));
  const fits = inputs.every(isRead) && values.every(Number.isFinite);
  return fits ? { kind: "weights", ...unit, inputs, values } : null;
}
