/**
 * Which neuron is opened: a layer, one of its neurons, and the way back to following the step.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../state/state.js").Action} Action
 * @typedef {import("../../types.js").Unit} Unit
 */

import { shapeOf } from "../../state/maps.js";
import { outputLabel, placeName, standForDigits } from "../../words/names.js";
import { cardOf } from "../../state/state.js";
import { isOutput, layerGroup } from "../../state/steps.js";
import { createWatch, h } from "../dom.js";
import { where } from "../../state/where.js";

/** @param {{get: () => State, dispatch: (action: Action) => void}} page */
export function createChooser({ get, dispatch }) {
  /** @param {Unit} unit */
  const select = (unit) => dispatch({ type: "select", unit });
  const choose = (/** @type {number} */ by) => {
    const { focus } = where(get());
    if (!focus) return;
    const n = cardOf(get()).layers[focus.layer]?.outputs ?? 1;
    select({ ...focus, neuron: (focus.neuron + by + n) % n });
  };
  const arrow = (/** @type {number} */ by, /** @type {string} */ label, /** @type {string} */ sign) =>
    h("button", { type: "button", class: "icon-button", "aria-label": label, click: () => choose(by) }, sign);
  const layer = h("select", {
    "aria-label": "Layer",
    class: "chooser-layer",
    change: () => select({ layer: Number(layer.value), neuron: 0 }),
  });
  const map = h("select", { "aria-label": "Map", change: () => select(chosen()) });
  const neuron = h("select", { "aria-label": "Neuron", change: () => select(chosen()) });
  let places = 1; // of each map
  const chosen = () => ({ layer: Number(layer.value), neuron: Number(map.value) * places + Number(neuron.value) });
  const follow = h("button", {
    type: "button",
    class: "link-button",
    click: () => dispatch({ type: "select", unit: null }),
  }, "Follow the step");
  const layers = createWatch();
  const neurons = createWatch();

  return {
    element: h("div", { class: "chooser" }, layer,
      h("span", {}, arrow(-1, "Previous neuron", "‹"), neuron, arrow(1, "Next neuron", "›"))),
    follow,

    /**
     * @param {State} state
     * @param {Unit} unit
     */
    show(state, unit) {
      const card = cardOf(state);
      if (layers(card)) {
        layer.replaceChildren(
          ...card.layers.map((_, k) => h("option", { value: `${k}` }, layerGroup(card, k))),
        );
      }
      if (neurons(card, unit.layer)) {
        // An output is known by its digit, as on the stage.
        const from = standForDigits(card, unit.layer) ? 0 : 1;
        const shape = shapeOf(card, unit.layer);
        const all = card.layers[unit.layer]?.outputs ?? 0;
        places = shape ? shape[1] * shape[2] : all;
        if (shape) layer.after(map);
        else map.remove();
        map.replaceChildren(...Array.from({ length: all / places }, (_, k) => h("option", { value: `${k}` }, `map ${k + 1}`)));
        neuron.setAttribute("aria-label", shape ? "Place" : from ? "Neuron" : "Digit");
        neuron.replaceChildren(
          ...Array.from({ length: places }, (_, k) => h("option", { value: `${k}` },
            shape ? placeName(shape, k) : isOutput(card, unit.layer) && card.labels ? outputLabel(card, k) : `${k + from}`)),
        );
      }
      layer.value = `${unit.layer}`;
      map.value = `${Math.floor(unit.neuron / places)}`;
      neuron.value = `${unit.neuron % places}`;
    },
  };
}
