/**
 * Five friends who say what they want, each through the same function, and what that adds up to.
 *
 * @typedef {import("../activation-functions.js").State} State
 */

import { showNet } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { css } from "../../scene/colour.js";
import { FOUR } from "./questions.js";
import { grouped, voices, written } from "./shapes.js";

const FRIENDS = ["Ada", "Ben", "Cem", "Dia", "Eva"];
/** @type {Readonly<Record<"linear" | "tanh", string>>} */
const RULES = { linear: "No rule", tanh: "Between −1 and 1" };
const LOUD = { 3: "3", 1000: "1,000", 1_000_000: "A million" };

/**
 * @param {(z: number) => void} setSum
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function createVoices(setSum) {
  return (room, { numbers, set }) => {
    const wants = createHandle({ name: "What Eva wants", values: () => grid(-10, 10, 1), set: setSum, write: grouped });
    const loud = Object.entries(LOUD).map(([z, words]) => ({
      z: Number(z), button: h("button", { type: "button", class: "choice", click: () => setSum(Number(z)) }, words),
    }));
    const rules = Object.entries(RULES).map(([f, words]) => ({
      f, button: h("button", { type: "button", class: "choice", click: () => set({ f: f === "tanh" ? "tanh" : "linear" }) }, words),
    }));
    const rows = FRIENDS.map((name, k) => {
      const [says, bar] = [h("span", { class: "voice-says" }), h("span", { class: "voice-bar" })];
      const want = k < FOUR.length ? h("span", {}, grouped(FOUR[k] ?? 0)) : wants.element;
      const element = h("li", { class: "voice" }, h("b", {}, name), h("span", { class: "voice-want" }, want),
        h("span", { class: "voice-track", "aria-hidden": "true" }, bar), says);
      return { element, says, bar };
    });
    const total = h("b", { class: "voice-total" });
    const verdict = h("p", { class: "verdict", role: "status" });
    const group = (/** @type {string} */ name, /** @type {readonly HTMLElement[]} */ buttons) =>
      h("div", { class: "choices", role: "group", "aria-label": name }, ...buttons);
    const ruled = group("The rule", rules.map(({ button }) => button));
    room.append(
      ruled,
      h("p", { class: "voice voice-head", "aria-hidden": "true" }, h("span"), h("span", {}, "wants z"), h("span"), h("span", {}, "says a")),
      h("ul", { class: "voice-list" }, ...rows.map(({ element }) => element)),
      h("p", { class: "voice" }, h("b", {}, "Total"), h("span"), h("span"), total),
      group("What Eva wants", loud.map(({ button }) => button)), verdict,
    );
    const changed = createWatch();

    return {
      sync({ state, palette, told }) {
        const f = told && state.f === "tanh" ? "tanh" : "linear";
        const layers = numbers.layers(voices([...FOUR, state.z], f));
        ruled.hidden = !told;
        wants.sync(state.z);
        if (!layers || !changed(layers, palette, f)) return;
        const said = layers[0]?.a ?? [];
        const most = Math.max(1, ...said.map(Math.abs));
        rows.forEach(({ says, bar }, k) => {
          const a = said[k] ?? 0;
          showNet(says, a, written(f, a, 1));
          bar.style.width = `${(50 * Math.abs(a)) / most}%`;
          bar.style.left = a < 0 ? `${50 - (50 * Math.abs(a)) / most}%` : "50%";
          bar.style.background = css(a < 0 ? palette.neg : palette.pos);
        });
        const sum = layers[1]?.a[0] ?? 0;
        showNet(total, sum, grouped(sum, 4));
        setText(verdict, sum > 0 ? "The total is above 0: you go." : sum < 0 ? "The total is below 0: you do not go." : "The total is 0: nobody has decided.");
        for (const { f: each, button } of rules) button.setAttribute("aria-pressed", `${each === f}`);
        for (const { z, button } of loud) button.setAttribute("aria-pressed", `${z === state.z}`);
      },
    };
  };
}
