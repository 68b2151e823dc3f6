/** The teacher's card: a link to each scene for the projector, the worksheet, and its answers. */

import { h } from "../parts/dom.js";

const PROJECTOR = "projector";

/**
 * @param {HTMLElement} card  a `details`
 * @param {readonly {scene: string, title: string}[]} scenes
 * @param {{sheet: HTMLElement, sync: () => void, isReady: () => boolean}} answers  `sync` writes them,
 *   `isReady`: every number of theirs is there
 */
export function createTeacher(card, scenes, { sheet, sync, isReady }) {
  let isPrinting = false;
  const links = scenes.map(({ scene, title }) => {
    const query = new URLSearchParams(location.search);
    query.set("view", PROJECTOR);
    return h("li", {}, h("a", { href: `?${query}#v=1&scene=${scene}`, target: "_blank", rel: "noopener" }, title));
  });
  const worksheet = h("button", { type: "button", class: "step-button", click: () => print() }, "Print the worksheet");
  const both = h("button", {
    type: "button",
    class: "step-button",
    click() {
      isPrinting = true;
      sync();
    },
  }, "Print it with the answers");
  card.append(
    h("p", {}, h("b", {}, "Each scene, for the projector."), " In a tab of its own."),
    h("ul", { class: "teacher-scenes" }, ...links),
    h("div", { class: "row" }, worksheet, both),
  );
  card.addEventListener("toggle", sync);
  addEventListener("afterprint", () => sheet.classList.remove("printed"));

  return {
    /** Whether the answers are wanted: they are asked of the server then, and not before. */
    isOpen: () => card instanceof HTMLDetailsElement && card.open,
    /** After a frame. */
    sync() {
      if (!isPrinting || !isReady()) return;
      isPrinting = false;
      sheet.classList.add("printed");
      print();
    },
  };
}
