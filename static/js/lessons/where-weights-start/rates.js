/**
 * Two hidden layers of ReLUs at several learning rates, without and with batch normalisation: how
 * their losses fall, what they learn, and which ReLUs die.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../where-weights-start.js").State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan } from "../../kit/figures.js";
import { choices } from "../../kit/pieces.js";
import { createPlot } from "../../kit/plot.js";
import { createWatch, h, setText } from "../../parts/dom.js";

const BEFORE = 3; // rates that are seen before the guess
const ACROSS = 16; // ReLUs of a row
const TOP = 3; // of the losses that are drawn
export const KINDS = /** @type {const} */ ([[false, "without batch normalisation"], [true, "with it"]]);

/** @param {{state: {rate: number}, told: boolean}} frame */
const rateIn = ({ state: { rate }, told }) => (told ? rate : Math.min(rate, BEFORE - 1));

/** @returns {Figure} */
export const rateChoice = () => (room, page) => {
  const { rates } = page.start;
  const all = choices("Learning rate", Object.fromEntries(rates.map((/** @type {number} */ each, /** @type {number} */ k) => [`${k}`, `${each}`])),
    (/** @type {{rate: number}} */ { rate }) => `${rate}`, (rate) => page.set({ rate: Number(rate) }))(room, /** @type {any} */ (page));
  const buttons = [...room.querySelectorAll("button")];
  return {
    sync(frame) {
      all.sync({ ...frame, state: { ...frame.state, rate: rateIn(frame) } });
      buttons.forEach((each, k) => (each.hidden = !frame.told && k >= BEFORE));
    },
  };
};

/** @param {Facts} facts @returns {Figure} */
export const losses = (facts) => (room, page) => createPlot(room, page, (frame) => {
  const rows = KINDS.map(([norm]) => facts.rates(norm)?.[rateIn(frame)]);
  const [without, normal] = rows;
  if (!without || !normal) return null;
  const { palette } = frame;
  const curve = (/** @type {Float32Array} */ y, /** @type {any} */ more) => ({ x: Array.from(y, (_, k) => k), y: [...y], ...more });
  return {
    curves: [curve(without.losses, { colour: palette.neg, dash: [6, 4] }), curve(normal.losses, { colour: palette.pos })],
    span: [0, normal.losses.length], range: [0, TOP], now: [], levels: [{ y: 0, text: "0" }, { y: TOP, text: `loss ${TOP}` }],
    plumb: { x: 0, text: "" }, made: [without, normal],
    words: `The loss of each batch at learning rate ${without.rate}: dashed without batch normalisation, unbroken with it.`,
  };
});

/** Where the two lines end, and whether they left the picture. @param {Facts} facts @returns {Figure} */
export const lossWords = (facts) => (room) => {
  const changed = createWatch();
  return {
    sync(frame) {
      const rows = KINDS.map(([norm, words]) => ({ words, row: facts.rates(norm)?.[rateIn(frame)] }));
      if (!rows.every(({ row }) => row) || !changed(...rows.map(({ row }) => row))) return;
      room.replaceChildren("Loss of the last batch: ", ...rows.flatMap(({ words, row }, k) => {
        const all = row?.losses ?? new Float32Array();
        const left = Math.max(...all) > TOP ? " (it left the picture on the way)" : "";
        return [k ? ", " : "", netSpan(all.at(-1) ?? 0), ` ${words}${left}`];
      }), ".");
    },
  };
};

/** Of new digits, how many each reads right. @param {Facts} facts @returns {Figure} */
export const learned = (facts) => (room) => {
  const body = h("tbody");
  const title = h("caption");
  const table = h("table", { class: "figures starts-table" }, title,
    h("thead", {}, h("tr", {}, ...["learning rate", ...KINDS.map(([, words]) => words)].map((words) => h("th", { scope: "col" }, words)))), body);
  const changed = createWatch();
  return {
    sync({ state: { rate: chosen } }) {
      const [without, normal] = KINDS.map(([norm]) => facts.rates(norm));
      if (!without || !normal || !changed(without, normal, chosen)) return;
      room.replaceChildren(table);
      title.textContent = `Read right, of ${without[0]?.of} new digits`;
      body.replaceChildren(...without.map(({ rate, right }, k) => h("tr", { class: k === chosen ? "answer" : "" },
        h("th", { scope: "row" }, `${rate}`), h("td", {}, netSpan(right)), h("td", {}, netSpan(normal[k]?.right ?? 0)))));
    },
  };
};

/** Every ReLU, and whether any digit makes it fire. @param {Facts} facts @returns {Figure} */
export const dead = (facts) => (room) => {
  const rooms = KINDS.map(([norm, words]) => {
    const lamps = h("p", { class: "starts-relus", role: "img", "aria-label": "ReLUs, not counted yet" });
    const said = h("p", { class: "field-caption" });
    return { norm, words, lamps, said, changed: createWatch() };
  });
  room.append(...rooms.map(({ lamps, said }) => h("div", {}, said, lamps)));
  return {
    sync(frame) {
      for (const { norm, words, lamps, said, changed } of rooms) {
        const row = facts.rates(norm)?.[rateIn(frame)];
        if (!row || !changed(row)) continue;
        said.replaceChildren(`${words}: `, netSpan(row.dead), ` of ${row.fired.length} are dead`);
        lamps.setAttribute("aria-label", `${row.dead} of ${row.fired.length} ReLUs fire for no digit`);
        const signs = Array.from(row.fired, (fires, k) => `${k && k % ACROSS === 0 ? "\n" : ""}${fires ? "●" : "○"}`);
        setText(lamps, signs.join(""));
      }
    },
  };
};
