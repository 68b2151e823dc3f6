/**
 * A run of training that is watched: loss and share of right digits, the first layer's grids, the worst
 * mistake of the last mini-batch and what it moved; run, pause, one step, back, and what it runs with.
 * Until the scene's question is answered, only the grids of the start are seen.
 *
 * @typedef {import("./run-state.js").RunState} RunState
 * @typedef {import("./run-watcher.js").Picture} Picture
 * @typedef {import("./tiles.js").Wall} Wall
 */

import { PIXELS } from "../digit-image.js";
import { drawGrey, drawSigned } from "../draw/grid.js";
import { createWatch, h, setText, setUsable } from "../parts/dom.js";
import { pixelCanvas } from "../parts/pixel-canvas.js";
import { count, number, percent, signed } from "../words/format.js";
import { showNet } from "./figures.js";
import { choices } from "./pieces.js";
import { createPlot } from "./plot.js";
import { createWatcher } from "./run-watcher.js";
import { standing, weightName } from "./run-words.js";
import { createTiles, wallOf } from "./tiles.js";

const named = (/** @type {number} */ value) => `is ${value}`; // a number alone would be sorted before others
const among = (/** @type {readonly number[]} */ values) => Object.fromEntries(values.map((value) => [named(value), `${value}`]));
const numbered = (/** @type {string} */ name) => Number(name.slice(named(0).length - 1));
const RATES = among([0.1, 0.3, 1, 3, 10, 30]);
const BATCHES = among([1, 10, 100, 200]);
const DASH = [7, 5]; // of the curve of new digits
const SIZES = [PIXELS, 16, 16, 10]; // of the network, as classic's
const MIDDLE = 128; // the byte of a weight of 0
const LEVELS = 127; // to each side of it

/**
 * @template {{run: RunState}} State
 * @returns {import("./lesson.js").Figure<State>}
 */
export const run = () => (room, page) => {
  /** @type {import("./run-state.js").RunLimits} */
  const limits = page.start.run;
  const watcher = createWatcher(page, limits.steps);
  let isTold = false;
  const anew = (/** @type {Partial<RunState>} */ setting) => watcher.change({ ...setting, at: 0, mark: "" });

  const start = h("button", { type: "button", class: "step-button primary", click: watcher.run });
  const step = h("button", { type: "button", class: "step-button", click: watcher.step }, "One step");
  const back = h("button", { type: "button", class: "step-button", click: watcher.back }, "Back");
  const again = h("button", { type: "button", class: "step-button", click: () => watcher.change({ at: 0, mark: "" }) }, "To the start");
  const words = h("p", { class: "run-words", role: "status" });
  const [rates, batches, seeds, sources] = [h("div"), h("div"), h("div", { class: "row" }), h("div")];
  const seed = h("button", { type: "button", class: "choice", click: () => anew({ seed: (page.get().run.seed + 1) % (limits.seed + 1) }) });
  seeds.append(seed);
  const digits = h("div", { class: "run-setting" }, "Digits ", sources);
  const [loss, right, tiles] = [h("div", { class: "plot" }), h("div", { class: "plot" }), h("div", { class: "run-grids" })];
  const table = createTable();
  const mistake = createMistake();
  room.classList.add("run");
  const controls = h("div", { class: "run-controls" },
    h("div", { class: "row" }, start, step, back, again), words,
    h("div", { class: "run-settings" },
      h("div", { class: "run-setting" }, "Learning rate ", rates),
      h("div", { class: "run-setting" }, "Mini-batch ", batches),
      h("div", { class: "run-setting" }, "Dice ", seeds), digits));
  const course = h("div", {},
    table.element, h("h3", { class: "title" }, "Loss"), loss, h("h3", { class: "title" }, "Right"), right, mistake.element);
  room.append(controls, h("div", { class: "split" }, course, h("div", {}, h("h3", { class: "title" }, "Weights of the first layer"), tiles)));

  const parts = [
    choices("Learning rate", RATES, (/** @type {State} */ state) => named(state.run.rate), (value) => anew({ rate: numbered(value) }))(rates, page),
    choices("Digits of a mini-batch", BATCHES, (/** @type {State} */ state) => named(state.run.batch), (value) => anew({ batch: numbered(value) }))(batches, page),
    choices("Digits", { ours: "Our drawings", mnist: "MNIST" }, (/** @type {State} */ state) => state.run.source, (source) => anew({ source }))(sources, page),
    createTiles(tiles, { label: "Neurons of the first layer", caption: (k) => (isTold ? `${k + 1}` : "") }, () => wall(watcher.picture(), isTold)),
    createPlot(loss, page, (frame) => plot(frame, "Loss", [0, limits.chart], ({ loss: value }) => value ?? limits.chart, (y) => number(y, 0)), watcher.goTo),
    createPlot(right, page, (frame) => plot(frame, "Right", [0, 1], ({ right: value }) => value, (y) => percent(y, 0)), watcher.goTo),
  ];

  /**
   * @param {{state: State}} frame
   * @param {string} name
   * @param {readonly [number, number]} range
   * @param {(of: import("./run-watcher.js").Measured) => number} valueOf
   * @param {(y: number) => string} level
   */
  function plot({ state }, name, range, valueOf, level) {
    const seen = watcher.seen();
    const now = watcher.picture();
    if (!now) return null;
    const { at } = state.run;
    const end = roundUp(Math.max(100, seen.at(-1)?.step ?? 0));
    const x = seen.map((each) => each.step);
    const within = (/** @type {number} */ y) => Math.min(range[1], y);
    return {
      curves: [
        { x, y: seen.map((each) => within(valueOf(each.old))) },
        { x, y: seen.map((each) => within(valueOf(each.new))), dash: DASH },
      ],
      span: /** @type {const} */ ([0, end]), range,
      now: [{ x: at, y: within(valueOf(now.old)) }],
      levels: [{ y: range[1], text: level(range[1]) }],
      plumb: { x: at, text: at > end * 0.15 && at < end * 0.8 ? `step ${count(at)}` : "" },
      made: [now, seen.length, end],
      words: `${name} by steps, of digits that it learns from and, dashed, of new ones; now at step ${count(at)}`,
    };
  }

  return {
    sync(frame) {
      const { state, palette, told } = frame;
      isTold = told;
      controls.hidden = course.hidden = !told; // the dice tell nothing yet
      if (!told && state.run.at > 0) return;
      watcher.sync(state);
      const picture = watcher.picture();
      const { at } = state.run;
      setText(start, watcher.isRunning() ? "Pause" : "Run");
      setText(seed, `Seed ${state.run.seed}: throw again`);
      setUsable(start, at < watcher.last());
      setUsable(step, picture !== null && at < watcher.last());
      setUsable(back, at > 0);
      setUsable(again, at > 0);
      digits.hidden = !watcher.hasMnist() && state.run.source === "ours";
      setText(words, standing({
        run: state.run, digits: limits.digits, place: state.line.waiting?.place ?? 0, isThere: picture !== null,
        isRunning: watcher.isRunning(), hasFailed: watcher.hasFailed(), isOther: watcher.isOther(),
        left: watcher.left(), last: watcher.last(),
      }));
      for (const part of parts) part.sync(frame);
      if (!picture) return;
      table.show(picture);
      mistake.show(picture, palette);
    },
  };
};

