/**
 * The scenes of a lesson: what is read beside the figure, one at a time, and the way between them.
 * An element with `data-in` is there in the scenes that it names; one with `data-after`, in the scenes
 * whose question it names, once that has been answered.
 */

import { createWatch, h, setText, setUsable } from "../parts/dom.js";

/**
 * @param {HTMLElement} root  for the way between the scenes
 * @param {Iterable<Element>} sections  with `data-scene`, a name, and `data-title`
 * @param {Iterable<Element>} elsewhere  with `data-in`, names of scenes, or `data-after`, of questions
 * @param {{enter: (scene: string) => void, askIn: (scene: string) => string | null, ownNext: boolean, takesNext: () => boolean}} page
 *   `askIn`: the question that a scene asks first; `ownNext`: the figure has a Next of its own;
 *   `takesNext`: this Next is for something else
 */
export function createScenes(root, sections, elsewhere, { enter, askIn, ownNext, takesNext }) {
  const all = Array.from(sections, (section) => /** @type {HTMLElement} */ (section));
  const shown = Array.from(elsewhere, (element) => /** @type {HTMLElement} */ (element));
  const names = all.map(({ dataset }) => dataset["scene"] ?? "");
  const buttons = all.map(({ dataset }, k) => {
    const name = names[k] ?? "";
    return h("button", { type: "button", class: "scene-tab", click: () => enter(name) },
      h("span", { class: "scene-number", "aria-hidden": "true" }, `${k + 1}`), dataset["title"] ?? name);
  });
  const back = h("button", { type: "button", class: "step-button", "aria-label": "Back to the scene before", click: () => go(-1) }, "Back");
  const next = h("button", { type: "button", class: `step-button${ownNext ? "" : " primary"}`, click: () => takesNext() || go(1) }, "Next");
  const count = h("span", { class: "scene-count" });
  root.append(h("div", { class: "scene-tabs" }, ...buttons), h("div", { class: "scene-steps" }, back, count, next));
  let at = 0;
  const changed = createWatch();

  /** @param {number} by */
  function go(by) {
    const name = names[at + by];
    if (name) enter(name);
  }

  return {
    names,
    /** @param {{scene: string, told: boolean}} frame */
    sync({ scene, told }) {
      if (!changed(scene, told)) return;
      const isNew = at !== names.indexOf(scene);
      at = names.indexOf(scene);
      all.forEach((section, k) => (section.hidden = k !== at));
      for (const element of shown) {
        const { in: there = scene, after = "" } = element.dataset;
        const isTooSoon = !told && after.split(" ").includes(askIn(scene) ?? "");
        element.hidden = isTooSoon || !there.split(" ").includes(scene);
      }
      buttons.forEach((button, k) => {
        if (k === at) button.setAttribute("aria-current", "step");
        else button.removeAttribute("aria-current");
      });
      setUsable(back, at > 0);
      setUsable(next, at < names.length - 1);
      const onward = all[at + 1]?.dataset["title"] ?? "";
      setText(count, `${at + 1} of ${names.length}`);
      setText(next, ownNext && onward ? onward : "Next");
      if (isNew && root.getBoundingClientRect().top < 0) root.scrollIntoView(); // read from its beginning
      next.setAttribute("aria-label", onward ? `Next scene: ${onward}` : "Next scene");
    },
  };
}
