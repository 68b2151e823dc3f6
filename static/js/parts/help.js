/**
 * Behind "?": what the page is, gestures and keys, the notation switch, and the words and what other
 * books call them.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 */

import { KEYS } from "../input/keys.js";
import { GLOSSARY } from "../words/glossary.js";
import { h } from "./dom.js";
import { sheetHead } from "./sheet.js";
import { NOTATIONS } from "./tabs.js";

const GESTURES = /** @type {const} */ ([
  ["Draw on the pad", "The network reads as you draw; a first stroke takes the place of our sample"],
  ["Draw with a pen", "From then on fingers draw nothing, so that a palm leaves no mark; load the page again to draw with a finger"],
  ["Tap a neuron", "Open it; tap it again to let go"],
  ["Drag the timeline", "To any moment of the pass, forwards or back"],
]);

/**
 * @param {HTMLDialogElement} dialog
 * @param {{get: () => State, dispatch: (action: Action) => void}} page
 */
export function showHelp(dialog, { get, dispatch }) {
  dialog.replaceChildren(...content());
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  dialog.showModal();

  function content() {
    const notation = (/** @type {State["place"]["notation"]} */ value, /** @type {string} */ label) =>
      h("label", { class: "radio" },
        h("input", {
          type: "radio",
          name: "notation",
          value,
          checked: get().place.notation === value,
          change: () => dispatch({ type: "set", place: { notation: value } }),
        }), label);
    const keys = [
      h("h3", {}, "Keys"),
      h("dl", { class: "keys" }, ...KEYS.flatMap(({ keys, does }) => [
        h("dt", {}, ...keys.map((key) => h("kbd", {}, key))), h("dd", {}, does)])),
      h("p", { class: "hint" },
        "Tab leads to the drawing pad, too: there the arrow keys move, and Space puts the pen down or lifts it."),
    ];
    const gestures = [
      h("h3", {}, "Gestures"),
      h("dl", { class: "words" }, ...GESTURES.flatMap(([gesture, does]) => [h("dt", {}, gesture), h("dd", {}, does)])),
    ];
    return [
      sheetHead(h("h2", { id: "help-title" }, "Help"), () => dialog.close()),
      h("p", {},
        "You draw a digit, and a neural network reads it. Next and Back walk through what it computes on the way, layer by layer; every number on the page is the network’s own."),
      ...(matchMedia("(pointer: coarse)").matches ? [...gestures, ...keys] : [...keys, ...gestures]),
      h("h3", {}, "Notation"),
      h("div", { class: "notations" }, notation("a", NOTATIONS.a), notation("p", NOTATIONS.p)),
      h("h3", {}, "Words"),
      h("dl", { class: "words" }, ...GLOSSARY.flatMap(({ word, means, also }) => [
        h("dt", {}, word), h("dd", {}, means, also ? h("span", { class: "also" }, ` Your book may call it ${also}.`) : "")])),
    ];
  }
}
