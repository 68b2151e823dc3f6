/**
 * "Present": the projector's view and, where the browser has it, full screen. The address asks for
 * the view, and every link of the page hands it on; pressed again, all goes back.
 */

import { listenToKeys } from "../input/keys.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {HTMLElement} root  of the document; `data-view` says which view it has
 * @param {HTMLElement} button
 * @param {() => void} onChange
 */
export function createPresent(root, button, onChange) {
  const isOn = () => root.dataset.view === "projector";

  /** @param {string} address */
  function viewed(address) {
    const url = new URL(address);
    if (isOn()) url.searchParams.set("view", "projector");
    else url.searchParams.delete("view");
    return url.href;
  }

  function sync() {
    const label = isOn() ? "Back to the ordinary view" : "Large and light, for a projector";
    button.setAttribute("aria-pressed", `${isOn()}`);
    button.title = label;
    if (viewed(location.href) !== location.href) history.replaceState(history.state, "", viewed(location.href));
  }

  button.append(icon("present"), h("span", { class: "present-words" }, "Present"));
  button.addEventListener("click", () => {
    root.dataset.view = isOn() ? "screen" : "projector";
    setFullScreen(isOn());
    sync();
    onChange();
  });
  listenToKeys(document, { fullScreen: () => setFullScreen(!document.fullscreenElement) });
  addEventListener("popstate", sync); // an entry from before it was pressed
  for (const press of ["click", "auxclick"]) {
    document.addEventListener(press, ({ target }) => {
      const link = target instanceof Element ? target.closest("a[href^='/']") : null;
      if (link instanceof HTMLAnchorElement) link.href = viewed(link.href);
    }, { capture: true });
  }
  sync();
}

/** @param {boolean} on */
function setFullScreen(on) {
  if (on) document.documentElement.requestFullscreen?.().catch(() => {}); // a frame may not
  else if (document.fullscreenElement) void document.exitFullscreen();
}
