/**
 * Four images, put in order by pressing them, before the neuron is asked.
 *
 * @typedef {import("../../scene/colour.js").Palette} Palette
 * @typedef {import("../../types.js").LayerPass} LayerPass
 * @typedef {import("./grids.js").TestImage} TestImage
 * @typedef {import("./card.js").Sum} Sum
 * @typedef {import("./card.js").Parts} Parts
 */

import { tidy } from "../../kit/figures.js";
import { createWatch, h, setText, setUsable } from "../../parts/dom.js";
import { createCard } from "./card.js";

const PLACES = ["1st", "2nd", "3rd", "4th"];

/**
 * The images' numbers, the one with the largest z first; the sort keeps those that are equal.
 *
 * @param {readonly number[]} zs
 */
export function orderOf(zs) {
  return zs.map((_, k) => k).sort((one, other) => (zs[other] ?? 0) - (zs[one] ?? 0));
}

/**
 * @param {HTMLElement} root
 * @param {readonly TestImage[]} images
 * @param {{
 *   get: () => {order: readonly number[], revealed: boolean},
 *   set: (change: {order?: readonly number[], revealed?: boolean}) => void,
 * }} page
 */
export function createRanking(root, images, { get, set }) {
  const cards = images.map((image, k) => {
    const card = createCard(image);
    const place = h("span", { class: "rank-place" });
    const truth = h("span", { class: "rank-truth" });
    const button = h("button", { type: "button", class: "rank-card", click: () => press(k) },
      place, card.picture, card.name);
    const element = h("li", { class: "rank-item" }, button, truth, card.figures);
    return { ...card, place, truth, button, element };
  });
  const reveal = h("button", { type: "button", class: "step-button primary", click: () => set({ revealed: true }) }, "Ask the neuron");
  const again = h("button", { type: "button", class: "step-button", click: () => set({ order: [], revealed: false }) }, "Rank again");
  const verdict = h("p", { class: "verdict", role: "status" });
  root.append(
    h("ol", { class: "rank-cards" }, ...cards.map(({ element }) => element)),
    h("div", { class: "rank-buttons" }, reveal, again), verdict);
  const changed = createWatch();

  /** @param {number} k */
  function press(k) {
    const { order, revealed } = get();
    if (revealed) return;
    set({ order: order.includes(k) ? order.filter((each) => each !== k) : [...order, k] });
  }

  return {
    /**
     * @param {{order: readonly number[], revealed: boolean}} state
     * @param {readonly (Sum | null)[]} sums  null before they are asked for
     * @param {readonly (Parts | null)[]} parts
     * @param {number} end  of the bars
     * @param {Palette} palette
     */
    sync({ order, revealed }, sums, parts, end, palette) {
      const known = sums.flatMap((sum) => (sum ? [sum.z] : []));
      const isKnown = revealed && known.length === cards.length;
      cards.forEach((card, k) => card.sync(sums[k] ?? null, parts[k] ?? null, end, palette));
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