/** With captions and without. @type {[WeakMap<Picture, Wall>, WeakMap<Picture, Wall>]} */
const walls = [new WeakMap(), new WeakMap()];

/**
 * @param {Picture | null} picture
 * @param {boolean} told
 */
function wall(picture, told) {
  if (!picture) return null;
  const known = walls[told ? 0 : 1];
  const made = known.get(picture) ?? wallOf(weightsOf(picture.grids, picture.end));
  known.set(picture, made);
  return made;
}

/**
 * @param {Uint8Array} grids
 * @param {number} end
 */
const weightsOf = (grids, end) => Float32Array.from(grids, (level) => ((level - MIDDLE) / LEVELS) * end);

/**
 * The axis's end: it holds still for a while.
 *
 * @param {number} steps
 */
const roundUp = (steps) => 100 * 2 ** Math.ceil(Math.log2(steps / 100));

/** What was measured at the step that is seen. */
function createTable() {
  const at = h("b");
  const cells = Array.from({ length: 4 }, () => h("td"));
  const names = [h("th", { scope: "row" }), h("th", { scope: "row" })];
  const element = h("table", { class: "figures run-table" },
    h("caption", {}, "Step ", at),
    h("thead", {}, h("tr", {}, h("td"), h("th", { scope: "col" }, "Loss"), h("th", { scope: "col" }, "Right"))),
    h("tbody", {}, ...names.map((name, k) => h("tr", {}, name, ...cells.slice(2 * k, 2 * k + 2)))));
  const changed = createWatch();
  return {
    element,
    /** @param {Picture} picture */
    show(picture) {
      if (!changed(picture)) return;
      setText(at, count(picture.step));
      [picture.old, picture.new].forEach(({ n, loss, right }, k) => {
        const [one, other] = cells.slice(2 * k);
        setText(names[k] ?? at, `${count(n)} ${k ? "new digits (dashed)" : "that it learns from"}`);
        if (one && loss !== null) showNet(one, loss, number(loss, 2));
        else if (one) setText(one, "beyond all");
        if (other) showNet(other, right, percent(right));
      });
    },
  };
}

/** The worst mistake of the mini-batch before, and what it moved. */
function createMistake() {
  const [image, moved] = [pixelCanvas(), pixelCanvas()];
  const words = h("p");
  const neuron = h("span");
  const rows = Array.from({ length: 5 }, () => ({ name: h("th", { scope: "row" }), change: h("td") }));
  const pair = h("div", { class: "run-pair" },
    h("figure", {}, image.canvas, h("figcaption", {}, "the digit")),
    h("figure", {}, moved.canvas, h("figcaption", {}, "how it moved ", neuron)));
  const most = h("table", { class: "figures run-table" },
    h("caption", {}, "This mistake changed these weights most"),
    h("tbody", {}, ...rows.map(({ name, change }) => h("tr", {}, name, change))));
  const element = h("div", { class: "run-mistake" }, h("h3", { class: "title" }, "The worst mistake of this mini-batch"), words, pair, most);
  const changed = createWatch();
  return {
    element,
    /**
     * @param {Picture} picture
     * @param {import("../scene/colour.js").Palette} palette
     */
    show({ step, mistake, left }, palette) {
      element.hidden = left; // it did not come to another mini-batch
      if (!changed(mistake, step, palette)) return;
      pair.hidden = most.hidden = mistake === null;
      if (!mistake) {
        setText(words, step === 0 ? "None yet." : "It has read all of this mini-batch right.");
        return;
      }
      setText(words, `A ${mistake.label} that it took for a ${mistake.said}.`);
      setText(neuron, `neuron ${mistake.neuron + 1}`);
      drawGrey(image, Float32Array.from(mistake.image, (grey) => grey / 255), palette);
      drawSigned(moved, weightsOf(mistake.moved, mistake.end), mistake.end, palette);
      rows.forEach(({ name, change }, k) => {
        const [layer = 0, unit = 0, input = 0, by = 0] = mistake.most[k] ?? [];
        setText(name, weightName(SIZES, layer, unit, input));
        showNet(change, by, signed(by, 4));
      });
    },
  };
}
