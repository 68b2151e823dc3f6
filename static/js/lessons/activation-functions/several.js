/**
 * Several functions of one sum: three side by side with where they are deaf, five laid over each other.
 *
 * @typedef {import("../activation-functions.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("./shapes.js").Plain} Plain
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { showNet } from "../../kit/figures.js";
import { createPlot } from "../../kit/plot.js";
import { createWatch, h, s } from "../../parts/dom.js";
import { css } from "../../scene/colour.js";
import { seenIn, sumIn } from "./curves.js";
import { curveOf, grouped, NAMES, readingOf, REACH, shapeOf, written } from "./shapes.js";

const DEAF = 0.01; // a slope below it
/** @type {Readonly<Record<string, readonly [number, number]>>} */
const RANGES = { sigmoid: [0, 1], tanh: [-1, 1], relu: [0, REACH] };

/**
 * Where a function is deaf: stretches of z. Pure.
 *
 * @param {import("./shapes.js").Shape} shape
 */
export function deafIn({ z, slope }) {
  /** @type {[number, number][]} */
  const found = [];
  z.forEach((at, k) => {
    if ((slope[k] ?? 0) >= DEAF) return;
    const last = found.at(-1);
    if (last && k > 0 && (slope[k - 1] ?? 0) < DEAF) last[1] = at;
    else found.push([at, at]);
  });
  return found;
}

/**
 * @param {Plain} f
 * @param {(z: number) => void} setSum
 * @returns {Figure}
 */
export function createListener(f, setSum) {
  return (room, page) => {
    const plot = h("div", { class: "plot" });
    const [says, slope] = [h("span"), h("span")];
    const steepness = h("span", {}, ", slope ", slope);
    room.append(h("h3", {}, NAMES[f]), plot, h("p", { class: "reading" }, "says ", says, steepness));
    const changed = createWatch();
    const picture = createPlot(plot, page, (frame) => {
      const z = sumIn(frame);
      const [shape, now] = [shapeOf(page.numbers, f), readingOf(page.numbers, f, z)];
      if (!shape || !now) return null;
      const bands = frame.told ? deafIn(shape) : [];
      const range = RANGES[f] ?? [0, 1];
      return {
        curves: [curveOf(shape, f)], span: [-REACH, REACH], range, seen: seenIn("deaf", frame.told), bands,
        levels: range.map((y) => ({ y, text: grouped(y) })), now: [{ x: z, y: now.a }], made: [z, shape, frame.told, now.a],
        words: `${NAMES[f]} at z = ${grouped(z)}: ${written(f, now.a, z, 5)}.${bands.map(([from, to]) => ` Deaf from ${grouped(from, 1)} to ${grouped(to, 1)}.`).join("")}`,
      };
    }, setSum);
    return {
      sync(frame) {
        picture.sync(frame);
        const z = sumIn(frame);
        const now = readingOf(page.numbers, f, z);
        steepness.hidden = !frame.told;
        if (!now || !changed(z, now.a, frame.told)) return;
        showNet(says, now.a, written(f, now.a, z, 5));
        if (frame.told) showNet(slope, now.slope, written(f, now.slope, z, 5));
      },
    };
  };
}

/** Laid over each other. @type {readonly Plain[]} */
export const FIVE = ["step", "linear", "sigmoid", "tanh", "relu"];

/**
 * @param {Plain} f
 * @param {Palette} palette
 */
function lookOf(f, { ink, soft, pos, neg }) {
  return {
    step: { colour: ink, dash: [] }, linear: { colour: soft, dash: [3, 4] }, sigmoid: { colour: pos, dash: [] },
    tanh: { colour: pos, dash: [9, 4] }, relu: { colour: neg, dash: [12, 3, 3, 3] },
  }[f];
}

/**
 * @param {(z: number) => void} setSum
 * @returns {Figure}
 */
export function createOverlay(setSum) {
  return (room, page) => createPlot(room, page, (frame) => {
    const { state: { shown }, palette, told } = frame;
    const z = sumIn(frame);
    const all = FIVE.filter((f) => shown.includes(f)).map((f) => ({
      f, shape: shapeOf(page.numbers, f), now: readingOf(page.numbers, f, z),
    }));
    const there = all.flatMap(({ f, shape, now }) => (shape && now ? [{ f, shape, now }] : []));
    if (there.length < all.length) return null;
    return {
      curves: there.map(({ f, shape }) => ({ ...curveOf(shape, f), ...lookOf(f, palette) })),
      span: seenIn("together", true), range: [-1.5, 2.5], seen: seenIn("together", told),
      levels: [-1, 0, 1, 2].map((y) => ({ y, text: grouped(y) })),
      now: there.map(({ now }) => ({ x: z, y: now.a })), made: [z, shown, told, ...there.map(({ now }) => now.a)],
      words: `At z = ${grouped(z)}: ${there.map(({ f, now }) => `${NAMES[f]} ${written(f, now.a, z)}`).join(", ")}.`,
    };
  }, setSum);
}

/** A function a line: its look, what it says, and whether it is shown. @type {Figure} */
export function readings(room, { numbers, get, set }) {
  const rows = FIVE.map((f) => {
    const line = s("path", { d: "M2 8H34", "stroke-width": "2.5", fill: "none" });
    const says = h("span", { class: "says" });
    const button = h("button", { type: "button", class: "choice", click: () => toggle(f) },
      s("svg", { class: "look", viewBox: "0 0 36 16", "aria-hidden": "true" }, line), h("span", {}, NAMES[f]), says);
    return { f, line, says, button };
  });
  room.classList.add("readings");
  room.setAttribute("role", "group");
  room.setAttribute("aria-label", "What each says; press one to hide it or to show it");
  room.append(...rows.map(({ button }) => button));

  /** @param {Plain} f */
  function toggle(f) {
    const { shown } = get();
    set({ shown: shown.includes(f) ? shown.filter((each) => each !== f) : [...shown, f] });
  }

  return {
    sync(frame) {
      const z = sumIn(frame);
      for (const { f, line, says, button } of rows) {
        const { colour, dash } = lookOf(f, frame.palette);
        line.setAttribute("stroke", css(colour));
        line.setAttribute("stroke-dasharray", dash.join(" "));
        button.setAttribute("aria-pressed", `${frame.state.shown.includes(f)}`);
        const now = readingOf(numbers, f, z);
        if (now) showNet(says, now.a, written(f, now.a, z));
      }
    },
  };
}
