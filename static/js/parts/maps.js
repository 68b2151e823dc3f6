/**
 * What comes with the first network that has layers of maps: how they are drawn, and how the keyboard
 * goes from place to place.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../state/state.js").State} State
 */

import * as kit from "../draw/map-kit.js";
import { neuronAt, placeIn, shapeOf } from "../state/maps.js";
import { cardOf, strongest, traceOf } from "../state/selectors.js";
import { where } from "../state/where.js";
import * as words from "../words/maps.js";

export { kit, words };

/** Maps, rows and columns that a key goes on by. @type {Readonly<Record<string, readonly [map: number, row: number, column: number]>>} */
const KEYS = {
  ArrowLeft: [0, 0, -1], ArrowRight: [0, 0, 1], ArrowUp: [0, -1, 0], ArrowDown: [0, 1, 0],
  PageUp: [-1, 0, 0], PageDown: [1, 0, 0],
};
const ONE = /** @type {const} */ ([1, 1, 1]);

/**
 * @param {HTMLElement} stage
 * @param {HTMLElement} tip  which says what is there
 * @param {{get: () => State, dispatch: (action: import("../state/state.js").Action) => void}} page
 * @returns {(card: Card | null) => void}  whose maps there are to go through
 */
export function listenToMapKeys(stage, tip, { get, dispatch }) {
  let isOn = false;
  stage.addEventListener("keydown", (event) => {
    const move = KEYS[event.key];
    const unit = isOn && move && !event.altKey && !event.ctrlKey && !event.metaKey && placeFrom(get(), move, event.shiftKey);
    if (!unit) return;
    event.preventDefault();
    dispatch({ type: "hover", target: null });
    dispatch({ type: "select", unit });
  });

  return (card) => {
    isOn = card !== null;
    stage.toggleAttribute("tabindex", isOn);
    if (isOn) tip.setAttribute("role", "status");
    else tip.removeAttribute("role");
    if (!card) {
      stage.removeAttribute("role");
      stage.removeAttribute("aria-label");
      return;
    }
    stage.tabIndex = 0;
    stage.setAttribute("role", "application");
    const layers = card.layers.flatMap((_, layer) => (shapeOf(card, layer) ? [words.mapsInWords(card, layer)] : []));
    stage.setAttribute("aria-label", `${layers.join(", ")}. Arrow keys go from place to place, Page Up and Page Down from map to map, with Shift from layer to layer.`);
  };
}

/**
 * @param {State} state
 * @param {readonly [map: number, row: number, column: number]} move
 * @param {boolean} byLayer
 * @returns {Unit}
 */
function placeFrom(state, [maps, rows, columns], byLayer) {
  const card = cardOf(state);
  const from = standing(state, card);
  const next = byLayer && maps ? from.layer + maps : from.layer;
  const layer = shapeOf(card, next) && next >= 0 ? next : from.layer;
  const shape = shapeOf(card, layer) ?? ONE;
  const before = shapeOf(card, from.layer) ?? ONE;
  const at = placeIn(before, from.neuron);
  const within = (/** @type {number} */ value, /** @type {number} */ n) => Math.min(n - 1, Math.max(0, value));
  const scaled = (/** @type {number} */ value, /** @type {1 | 2} */ axis) => Math.floor((value * shape[axis]) / before[axis]);
  const map = layer === from.layer ? at.map + maps : at.map;
  const neuron = neuronAt(shape, {
    map: within(map, shape[0]),
    row: within(scaled(at.row, 1) + rows, shape[1]),
    column: within(scaled(at.column, 2) + columns, shape[2]),
  });
  return { layer, neuron };
}

/**
 * The place that is chosen or walked through; else the strongest of the step's layer, or of the first.
 *
 * @param {State} state
 * @param {Card} card
 * @returns {Unit}
 */
function standing(state, card) {
  const { focus, step } = where(state);
  if (focus && shapeOf(card, focus.layer)) return focus;
  const layer = step.layer !== null && shapeOf(card, step.layer) ? step.layer : card.layers.findIndex((_, k) => shapeOf(card, k));
  return { layer, neuron: strongest(traceOf(state)?.layers[layer]?.a ?? new Float32Array(1)) };
}
