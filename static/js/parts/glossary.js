/**
 * Words of the page that say what they mean: on hover, on focus, on a tap.
 *
 * @typedef {import("../words/glossary.js").Entry} Entry
 */

import { explained } from "../words/glossary.js";
import { h, setText } from "./dom.js";

const GAP = 8; // px between word and note

/** @type {WeakMap<Element, Entry>} */
const ENTRIES = new WeakMap();
const NOTE = "glossary-note";

/**
 * A text whose words of the glossary can be asked. Where only what stands between them differs,
 * they stay, so that a word keeps the keyboard.
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
export function setExplained(element, text) {
  if (element.textContent === text) return;
  const pieces = explained(text);
  const nodes = [...element.childNodes];
  const alike = nodes.length === pieces.length && pieces.every(({ entry }, k) => entry === entryOf(nodes[k]));
  if (alike) pieces.forEach((piece, k) => setText(/** @type {Node} */ (nodes[k]), piece.text));
  else element.replaceChildren(...withWords(text));
}

/** @param {Node | undefined} node */
function entryOf(node) {
  return node instanceof Element ? ENTRIES.get(node) : undefined;
}

/** @param {string} text */
export function withWords(text) {
  return explained(text).map((piece) => {
    if (!piece.entry) return piece.text;
    const word = h("button", { type: "button", class: "word", "aria-describedby": NOTE }, piece.text);
    ENTRIES.set(word, piece.entry);
    return word;
  });
}

/**
 * The note beside the word that is asked.
 *
 * @param {HTMLElement} note
 * @param {EventTarget} page
 */
export function createGlossary(note, page) {
  document.body.append(note); // elsewhere something may hold it, or lie on top of it
  /** @type {Element | null} */
  let asked = null;

  /** @param {Element | null} word */
  function show(word) {
    if (word === asked) return;
    asked = word;
    const entry = word && ENTRIES.get(word);
    note.hidden = !entry;
    if (!word || !entry) return;
    note.replaceChildren(
      h("strong", {}, entry.word), ` ${entry.means}`,
      ...(entry.also ? [h("span", { class: "also" }, `Your book may call it ${entry.also}.`)] : []),
    );
    const at = word.getBoundingClientRect();
    const { width, height } = note.getBoundingClientRect();
    const below = at.bottom + GAP + height <= innerHeight;
    note.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
    note.style.top = `${below ? at.bottom + GAP : at.top - GAP - height}px`;
  }

  const wordOf = (/** @type {EventTarget | null} */ target) =>
    target instanceof Element ? target.closest(".word") : null;
  for (const kind of ["pointerover", "focusin", "click"]) {
    page.addEventListener(kind, (event) => {
      if (event.target instanceof Node && note.contains(event.target)) return; // it is being read
      show(wordOf(event.target) ?? wordOf(document.activeElement));
    });
  }
  page.addEventListener("focusout", () => show(null));
  page.addEventListener("scroll", () => show(null), { capture: true, passive: true });
  page.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.key === "Escape" && asked) {
      event.preventDefault(); // what Escape does otherwise waits for the next time
      show(null);
    }
  });
}
