/**
 * What a neuron of two inputs learned, epoch by epoch; each can be looked at.
 *
 * @typedef {object} Epochs
 * @property {readonly (readonly number[])[]} weights  before all, then after each
 * @property {readonly number[]} bias  the same
 * @property {readonly number[]} mistakes  of each
 * @property {boolean} done  the last one made none
 */

import { createWatch, h, setText, setUsable } from "../../parts/dom.js";
import { showNet } from "../../kit/figures.js";

/**
 * @param {HTMLElement} root
 * @param {{learn: () => void, forget: () => void, show: (epoch: number) => void}} actions
 */
export function createEpochs(root, { learn, forget, show }) {
  const start = h("button", { type: "button", class: "step-button primary", click: learn }, "Learn");
  const said = h("p", { class: "learning-said", role: "status" });
  const list = h("div", { class: "epochs", role: "group", "aria-label": "Epochs" });
  root.append(
    h("div", { class: "learning-buttons" }, start,
      h("button", { type: "button", class: "step-button", click: forget }, "Weights to 0")),
    said, list,
  );
  const changed = createWatch();
  const learned = createWatch();

  /**
   * @param {Epochs} epochs
   * @param {number} k
   */
  function row({ weights, bias, mistakes }, k) {
    const [first = 0, second = 0] = weights[k] ?? [];
    return h("button", { type: "button", class: "epoch", click: () => show(k) },
      h("span", {}, k === 0 ? "Before" : `Epoch ${k}`),
      h("span", {}, ...(k === 0 ? [] : [net(mistakes[k - 1] ?? 0), " wrong"])),
      h("span", {}, "w = (", net(first), ", ", net(second), ")"),
      h("span", {}, "b = ", net(bias[k] ?? 0)));
  }

  return {
    /**
     * @param {boolean} canLearn
     * @param {Epochs | null} epochs  null before anything was learned
     * @param {number | null} epoch  the one that is shown
     */
    sync(canLearn, epochs, epoch) {
      if (!changed(canLearn, epochs, epoch)) return;
      setUsable(start, canLearn);
      setText(said, epochs ? inWords(epochs) : "");
      if (learned(epochs)) list.replaceChildren(...(epochs?.bias.map((_, k) => row(epochs, k)) ?? []));
      [...list.children].forEach((button, k) => button.setAttribute("aria-pressed", `${k === epoch}`));
    },
  };
}

/** @param {number} value  that the server computed */
function net(value) {
  const element = h("span");
  showNet(element, value);
  return element;
}

/** @param {Epochs} epochs */
function inWords({ mistakes, done }) {
  const n = mistakes.length;
  if (done) return `Learned: in epoch ${n} every labelled night is told as you did.`;
  return `After ${n} epochs some nights are still told wrongly. Learn goes on from here; if no weights and bias tell these nights apart, it never ends.`;
}
