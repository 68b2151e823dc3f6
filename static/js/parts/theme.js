/**
 * Dark, light, or as the system says; and the style sheet's colours for the canvases.
 *
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { fromHex } from "../scene/colour.js";
import { h } from "./dom.js";

const KEY = "forward-pass-theme";
const TOKENS = /** @type {const} */ ({
  bg: "--bg",
  ink: "--ink",
  soft: "--soft",
  line: "--line",
  edge: "--edge",
  pos: "--pos",
  neg: "--neg",
  now: "--now",
  plate: "--plate",
  lit: "--lit",
  plateLine: "--plate-line",
  nowOnPlate: "--now-on-plate",
});

/**
 * @param {HTMLElement} root  of the document
 * @param {HTMLElement} button
 * @param {() => void} onChange
 */
export function createTheme(root, button, onChange) {
  const light = matchMedia("(prefers-color-scheme: light)");
  /** @type {Palette | null} */
  let palette = null;

  const isLight = () =>
    root.dataset.theme === "light" || (root.dataset.theme === "system" && light.matches);

  function changed() {
    palette = null;
    const label = isLight() ? "Dark theme" : "Light theme";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.replaceChildren(h("span", { "aria-hidden": "true" }, isLight() ? "☾" : "☀"));
    onChange();
  }

  button.addEventListener("click", () => {
    root.dataset.theme = isLight() ? "dark" : "light";
    keep(root.dataset.theme);
    changed();
  });
  light.addEventListener("change", changed);
  matchMedia("(forced-colors: active)").addEventListener("change", changed);
  const kept = recall();
  if (root.dataset.view === "projector") root.dataset.theme = "light";
  else if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  queueMicrotask(changed); // once the page is wired

  return {
    /** @returns {Palette} the same object until the theme changes */
    palette() {
      if (palette) return palette;
      const style = getComputedStyle(root);
      const entries = Object.entries(TOKENS).map(([name, token]) => [
        name,
        fromHex(style.getPropertyValue(token)),
      ]);
      return (palette = Object.fromEntries(entries));
    },
    /** The smallest text of the page, in px. */
    fontSize: () => (root.dataset.view === "projector" ? 18 : 13),
  };
}

/** @param {string} theme */
function keep(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is turned off: the theme holds until the page is closed.
  }
}

function recall() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
