/**
 * Dark, light, or as the system says; and the style sheet's colours for the canvases.
 *
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { theme as memory } from "../page/memory.js";
import { fromHex } from "../scene/colour.js";
import { icon } from "./icons.js";

const TOKENS = /** @type {const} */ ({
  bg: "--bg",
  ink: "--ink",
  soft: "--soft",
  line: "--line",
  edge: "--edge",
  pos: "--pos",
  neg: "--neg",
  now: "--now",
  nowEdge: "--now-edge",
  plate: "--plate",
  lit: "--lit",
  plateLine: "--plate-line",
});

/**
 * @param {HTMLElement} root  of the document
 * @param {HTMLElement} button  set in the smallest text of the page
 * @param {HTMLElement} browser  the meta element with the colour of the browser's own frame
 * @param {() => void} onChange
 */
export function createTheme(root, button, browser, onChange) {
  const light = matchMedia("(prefers-color-scheme: light)");
  const forced = matchMedia("(forced-colors: active)");
  /** @type {Palette | null} */
  let palette = null;
  /** @type {number | null} */
  let fontSize = null;
  let chosen = choiceOf(root.dataset.view);
  let onPaper = false;

  const isLight = () => onPaper || (chosen === "system" ? light.matches : chosen === "light");

  function changed() {
    // Colours that the system forces have a dark or light ground of their own: canvases follow it.
    root.dataset.theme = onPaper ? "light" : forced.matches ? "system" : chosen;
    palette = null;
    fontSize = null;
    const label = isLight() ? "Dark theme" : "Light theme";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.replaceChildren(icon(isLight() ? "moon" : "sun"));
    browser.setAttribute("content", getComputedStyle(root).getPropertyValue("--bg").trim());
    onChange();
  }

  button.addEventListener("click", () => {
    chosen = isLight() ? "dark" : "light";
    memory.keep(root.dataset.view, chosen);
    changed();
  });
  light.addEventListener("change", changed);
  forced.addEventListener("change", changed);
  for (const event of ["beforeprint", "afterprint"]) {
    addEventListener(event, () => {
      onPaper = event === "beforeprint";
      changed();
    });
  }
  matchMedia("(prefers-contrast: more)").addEventListener("change", changed);
  addEventListener("resize", () => {
    fontSize = null;
  });
  queueMicrotask(changed); // once the page is wired

  /** @returns {Palette} */
  function read() {
    const style = getComputedStyle(root);
    const entries = Object.entries(TOKENS).map(([name, token]) => [name, fromHex(style.getPropertyValue(token))]);
    return { ...Object.fromEntries(entries), hatched: onPaper };
  }

  return {
    /** @returns {Palette} the same object until the theme changes */
    palette() {
      return (palette ??= read());
    },
    /** @returns {Palette} of paper, whatever the page's is */
    paper() {
      const { theme } = root.dataset;
      root.dataset.theme = "light";
      const found = read();
      root.dataset.theme = theme;
      return { ...found, bg: /** @type {const} */ ([255, 255, 255]), hatched: true };
    },
    /** The view is another one: its theme and sizes are. */
    follow() {
      chosen = choiceOf(root.dataset.view);
      changed();
    },
    /** The smallest text of the page, in px. */
    fontSize: () => (fontSize ??= Number.parseFloat(getComputedStyle(button).fontSize)),
  };
}

/** @param {string | undefined} view */
function choiceOf(view) {
  const kept = memory.recall(view);
  if (kept === "light" || kept === "dark") return kept;
  return view === "projector" ? "light" : "system";
}
