/** The head of a sheet: its title, and the button that closes it. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {HTMLElement} title
 * @param {() => void} close
 */
export function sheetHead(title, close) {
  return h("header", { class: "sheet-head" }, title,
    h("button", { type: "button", class: "icon-button", "aria-label": "Close", click: close }, icon("close")));
}
