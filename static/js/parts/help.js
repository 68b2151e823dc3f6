/**
 * Behind "?": the keys, the words and what other books call them, and the notation switch.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Action} Action
 */

import { KEYS } from "../input/keys.js";
import { GLOSSARY } from "../glossary.js";
import { h } from "./dom.js";
import { sheetHead } from "./sheet.js";
import { NOTATIONS } from "./tabs.js";

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
    const notation = (/** @type {State["notation"]} */ value, /** @type {string} */ label) =>
      h("label", { class: "radio" },
        h("input", {
          type: "radio",
          name: "notation",
          value,
          checked: get().notation === value,
          change: () => dispatch({ type: "notation", notation: value }),
        }), label);
    return [
      sheetHead(h("h2", { id: "help-title" }, "Keys, words, notation"), () => dialog.close()),
      h("h3", {}, "Keys"),
      h("dl", { class: "keys" }, ...KEYS.flatMap(({ keys, does }) => [
        h("dt", {}, ...keys.map((key) => h("kbd", {}, key))), h("dd", {}, does)])),
      h("p", { class: "hint" },
        "Tab leads to the drawing pad, too: there the arrow keys move, and Space puts the pen down or lifts it."),
      h("h3", {}, "Notation"),
      h("div", { class: "notations" }, notation("a", NOTATIONS.a), notation("p", NOTATIONS.p)),
      h("h3", {}, "Words"),
      h("dl", { class: "words" }, ...GLOSSARY.flatMap(({ word, means, also }) => [
        h("dt", {}, word), h("dd", {}, means, also ? h("span", { class: "also" }, ` Your book may call it ${also}.`) : "")])),
    ];
  }
}
