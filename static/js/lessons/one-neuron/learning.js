/**
 * A neuron of two inputs that learns from labelled nights, mistake by mistake; each can be looked at.
 *
 * @typedef {import("../one-neuron.js").State} State
 *
 * @typedef {object} Step  what the neuron knew after a mistake was mended
 * @property {number | null} night  of the field; null for where it began
 * @property {string} label  what was said of that night
 * @property {readonly number[]} weights
 * @property {number} bias
 *
 * @typedef {object} Plan  what comes next
 * @property {readonly Step[]} left
 * @property {boolean} done  after them no mistake is left
 * @property {number} epochs
 */

import { createList, createWatch, h, setText, setUsable } from "../../parts/dom.js";
import { showNet, tidy } from "../../kit/figures.js";
import { capital } from "../../words/format.js";
import { FRIENDS, nightInWords } from "./nights.js";

const inputsOf = (/** @type {number} */ night) => [Math.floor(night / FRIENDS.length), night % FRIENDS.length];

/** @type {import("../../kit/lesson.js").Figure<State>} */
export function learning(root, { get, set, ask }) {
  const next = h("button", { type: "button", class: "step-button", click: () => void go(1) }, "Next mistake");
  const end = h("button", { type: "button", class: "step-button", click: () => void go(Infinity) }, "To the end");
  const forget = () => set({ w: [0, 0, 0, 0], b: [0, 0], at: null, plan: null });
  const said = h("p", { class: "learning-said", role: "status" });
  const list = h("div", { class: "epochs", role: "group", "aria-label": "What it has learned, mistake by mistake", tabindex: "0" });
  root.append(
    h("div", { class: "row" }, next, end,
      h("button", { type: "button", class: "step-button", click: forget }, "Weights to 0")),
    said, list,
  );
  const changed = createWatch();
  const grown = createWatch();
  const show = createList(list, row);
  let isAsking = false;

  /** @returns {Promise<Plan | null>} */
  async function ahead() {
    const { nights, w, b } = get();
    const labelled = Array.from(nights).flatMap((label, night) => (label === "." ? [] : [{ label, night }]));
    const given = labelled.map(({ label, night }) => ({ x: inputsOf(night), goes: label === "+" ? 1 : 0 }));
    // A broken line is told by the status, and whoever wants to learn presses again.
    const answer = await ask("learn", { nights: given, weights: w.slice(0, 2), bias: b[0] }).catch(() => null);
    return answer && {
      ...answer,
      left: answer.mends.map((/** @type {Step & {night: number}} */ { night, weights, bias }) => ({ ...labelled[night], weights, bias })),
    };
  }

  /** @param {number} n  mistakes to mend */
  async function go(n) {
    if (isAsking) return;
    isAsking = true;
    const plan = get().plan ?? await ahead();
    isAsking = false;
    if (!plan) return;
    const taken = plan.left.slice(0, n);
    const { history, w: [first = 0, second = 0], b: [bias = 0] } = get();
    const last = history.at(-1);
    const isOn = last && last.weights[0] === first && last.weights[1] === second && last.bias === bias;
    const begun = isOn ? history : [...history, { night: null, label: ".", weights: [first, second], bias }];
    const all = [...begun, ...taken];
    set({ history: all, plan: { ...plan, left: plan.left.slice(taken.length) }, ...stateAt(all, all.length - 1) });
  }

  function row() {
    const [name, change, w1, w2, b] = [h("span"), h("span"), h("span"), h("span"), h("span")];
    const button = h("button", { type: "button", class: "epoch past" }, name, change,
      h("span", {}, "w = (", w1, ", ", w2, ")"), h("span", {}, "b = ", b));
    let k = 0;
    button.addEventListener("click", () => set(stateAt(get().history, k)));
    return {
      element: button,
      /** @param {Step & {k: number}} step */
      show({ night, label, weights: [first = 0, second = 0], bias, k: at }) {
        k = at;
        setText(name, night === null ? "Begin" : nightInWords(...pairOf(night)));
        setText(change, night === null ? "" : `${label === "+" ? "+" : "−"} (${inputsOf(night).join(", ")})`);
        for (const [element, value] of /** @type {const} */ ([[w1, first], [w2, second], [b, bias]])) {
          if (night === null) setText(element, tidy(value)); // somebody may have set it
          else showNet(element, value);
        }
      },
    };
  }

  return {
    sync({ state: { nights, history, at, plan } }) {
      if (!changed(nights, history, at, plan)) return;
      const isOver = plan !== null && plan.left.length === 0 && plan.done;
      for (const button of [next, end]) setUsable(button, /[-+]/.test(nights) && !isOver);
      setText(said, [at === null ? "" : inWords(history[at]), plan && at === history.length - 1 ? outcome(plan) : ""].join(" ").trim());
      list.hidden = history.length === 0;
      if (grown(history)) show(history.map((step, k) => ({ ...step, k })));
      [...list.children].forEach((button, k) => button.setAttribute("aria-pressed", `${k === at}`));
      if (at !== null && at === history.length - 1) list.scrollTop = list.scrollHeight;
    },
  };
}

/**
 * @param {number} night
 * @returns {[number, number]}
 */
function pairOf(night) {
  const [tired = 0, friends = 0] = inputsOf(night);
  return [tired, friends];
}

/** @param {Step | undefined} step */
function inWords(step) {
  if (!step || step.night === null) return "";
  const [went, added] = step.label === "+" ? ["you went, and it stayed", "added to"] : ["you stayed, and it went", "taken from"];
  return `${capital(nightInWords(...pairOf(step.night)))}: ${went}. So its inputs (${inputsOf(step.night).join(", ")}) are ${added} the weights, and 1 is ${added} the bias.`;
}

/** @param {Plan} plan */
function outcome({ left, done, epochs }) {
  if (left.length) return "";
  if (done) return `Now every labelled night is told as you did: the last of ${epochs} epochs, rounds through all nights, had no mistake.`;
  return `After ${epochs} epochs some nights are still told wrongly. It goes on from here; if no weights and bias tell these nights apart, it never ends.`;
}

/**
 * @param {readonly Step[]} history
 * @param {number} at
 * @returns {Partial<State>}
 */
function stateAt(history, at) {
  const { night = null, weights = [0, 0], bias = 0 } = history[at] ?? {};
  return { at, w: [...weights, 0, 0], b: [bias, 0], ...(night !== null && { x: inputsOf(night) }) };
}
