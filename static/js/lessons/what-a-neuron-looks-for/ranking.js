/** Four images, put in order by pressing them, before the neuron is asked. */

import { tidy } from "../../kit/figures.js";
import { createWatch, h, setText, setUsable } from "../../parts/dom.js";
import { createCard } from "./card.js";
import { FOUR } from "./grids.js";

const PLACES = ["1st", "2nd", "3rd", "4th"];

/**
 * The images' numbers, the one with the largest z first; the sort keeps those that are equal.
 *
 * @param {readonly number[]} zs
 */
export function orderOf(zs) {
  return zs.map((_, k) => k).sort((one, other) => (zs[other] ?? 0) - (zs[one] ?? 0));
}

/** @type {import("../../kit/lesson.js").Figure<import("../what-a-neuron-looks-for.js").State>} */
export function ranking(root, { get, set, numbers }) {
  const cards = FOUR.map((image, k) => {
    const card = createCard(image, numbers);
    const place = h("span", { class: "rank-place" });
    const truth = h("span", { class: "rank-truth" });
    const button = h("button", { type: "button", class: "rank-card thumb", click: () => press(k) },
      place, card.picture, card.name);
    return { ...card, place, truth, button, element: h("li", { class: "rank-item" }, button, truth, card.figures) };
  });
  const reveal = h("button", { type: "button", class: "step-button primary", click: () => set({ revealed: true }) }, "Ask the neuron");
  const again = h("button", { type: "button", class: "step-button", click: () => set({ order: [], revealed: false }) }, "Rank again");
  const verdict = h("p", { class: "verdict", role: "status" });
  root.append(
    h("ol", { class: "rank-cards" }, ...cards.map(({ element }) => element)),
    h("div", { class: "row" }, reveal, again), verdict);
  const changed = createWatch();

  /** @param {number} k */
  function press(k) {
    const { order, revealed } = get();
    if (revealed) return;
    set({ order: order.includes(k) ? order.filter((each) => each !== k) : [...order, k] });
  }

  return {
    sync({ state, palette }) {
      const { order, revealed } = state;
      for (const { draw } of cards) draw(palette);
      const known = revealed ? cards.flatMap(({ show }) => show(state, palette) ?? []) : [];
      const isKnown = known.length === cards.length;
      if (!changed(order, revealed, isKnown)) return;
      const truth = isKnown ? orderOf(known) : [];
      cards.forEach(({ place, truth: words, button, figures }, k) => {
        const at = order.indexOf(k);
        setText(place, PLACES[at] ?? "");
        place.classList.toggle("empty", at < 0);
        button.setAttribute("aria-pressed", `${at >= 0}`);
        button.setAttribute("aria-disabled", `${revealed}`);
        figures.hidden = !isKnown;
        const right = truth.indexOf(k);
        setText(words, isKnown ? (at === right ? `✓ ${PLACES[right]}` : `✗ it is ${PLACES[right]}`) : "");
        words.dataset["right"] = `${at === right}`;
      });
      setUsable(reveal, order.length === cards.length && !revealed);
      setUsable(again, order.length > 0);
      const nRight = truth.filter((k, place) => order[place] === k).length;
      setText(verdict, isKnown
        ? `${nRight} of 4 places right. ${truth.map((k) => tidy(known[k] ?? 0)).join(" > ")}`
        : order.length < cards.length ? `Press the image that excites it ${order.length ? "next" : "most"}.` : "Sure? Then ask the neuron.");
    },
  };
}
