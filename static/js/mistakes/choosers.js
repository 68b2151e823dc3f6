/**
 * Which network reads which digits, and how they are shown; and, where MNIST is wanted and is not
 * there, how to get it.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("../scene/colour.js").Palette} Palette
 *
 * @typedef {object} Page  what a part of this page is given
 * @property {() => State} get
 * @property {(change: Parameters<typeof import("./state.js").reduce>[1]) => void} set
 * @property {ReturnType<typeof import("./answers.js").createAnswers>} answers
 * @property {ReturnType<typeof import("./samples.js").createSamples>} samples
 * @property {() => void} markDirty
 * @property {() => number} fontSize  of the smallest text, px
 *
 * @typedef {{state: State, palette: Palette}} Frame
 */

import { createWatch, h, setText } from "../parts/dom.js";
import { FETCH, NO_MNIST, SOURCES, sourceInWords, VIEWS } from "./words.js";

/**
 * @param {{lead: HTMLElement, choosers: HTMLElement, views: HTMLElement, absent: HTMLElement}} rooms
 * @param {Page} page
 */
export function createChoosers({ lead, choosers, views, absent }, { get, set, answers }) {
  const network = h("select", { id: "network", change: () => set({ network: network.value }) },
    ...get().cards.map(({ name }) => h("option", { value: name, translate: "no" }, name)));
  const source = chooser("source", SOURCES, (value) => set({ source: value }));
  choosers.append(labelled("Network", network), labelled("Digits", source));
  const buttons = Object.entries(VIEWS).map(([view, words]) => {
    const button = h("button", { type: "button", class: "tab", click: () => set({ view: /** @type {State["view"]} */ (view) }) }, words);
    return { view, button };
  });
  views.append(...buttons.map(({ button }) => button));
  const [missing = "", how = ""] = NO_MNIST;
  absent.append(
    h("h2", {}, missing),
    h("p", {}, how),
    h("p", {}, h("code", {}, FETCH)),
    h("p", {}, h("button", { type: "button", class: "choice", click: () => set({ source: "ours" }) }, "Take our digits")),
  );
  const changed = createWatch();

  return {
    /** @param {Frame} frame */
    sync({ state }) {
      const there = answers.get("sources", {}, state.line.connection === "online");
      absent.hidden = state.source === "ours" || there?.sources.t10k !== false;
      if (!changed(state.network, state.source, state.view)) return;
      network.value = state.network;
      source.value = state.source;
      setText(lead, sourceInWords(state));
      for (const { view, button } of buttons) button.setAttribute("aria-pressed", `${view === state.view}`);
    },
  };
}

/**
 * @template {string} Name
 * @param {string} id
 * @param {Readonly<Record<Name, string>>} options  in words
 * @param {(value: Name) => void} set
 */
export function chooser(id, options, set) {
  const select = h("select", { id, change: () => set(/** @type {Name} */ (select.value)) },
    .../** @type {[Name, string][]} */ (Object.entries(options)).map(([value, words]) => h("option", { value }, words)));
  return select;
}

/**
 * @param {string} words
 * @param {HTMLElement} field  with an id
 */
export function labelled(words, field) {
  return h("span", { class: "chooser" }, h("label", { for: field.id }, words), field);
}
