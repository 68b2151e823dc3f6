/**
 * The network picker: a button that says which network reads, and a dialog with their cards.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 */

import { count, percent } from "../words/format.js";
import { shapeOf as mapsOf } from "../state/maps.js";
import { cardOf } from "../state/state.js";
import { activationName } from "../words/words.js";
import { createWatch, h } from "./dom.js";
import { sheetHead } from "./sheet.js";

/**
 * @param {HTMLButtonElement} button
 * @param {HTMLDialogElement} dialog
 * @param {{get: () => State, dispatch: (action: Action) => void}} page
 */
export function createPicker(button, dialog, { get, dispatch }) {
  button.addEventListener("click", () => {
    dialog.replaceChildren(...content(get()));
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  /** @param {State} state */
  function content({ cards, work: { network } }) {
    const groups = /** @type {const} */ ([
      ["networks", "Networks"], ["experiments", "Experiments"], ["doubt", "Is this a digit at all?"],
      ["own", "Added here"],
    ]);
    return [
      sheetHead(h("h2", { id: "picker-title" }, "Which network reads?"), () => dialog.close()),
      ...groups.filter(([group]) => cards.some((card) => card.group === group)).flatMap(([group, name]) => [
        h("h3", {}, name),
        h("div", { class: "cards" },
          ...cards.filter((card) => card.group === group).map((card) => entry(card, card.name === network))),
      ]),
      h("p", {}, h("a", { class: "picker-more", href: `/mistakes#v=1&network=${network}` }, "What they get right and wrong of ten thousand digits")),
    ];
  }

  /**
   * @param {Card} card
   * @param {boolean} chosen
   */
  function entry(card, chosen) {
    return h("button", {
      type: "button",
      class: "card",
      "aria-pressed": `${chosen}`,
      click: () => {
        dispatch({ type: "network", network: card.name });
        dialog.close();
      },
    },
      h("span", { class: "card-head" },
        h("strong", { translate: "no" }, card.name), chosen ? h("span", { class: "card-now" }, "reads now") : ""),
      h("span", { class: "card-shape" }, shapeOf(card)),
      h("span", {}, card.summary),
      h("span", { class: "card-facts" }, trainingOf(card)),
      h("span", { class: "card-scores" }, ...Object.values(card.accuracy).flatMap((score) => [
        h("b", {}, percent(score.accuracy)),
        h("span", {}, `${count(score.correct)} of ${count(score.n)} ${score.dataset}`),
      ])),
    );
  }

  const changed = createWatch();
  return {
    /** @param {Frame} frame */
    sync({ state }) {
      const edited = state.work.edits.length > 0;
      if (!changed(state.work.network, edited)) return;
      const card = cardOf(state);
      const name = edited ? `${card.name}, edited` : card.name;
      button.replaceChildren(
        h("strong", { translate: "no" }, name),
        " ", // the name is read as it is seen
        ...(edited ? [] : [h("span", { class: "card-shape" }, shapeOf(card))]), // no room for both
      );
      button.setAttribute("aria-label", `Network: ${name} ${shapeOf(card)}. Choose another.`);
    },
  };
}

/** @param {Card} card */
function trainingOf({ training: { data = [] } }) {
  if (data.length === 0) return "Trained on nothing.";
  const sources = data.map(({ name, n, of = "digits", writers }) =>
    n === undefined ? name : `${name} (${count(n)} ${of}${writers === undefined ? "" : ` by ${writers} writers`})`);
  return `Trained on ${sources.join(", ")}.`;
}

/**
 * Maps with their number and size, 12×24×24. A pool goes without saying: it learns nothing.
 *
 * @param {Card} card
 */
function shapeOf(card) {
  const layers = card.layers.flatMap(({ side }, k) => (side ? [] : k));
  const sizes = layers.map((k) => mapsOf(card, k)?.join("×") ?? card.sizes[k + 1]);
  const names = [...new Set(layers.map((k) => activationName(card, k)))];
  return `${[card.sizes[0], ...sizes].join(" · ")} ${names.join(" + ")}, ${count(card.n_parameters)} numbers`;
}
