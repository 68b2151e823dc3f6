/**
 * The neuron in focus, opened: its weights, its terms, and how they add up to z and a.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../scene/colour.js").Palette} Palette
 *
 * @typedef {object} Opened  a neuron, and what is shown of it
 * @property {State} state
 * @property {Explanation} opened
 * @property {Palette} palette
 * @property {State["place"]["panel"]} panel
 */

import { PIXELS, readsDigits, readsImage } from "../digit-image.js";
import { toDraw, unitName } from "../words/names.js";
import { weightsOf } from "../state/edits.js";
import { toldOf } from "../state/reveal.js";
import { createWatch, h, handOn, setText } from "./dom.js";
import { later } from "./later.js";
import { createChooser } from "./inspector/chooser.js";
import { createDigit } from "./inspector/digit.js";
import { createPanels } from "./inspector/panels.js";
import { createSums } from "./inspector/sums.js";
import { createWeights } from "./inspector/weights.js";
import { where } from "../state/where.js";

/**
 * @param {HTMLElement} root
 * @param {{get: () => State, dispatch: (action: Action) => void, markDirty: () => void}} page
 */
export function createInspector(root, page) {
  let resized = true;
  const title = h("h2", {});
  const chooser = createChooser(page);
  const weights = createWeights(page);
  const sums = createSums(showAgain);
  const panels = createPanels(page);
  const room = h("div", { class: "window", hidden: true });
  const foot = h("div", { hidden: true });
  const sum = h("div", {}, weights.element, room, sums.element, foot);
  const rest = h("div", {});
  const others = later(rest, {
    load: () => import("./inspector/others.js"),
    make: ({ createOthers }) => createOthers(rest, page),
    changed: showAgain,
    isOpened: (/** @type {Opened} */ { panel }) => panel !== "sum",
    instead: sum,
  });
  const window = later(room, {
    load: () => import("./inspector/window.js"),
    make: ({ createWindow }) => createWindow(room, foot),
    changed: showAgain,
    isOpened: (/** @type {Opened} */ { opened, panel }) => panel === "sum" && Boolean(opened.map),
    instead: weights.element,
  });
  const liked = h("a", { class: "hint" }, "Which digits excite it most?");
  const neuron = h("div", { class: "inspector-body" }, panels.element, sum, rest, liked);
  const digit = createDigit();
  const wait = h("p", { class: "hint" });
  root.tabIndex = -1; // for the keyboard, where what it was on is no longer shown
  root.replaceChildren(h("div", { class: "inspector-title" }, title, chooser.follow), chooser.element, neuron, digit.element, wait);
  const changed = createWatch();
  const reopened = createWatch();

  function showAgain() {
    resized = true;
    page.markDirty();
  }

  return {
    /** @param {Frame} frame */
    sync({ state, palette }) {
      const { card, focus, trace, explanation } = where(state);
      const isAhead = focus !== null && trace !== null && toldOf(state, focus) === null;
      const exact = isAhead ? null : explanation;
      // Until the answer is there the one before it stays, marked as busy: nothing flickers.
      const opened = exact ?? (focus && trace && !isAhead ? state.answers.explanation : null);
      const { work: { network }, place, hand: { penDown } } = state;
      // While somebody draws traces come with every frame, explanations do not.
      const anew = reopened(opened, network, place, weightsOf(state), palette) || resized;
      const busy = opened !== null && exact === null && !penDown;
      const image = focus ? trace !== null : trace;
      if (!changed(busy, image, focus?.layer, focus?.neuron, isAhead) && !anew) return;
      resized = false;
      handOn(root, () => {
        const shown = opened ?? focus;
        setText(title, shown ? unitName(card, shown) : readsImage(card) ? "The digit image" : "The input");
        chooser.element.hidden = !focus;
        chooser.follow.hidden = place.selected === null;
        neuron.hidden = !opened;
        neuron.setAttribute("aria-busy", `${busy}`);
        digit.element.hidden = focus !== null || !trace || !readsImage(card);
        wait.hidden = !neuron.hidden || !digit.element.hidden;
        setText(wait, isAhead ? "Not reached yet: press Next until the pass comes to it."
          : focus && trace ? "Opening the neuron…" : `${readsImage(card) ? toDraw(card) : "Press Next"}; then click on any neuron to open it.`);
        if (focus) chooser.show(state, focus);
        if (opened) {
          if (anew) show(state, opened, palette);
        } else if (trace && !focus) {
          digit.show(trace, palette);
        }
      }, () => root);
    },
  };

  /**
   * @param {State} state
   * @param {Explanation} opened
   * @param {Palette} palette
   */
  function show(state, opened, palette) {
    const deep = opened.layer > 0 && opened.gradient.length === PIXELS;
    const panel = state.place.panel === "pixels" && !deep ? "sum" : state.place.panel;
    panels.show(panel, deep);
    liked.hidden = state.work.weights !== undefined || !readsDigits(where(state).card); // not in that gallery
    liked.href = `/mistakes#v=1&network=${state.work.network}&view=neuron&unit=${opened.layer}.${opened.neuron}`;
    others.sync({ state, opened, palette, panel });
    window.sync({ state, opened, palette, panel });
    if (sum.hidden) return;
    foot.hidden = !opened.map;
    if (!opened.map) weights.show(state, opened, palette);
    sums.show(state, opened, palette);
  }
}
