/**
 * Where the digit is slid to, and where two networks still give the answer that they gave in the middle.
 *
 * @typedef {import("../one-eye-for-every-place.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./facts.js").Facts} Facts
 */

import { netSpan, tidy } from "../../kit/figures.js";
import { createHandle, grid } from "../../kit/handle.js";
import { createWatch, h, setText } from "../../parts/dom.js";
import { remembering } from "../../state/remember.js";
import { number } from "../../words/format.js";
import { createBoard } from "./board.js";
import { placeOf } from "./slide.js";

const keptOf = remembering((/** @type {import("./facts.js").Reader} */ one) => where(one));
const otherKeptOf = remembering((/** @type {import("./facts.js").Reader} */ one) => where(one));

/** @param {import("./facts.js").Reader} reader */
function where({ said }) {
  const answer = said[(said.length - 1) / 2];
  return Float32Array.from(said, (each) => Number(each === answer));
}

/** @type {Figure} */
export const ways = (room, { set, start: { reach } }) => {
  const values = () => grid(-reach, reach, 1);
  const whole = (/** @type {number} */ to) => Math.min(reach, Math.max(-reach, Math.round(to)));
  const write = (/** @type {number} */ value) => number(value, 0);
  const right = createHandle({ name: "Pixels to the right", values, write, set: (to) => set({ right: whole(to) }) });
  const down = createHandle({ name: "Pixels down", values, write, set: (to) => set({ down: whole(to) }) });
  room.append(h("span", {}, "right"), right.element, h("span", {}, "down"), down.element);
  return {
    sync({ state }) {
      right.sync(state.right);
      down.sync(state.down);
    },
  };
};

/** What each says of the digit there. @param {Facts} facts @returns {Figure} */
export const said = (facts) => (room, { start: { readers, reach } }) => {
  const body = h("tbody");
  const table = h("table", { class: "figures", hidden: true },
    h("thead", {}, h("tr", {}, ...["", "in the middle", "here", "score of its first answer"].map((words) => h(words ? "th" : "td", words ? { scope: "col" } : {}, words)))),
    body);
  room.append(table);
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.slides(state);
      const at = placeOf(state, reach);
      if (!found || !changed(found, at)) return;
      table.hidden = false;
      body.replaceChildren(...readers.map((/** @type {string} */ name) => {
        const { said: all = [], scores } = found.readers[name] ?? {};
        const [first = 0, here = 0] = [all[(all.length - 1) / 2], all[at]];
        return h("tr", here === first ? { class: "answer" } : {}, h("th", { scope: "row" }, name),
          h("td", {}, netSpan(first)), h("td", {}, netSpan(here), here === first ? " ✓" : " ✗"), h("td", {}, netSpan(scores?.[at] ?? 0)));
      }));
    },
  };
};

/**
 * Every place: white where it still gives its first answer. Pressed, the digit goes there.
 *
 * @param {Facts} facts
 * @param {0 | 1} which
 * @returns {Figure}
 */
export const places = (facts, which) => (room, page) => {
  const { set, start: { readers, reach } } = page;
  const name = readers[which];
  const across = 2 * reach + 1;
  const caption = h("p", { class: "field-caption" });
  const board = createBoard(room, page, ({ state }) => {
    const reader = facts.slides(state)?.readers[name];
    if (!reader) return null;
    const at = placeOf(state, reach);
    return {
      values: (which ? otherKeptOf : keptOf)(reader), across, window: { column: at % across, row: Math.floor(at / across), size: 1 },
      made: [reader, at], words: `${name} gives its first answer at ${reader.kept} of ${across * across} places.`,
    };
  }, (column, row) => set({ right: column - reach, down: row - reach }));
  room.append(caption);
  const changed = createWatch();
  return {
    sync(frame) {
      board.sync(frame);
      const reader = facts.slides(frame.state)?.readers[name];
      if (reader && changed(reader)) caption.replaceChildren(h("b", {}, name), " keeps its answer at ", netSpan(reader.kept), ` of ${across * across} places`);
    },
  };
};

/** What slides along, and what does not. @param {Facts} facts @returns {Figure} */
export const along = (facts) => (room, { start: { readers, slide } }) => {
  const changed = createWatch();
  return {
    sync({ state }) {
      const found = facts.slides(state);
      if (!found || !changed(found)) return;
      room.replaceChildren(`Slid ${slide} to the right, and its maps slid back: the first layer of ${readers[1]} differs by `, netSpan(found.maps, tidy(found.maps, 6)),
        "; the sums of its dense layer, which reads each place with weights of its own, by up to ", netSpan(found.sums), ".");
    },
  };
};

/** How many of our drawings each still reads, by how far they were slid. @param {Facts} facts @returns {Figure} */
export const ours = (facts) => (room, { start: { readers } }) => {
  const [caption, head, body] = [h("caption"), h("thead"), h("tbody")];
  room.append(h("table", { class: "figures" }, caption, head, body));
  const changed = createWatch();
  return {
    sync() {
      const found = facts.ours();
      if (!found || !changed(found)) return;
      const { right, of } = found;
      setText(caption, `Our drawings, slid to the left, to the right, up and down: read right, of ${of}`);
      head.replaceChildren(h("tr", {}, h("th", { scope: "col" }, "pixels"), ...(right[readers[0]] ?? []).map((_, far) => h("th", { scope: "col" }, `${far}`))));
      body.replaceChildren(...readers.map((/** @type {string} */ name) =>
        h("tr", {}, h("th", { scope: "row" }, name), ...(right[name] ?? []).map((n) => h("td", {}, netSpan(n))))));
    },
  };
};
