/**
 * Dropout: a small layer, pass by pass, and the average of what all its thinned networks say.
 *
 * @typedef {import("../keeping-it-honest.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan, showNet, tidy } from "../../kit/figures.js";
import { createPlot } from "../../kit/plot.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { count } from "../../words/format.js";

const LAST = 6; // passes that are kept in sight
const SAMPLES = [1, 10, 100, 1000];
const FINE = 4; // decimals
const FEW = 4; // passes, whose average may lie outside of the picture

/** The neurons, who stays, and what goes on; who stays can be changed. @param {Facts} facts @returns {Figure} */
export const layer = (facts) => (room, { get, set, start }) => {
  const maskOf = (/** @type {State} */ state) => state.mask ?? facts.masks(state, state.sample)?.drawn[state.pass] ?? null;
  const flip = (/** @type {number} */ k) => set({ mask: (maskOf(get()) ?? 0) ^ (1 << k) });
  const rows = Array.from({ length: start.neurons }, (_, k) => {
    const stays = h("button", { type: "button", class: "choice", click: () => flip(k) });
    const [says, passed, used] = [h("td"), h("td"), h("td")];
    return { stays, says, passed, used, element: h("tr", {}, h("th", { scope: "row" }, `${k + 1}`), says, h("td", {}, stays), passed, used) };
  });
  const [out, full] = [h("td"), h("td")];
  const foot = h("tfoot", {}, h("tr", {}, h("th", { scope: "row", colspan: "3" }, "the output says"), out, full));
  room.append(h("table", { class: "figures honest-layer" },
    h("thead", {}, h("tr", {}, ...["neuron", "says", "this pass", "goes on", "in use"].map((words) => h("th", { scope: "col" }, words)))),
    h("tbody", {}, ...rows.map(({ element }) => element)), foot));

  return {
    sync({ state, told }) {
      foot.hidden = !told;
      const mask = maskOf(state);
      if (mask === null) return;
      const found = facts.pass(state, mask);
      rows.forEach(({ stays, says, passed, used }, k) => {
        const isThere = (mask >> k) % 2 === 1;
        stays.setAttribute("aria-pressed", `${isThere}`);
        setText(stays, isThere ? "stays" : "out");
        stays.setAttribute("aria-label", `Neuron ${k + 1}: ${isThere ? "stays" : "out"}`);
        if (!found) return;
        showNet(says, found.hidden[k] ?? 0);
        showNet(passed, found.passed[k] ?? 0);
        showNet(used, found.used[k] ?? 0);
      });
      if (!found || !told) return;
      showNet(out, found.out, tidy(found.out, FINE));
      showNet(full, found.full, tidy(found.full, FINE));
    },
  };
};

/** What the last passes said, the newest last. @param {Facts} facts @returns {Figure} */
export const said = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.masks(state, state.sample);
      if (!found || !changed(found, state.pass)) return;
      const first = Math.max(0, state.pass + 1 - LAST);
      const masks = found.drawn.slice(first, state.pass + 1);
      room.replaceChildren(masks.length === 1 ? "This pass said " : `The last ${masks.length} passes said `, ...masks.flatMap((mask, k) => {
        const out = found.outs[mask] ?? 0;
        return [k ? ", " : "", netSpan(out, tidy(out, FINE))];
      }), ".");
    },
  };
};

/** A sample's average, as it grows, and what it comes near to. @param {Facts} facts @returns {Figure} */
export const sampled = (facts) => (room, page) => createPlot(room, page, ({ state, palette }) => {
  const found = facts.masks(state, state.sample);
  if (!found) return null;
  const near = [found.average, found.full, ...found.averages.slice(FEW)];
  const [least, most] = [Math.min(...near), Math.max(...near)];
  const x = Array.from(found.averages, (_, k) => k + 1);
  const flat = (/** @type {number} */ y, /** @type {import("../../scene/colour.js").RGB} */ colour, /** @type {readonly number[]} */ dash) =>
    ({ x: [1, page.start.passes], y: [y, y], colour, dash });
  return {
    curves: [flat(found.average, palette.ink, [2, 4]), flat(found.full, palette.neg, [8, 5]), { x, y: [...found.averages], colour: palette.pos }],
    span: [1, page.start.passes], range: [least, most], now: [],
    levels: [], plumb: { x: 1, text: "" }, made: [found],
    words: `The average of the first passes, from 1 to ${count(page.start.passes)}: at last ${tidy(found.averages.at(-1) ?? 0, FINE)}. Over all masks it is ${tidy(found.average, FINE)}; the full network says ${tidy(found.full, FINE)}.`,
  };
});

/** Samples, all masks, and the full network, in numbers. @param {Facts} facts @returns {Figure} */
export const averages = (facts) => (room) => {
  const body = h("tbody");
  room.append(h("table", { class: "figures" }, body));
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.masks(state, state.sample);
      if (!found || !changed(found)) return;
      const rows = /** @type {[string, number][]} */ ([
        ...SAMPLES.map((n) => [n === 1 ? "one pass" : `average of ${count(n)} passes`, found.averages[n - 1] ?? 0]),
        [`average over all ${found.outs.length} masks`, found.average], ["the full network, in use", found.full],
      ]);
      body.replaceChildren(...rows.map(([words, value]) => h("tr", {}, h("th", { scope: "row" }, words), h("td", {}, netSpan(value, tidy(value, FINE))))));
    },
  };
};
