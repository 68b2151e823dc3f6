/**
 * What the page says about a place inside a step: one neuron, or one of its terms. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../state/state.js").State} State
 */

import { readsPixels } from "../digit-image.js";
import { capital, count, factors, number, plus, signed } from "./format.js";
import { late } from "./late.js";
import { inputName, inputsName, shortUnitName } from "./names.js";
import { cardOf, figuresOf } from "../state/selectors.js";
import { inputOfTerm } from "../state/terms.js";
import { shapeOf } from "../state/maps.js";
import { layerGroup } from "../state/steps.js";
import { countTerms } from "../state/walk.js";
import { where } from "../state/where.js";

/** @param {State} state  inside a step */
export function placeTitle(state) {
  const [card, unit] = [cardOf(state), walked(state)];
  const inMaps = late.maps?.mapPlaceName(state, card, unit);
  return inMaps ? `${layerGroup(card, unit.layer)}: ${inMaps}` : `${shortUnitName(card, unit)}: ${placeName(state)}`;
}

/** @param {State} state */
function placeName(state) {
  const { opened } = where(state);
  const place = state.place.inner?.place ?? "start";
  switch (place) {
    case "start":
      return opened ? `${terms(countTerms(opened))} to add` : "its terms";
    case "zeros":
      return `${count(opened?.n_zero ?? 0)} zeros`;
    case "bias":
      return state.place.granularity === "term" ? "the bias" : "the weighted sum";
    case "f":
      return "the activation";
    default:
      return `term ${place + 1} of ${opened ? countTerms(opened) : "…"}`;
  }
}

/** @param {State} state  inside a step */
export function placeSentence(state) {
  const unit = walked(state);
  const { card, opened } = where(state);
  const place = state.place.inner?.place ?? "start";
  if (shapeOf(card, unit.layer) && (state.place.granularity !== "term" || place === "f")) {
    return late.maps?.mapPlaceSentence(state, card, unit, opened) ?? "";
  }
  const figures = figuresOf(state, unit);
  if (!figures) return "The server is opening this neuron.";
  const { z, a } = figures;
  if (place === "f") {
    return `The sum ${number(z, opened?.shown.decimals_for_a)} becomes the activation ${number(a)}.`;
  }
  if (state.place.granularity !== "term") {
    return `All its inputs times their weights, added up, plus the bias, give z = ${number(z)}.`;
  }
  if (!opened) return "The server is opening this neuron.";
  const { running } = opened;
  const sum = `The sum is ${number(sumBefore(opened), running.decimals)}`;
  switch (place) {
    case "start":
      return startSentence(state, opened);
    case "zeros":
      return `${zerosOf(card, opened)}. ${sum} still.`;
    case "bias":
      return `${number(sumBefore(opened), running.decimals)}${added(running.rounding, running.decimals, "rounding")}${added(running.bias, running.decimals, "bias")} = ${number(running.z, running.decimals)}.`;
    default:
      return termSentence(card, opened, place);
  }
}

/**
 * @param {State} state
 * @param {Explanation} opened
 */
function startSentence({ place: { order } }, opened) {
  if (countTerms(opened) === 0) return "Every input is 0: nothing but the bias is left.";
  const way = order === "size" ? "the largest first" : "one after the other";
  return `Each input times its weight is one term; they are added up, ${way}.`;
}

/**
 * @param {Card} card
 * @param {Explanation} opened
 * @param {number} rank
 */
function termSentence(card, opened, rank) {
  const { layer, order, inputs, weights, running } = opened;
  const at = order[rank] ?? 0;
  const { decimals } = running;
  const name = inputName(card, layer, inputOfTerm(opened, at));
  const term = running.term[rank] ?? 0;
  const [value, weight] = factors(inputs[at] ?? 0, weights[at] ?? 0, term, decimals);
  const left = running.term.length - rank - 1;
  return `${capital(name)}: ${value} × ${plus(weight)} adds ${signed(term, decimals)}, so far ${number(running.sum[rank] ?? 0, decimals)}; ${terms(left)} to go.`;
}

/**
 * " − 0.0002 (rounding)": empty where rounding leaves nothing over.
 *
 * @param {number} value
 * @param {number} decimals
 * @param {"rounding" | "bias"} name
 */
function added(value, decimals, name) {
  if (value === 0 && name === "rounding") return "";
  return ` ${signed(value, decimals).replace(/^[+−]?/, (sign) => `${sign || "+"} `)} (${name})`;
}

/**
 * "657 pixels are black: 0"
 *
 * @param {Card} card
 * @param {Explanation} opened
 */
export function zerosOf(card, opened) {
  const { layer, n_zero: n, inputs, terms: products } = opened;
  const black = readsPixels(opened) && products.every((term, k) => term !== 0 || inputs[k] === 0);
  if (black) return `${count(n)} ${n === 1 ? "pixel is" : "pixels are"} black: 0`;
  return `${count(n)} of the ${inputsName(card, layer)} add 0`;
}

/**
 * The sum of all terms, the bias not included.
 *
 * @param {Explanation} opened
 */
export function sumBefore({ running }) {
  return running.sum.at(-1) ?? 0;
}

/** @param {number} n */
function terms(n) {
  return `${count(n)} ${n === 1 ? "term" : "terms"}`;
}

/**
 * @param {State} state
 * @returns {Unit}
 */
function walked(state) {
  const { walked: unit } = where(state);
  if (!unit) throw new Error("expected a place inside a step, found none");
  return unit;
}
