/**
 * Under the ten outputs, an eleventh question: is this a digit at all? Pressed, it opens the network
 * that says so, on the same drawing; pressed there, it leads back.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 */

import { readsDigits } from "../digit-image.js";
import { doubtCard, doubtOf } from "../state/doubt.js";
import { cardOf } from "../state/selectors.js";
import { digitAtAll } from "../words/doubt.js";
import { createWatch, h, setText } from "./dom.js";

/**
 * @param {HTMLElement} room
 * @param {{get: () => State, dispatch: (action: Action) => void}} page
 */
export function createDoubt(room, { get, dispatch }) {
  const card = doubtCard(get().cards);
  const words = h("span", {});
  const figure = h("strong", { translate: "no" });
  const button = h("button", { type: "button", class: "choice doubt-button", click: turn }, words, " ", figure);
  let reader = get().cards[0]?.name ?? ""; // that the doubt is beside
  const changed = createWatch();
  if (card) room.append(button);

  function turn() {
    const { network } = get().work;
    if (card) dispatch({ type: "network", network: network === card.name ? reader : card.name });
  }

  return {
    /** @param {Frame} frame */
    sync({ state }) {
      const { network } = state.work;
      const isOpen = network === card?.name;
      const answer = digitAtAll(state);
      if (!isOpen) reader = network;
      if (!changed(network, answer, doubtOf(state))) return;
      room.hidden = !card || !(isOpen || readsDigits(cardOf(state)));
      setText(words, isOpen ? "Which digit? Back to" : "Is this a digit at all?");
      setText(figure, isOpen ? reader : answer);
      button.dataset.doubted = `${!isOpen && doubtOf(state) !== null}`;
    },
  };
}
