/** One of a few, by buttons side by side. */

import { createWatch, h } from "../parts/dom.js";

/**
 * @template {string} Value
 * @param {HTMLElement} root
 * @param {string} label
 * @param {Readonly<Record<Value, string>>} options  in words
 * @param {(value: Value) => void} set
 */
export function createChoices(root, label, options, set) {
  const entries = /** @type {[Value, string][]} */ (Object.entries(options));
  const buttons = entries.map(([value, words]) =>
    h("button", { type: "button", class: "choice", click: () => set(value) }, words));
  root.classList.add("choices");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", label);
  root.append(...buttons);
  const changed = createWatch();
  return {
    /** @param {Value} chosen */
    sync(chosen) {
      if (!changed(chosen)) return;
      buttons.forEach((button, k) => button.setAttribute("aria-pressed", `${entries[k]?.[0] === chosen}`));
    },
  };
}
