/**
 * A neuron of two inputs that learns from labelled nights, epoch by epoch; each can be looked at.
 *
 * @typedef {import("../one-neuron.js").State} State
 *
 * @typedef {object} Epochs
 * @property {readonly (readonly number[])[]} weights  before all, then after each
 * @property {readonly number[]} bias  the same
 * @property {readonly number[]} mistakes  of each
 * @property {boolean} done  the last one made none
 */

import { createWatch, h, setText, setUsable } from "../../parts/dom.js";
import { netSpan } from "../../kit/figures.js";
import { FRIENDS } from "./nights.js";

/** @type {import("../../kit/lesson.js").Figure<State>} */
export function learning(root, { get, set, ask }) {
  const start = h("button", { type: "button", class: "step-button primary", click: () => void learn() }, "Learn");
  const forget = () => set({ w: [0, 0, 0, 0], b: [0, 0], epoch: null });
  const said = h("p", { class: "learning-said", role: "status" });
  const list = h("div", { class: "epochs", role: "group", "aria-label": "Epochs" });
  root.append(
    h("div", { class: "row" }, start,
      h("button", { type: "button", class: "step-button", click: forget }, "Weights to 0")),
    said, list,
  );
  const changed = createWatch();
  const learned = createWatch();

  async function learn() {
    const { nights, w, b } = get();
    const given = Array.from(nights).flatMap((label, at) =>
      label === "." ? [] : [{ x: [Math.floor(at / FRIENDS.length), at % FRIENDS.length], goes: label === "+" ? 1 : 0 }]);
    // A broken line is told by the status, and whoever wants to learn presses again.
    const epochs = await ask("learn", { nights: given, weights: w.slice(0, 2), bias: b[0] }).catch(() => null);
    if (epochs) set({ epochs, ...stateAfter(epochs, epochs.mistakes.length) });
  }

  /**
   * @param {Epochs} epochs
   * @param {number} k
   */
  function row(epochs, k) {
    const [first = 0, second = 0] = epochs.weights[k] ?? [];
    return h("button", { type: "button", class: "epoch", click: () => set(stateAfter(epochs, k)) },
      h("span", {}, k === 0 ? "Before" : `Epoch ${k}`),
      h("span", {}, ...(k === 0 ? [] : [netSpan(epochs.mistakes[k - 1] ?? 0), " wrong"])),
      h("span", {}, "w = (", netSpan(first), ", ", netSpan(second), ")"),
      h("span", {}, "b = ", netSpan(epochs.bias[k] ?? 0)));
  }

  return {
    sync({ state: { nights, epochs, epoch } }) {
      if (!changed(nights, epochs, epoch)) return;
      setUsable(start, /[-+]/.test(nights));
      setText(said, epochs ? inWords(epochs) : "");
      if (learned(epochs)) list.replaceChildren(...(epochs?.bias.map((_, k) => row(epochs, k)) ?? []));
      [...list.children].forEach((button, k) => button.setAttribute("aria-pressed", `${k === epoch}`));
    },
  };
}

/** @param {Epochs} epochs */
function inWords({ mistakes, done }) {
  const n = mistakes.length;
  if (done) return `Learned: in epoch ${n} every labelled night is told as you did.`;
  return `After ${n} epochs some nights are still told wrongly. Learn goes on from here; if no weights and bias tell these nights apart, it never ends.`;
}

/**
 * @param {Epochs} epochs
 * @param {number} epoch  0 before all
 * @returns {Pick<State, "w" | "b" | "epoch">}
 */
function stateAfter(epochs, epoch) {
  return { epoch, w: [...(epochs.weights[epoch] ?? [0, 0]), 0, 0], b: [epochs.bias[epoch] ?? 0, 0] };
}
