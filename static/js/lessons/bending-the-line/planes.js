/**
 * The planes of this lesson: one line, two half-planes beside what they make together, the evenings as
 * the hidden neurons see them, many lines, and three classes.
 *
 * @typedef {import("../../kit/plane.js").Shown} Shown
 * @typedef {import("../../kit/numbers.js").Square} Square
 * @typedef {import("../../kit/numbers.js").Region} Region
 * @typedef {import("../../kit/numbers.js").Question} Question
 * @typedef {import("../bending-the-line.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("../../kit/lesson.js").Page<State>} Page
 * @typedef {import("./networks.js").Net} Net
 */

import { createPlane } from "../../kit/plane.js";
import { diverging } from "../../scene/colour.js";
import { pair } from "./asks.js";
import { deep, flat, hiddenOf, lineOf, withLine } from "./networks.js";

export const NAMES = ["none", "Ann", "Ben", "both"];
const PALE = 2.4; // points stand out on it

/**
 * @param {string} name
 * @param {number} low
 * @param {number} high
 * @param {number} tick
 */
const axis = (name, low, high, tick = 1) => ({ name, low, high, tick, step: 0.1 });

const FRIENDS = /** @type {const} */ ([axis("Ann", -0.8, 1.8), axis("Ben", -0.8, 1.8)]);
const HIDDEN = /** @type {const} */ ([axis("h₁", -0.4, 1.4, 0.5), axis("h₂", -0.4, 1.4, 0.5)]);
const ROUND = /** @type {const} */ ([axis("x₁", -2.8, 2.8), axis("x₂", -2.8, 2.8)]);
const FRUIT = /** @type {const} */ ([axis("length", 0, 6), axis("weight", 0, 6)]);

/**
 * @param {readonly [import("../../kit/plane-geometry.js").Axis, import("../../kit/plane-geometry.js").Axis]} axes
 * @param {readonly number[]} layers
 * @returns {Square}
 */
const squareOf = ([across, up], layers) => ({
  across: { input: 0, low: across.low, high: across.high }, up: { input: 1, low: up.low, high: up.high }, layers,
});

/**
 * @param {Region | null} region
 * @param {number} [which]  of the layers that were asked for
 * @param {number} [neuron]
 */
function shaded(region, which = 0, neuron = 0) {
  const bytes = region?.layers[which]?.neurons[neuron];
  return region && bytes ? { bytes, columns: region.n, rows: region.n } : null;
}

/**
 * What a network says of each evening; null until all of it is there.
 *
 * @param {Page} page
 * @param {(vector: readonly number[]) => Question} question
 */
export function saidOf({ numbers, start }, question) {
  const passes = start.evenings.map((/** @type {number[]} */ evening) => numbers.layers(question(evening)));
  return passes.includes(null) ? null : /** @type {import("../../types.js").LayerPass[][]} */ (passes);
}

/**
 * The four evenings: fun or not, and whether a network says otherwise.
 *
 * @param {Page} page
 * @param {readonly (readonly import("../../types.js").LayerPass[])[] | null} [said]
 * @param {readonly string[]} [texts]  beside them
 * @returns {Shown["points"]}
 */
function evenings({ start: { evenings: all, fun } }, said = null, texts = NAMES) {
  return all.map(([x = 0, y = 0], /** @type {number} */ k) => {
    const isWrong = said !== null && Number((said[k]?.at(-1)?.a[0] ?? 0) > 0.5) !== fun[k];
    return {
      x, y, kind: fun[k], text: texts[k] ?? "", isWrong,
      words: `${NAMES[k]}: ${fun[k] ? "fun" : "no fun"}${isWrong ? ", which the network gets wrong" : ""}`,
    };
  });
}

/** @type {Figure} */
export const line = (room, page) => {
  const square = squareOf(FRIENDS, [0]);
  const question = (/** @type {Net} */ net) => (/** @type {readonly number[]} */ x) => flat(net, x, "step");
  return createPlane(room, {
    name: "Four evenings and one line", axes: FRIENDS,
    moveLine: (to) => page.set({ neuron: withLine(page.get().neuron, to, 0, 1) }),
  }, (/** @type {State} */ { neuron: net }) => {
    const region = page.numbers.region(question(net)([0, 0]), square);
    const said = saidOf(page, question(net));
    const straight = lineOf(net, 0, 1);
    return said && {
      points: evenings(page, said), region: shaded(region),
      lines: [{ ...straight, words: "the line of the neuron" }],
      words: "Blue: the neuron says fun. Fun are the evenings with one friend.",
    };
  }, page);
};

const TWO = squareOf(FRIENDS, [0, 1]);
const THERE = ["anybody there?", "both there?"];

/**
 * What one hidden neuron says, and where its line runs.
 *
 * @param {number} k
 * @returns {Figure}
 */
export const half = (k) => (room, page) => createPlane(room, {
  name: `Hidden neuron ${k + 1}: ${THERE[k]}`, axes: FRIENDS,
  moveLine: (to) => page.set({ xor: withLine(page.get().xor, to, k, 2) }),
}, (/** @type {State} */ { xor: net }) => ({
  points: evenings(page, null, []), region: shaded(page.numbers.region(deep(net, [0, 0]), TWO), 0, k),
  lines: [{ ...lineOf(net, k, 2), words: `the line of hidden neuron ${k + 1}` }],
  words: "Blue: this neuron fires. Its line has one side where it fires and one where it does not.",
}), page);

/** @param {readonly string[]} texts  beside the evenings @returns {Figure} */
export const together = (texts) => (room, page) => createPlane(room, { name: "Both together", axes: FRIENDS },
  (/** @type {State} */ { xor: net }) => {
    const said = saidOf(page, (x) => deep(net, x));
    return said && {
      points: evenings(page, said, texts), region: shaded(page.numbers.region(deep(net, [0, 0]), TWO), 1),
      lines: [0, 1].map((k) => ({ ...lineOf(net, k, 2), words: "", tone: /** @type {const} */ ("soft") })),
      words: "Blue: the network says fun.",
    };
  }, page);

/** The evenings where the hidden neurons put them, and the line of the output neuron. @type {Figure} */
export const folded = (room, page) => {
  const square = squareOf(HIDDEN, [0]);
  const last = 6; // where the output neuron's numbers begin
  return createPlane(room, {
    name: "As the output neuron sees them", axes: HIDDEN,
    moveLine: (to) => page.set({ xor: withLine(page.get().xor, to, 0, 1, last) }),
  }, (/** @type {State} */ { xor: net }) => {
    const said = saidOf(page, (x) => deep(net, x));
    if (!said) return null;
    /** @type {Map<string, number[]>} */
    const places = new Map();
    said.forEach(([hidden], k) => places.set(pair(hidden?.a), [...(places.get(pair(hidden?.a)) ?? []), k]));
    const seen = evenings(page, said);
    const points = [...places].flatMap(([at, all]) => {
      const first = all[0] ?? 0;
      const [x = 0, y = 0] = said[first]?.[0]?.a ?? [];
      const names = all.map((k) => NAMES[k]).join(" and ");
      const point = seen[first];
      return point ? [{ ...point, x, y, text: names, words: `${names} at ${at}` }] : [];
    });
    return {
      points, region: shaded(page.numbers.region(flat(net.slice(last), [0, 0], "step"), square)),
      lines: [{ ...lineOf(net, 0, 1, last), words: "the line of the output neuron" }],
      words: `The four evenings take ${points.length} places. Blue: the output neuron says fun.`,
    };
  }, page);
};

/** Many hidden neurons, whose lines shut a region in. @type {Figure} */
export const many = (room, page) => {
  const square = squareOf(ROUND, [1]);
  return createPlane(room, {
    name: "The region where all hidden neurons fire", axes: ROUND,
    moveLine: (to) => page.set({ edges: withLine(page.get().edges, to, 0, hiddenOf(page.get().edges)) }),
  }, (/** @type {State} */ { edges: net, bend }, { told }) => {
    const n = hiddenOf(net);
    const region = told ? { region: shaded(page.numbers.region(deep(net, [0, 0], bend), square)) } : {};
    return {
      ...region, points: [],
      lines: Array.from({ length: n }, (_, k) => (
        { ...lineOf(net, k, n), words: `line 1 of ${n}`, ...(k && { tone: /** @type {const} */ ("soft") }) })),
      words: `The lines of ${n} hidden neurons.${told ? " Blue: the network says yes." : ""}`,
    };
  }, page);
};

const KINDS = [0, 2, 1]; // red squares, triangles, blue discs

/** @param {number} kind  its index @param {import("../../scene/colour.js").Palette} palette */
function classColour(kind, palette) {
  return kind === 1 ? palette.line : diverging(kind - 1, PALE, palette);
}

/** Which neuron says most, place by place. @type {WeakMap<Region, Uint8Array>} */
const LARGEST = new WeakMap();

/** @param {Region} region */
function largestOf(region) {
  const neurons = region.layers[0]?.neurons ?? [];
  const known = LARGEST.get(region) ?? (neurons[0] ?? new Uint8Array()).map((_, at) => {
    const said = neurons.map((levels) => levels[at] ?? 0);
    return said.indexOf(Math.max(...said));
  });
  LARGEST.set(region, known);
  return known;
}

/** @type {Figure} */
export const classes = (room, page) => {
  const square = squareOf(FRUIT, [0]);
  const { names, net, points: groups } = page.start.fruits;
  const fruits = groups.flatMap((/** @type {number[][]} */ group, /** @type {number} */ k) => group.map(([x = 0, y = 0]) =>
    ({ x, y, kind: KINDS[k] ?? 0, words: names[k], isFixed: true })));
  return createPlane(room, {
    name: "Three kinds of fruit", axes: FRUIT,
    movePoint: (k, { x, y }) => k === fruits.length && page.set({ spot: [x, y] }),
  }, (/** @type {State} */ { spot: [x = 0, y = 0] }, { told }) => {
    const region = told ? page.numbers.region(flat(net, [0, 0], "sigmoid"), square) : null;
    const ground = region && { bytes: largestOf(region), columns: region.n, rows: region.n, colour: classColour };
    return {
      ...(told && { region: ground }),
      points: [...fruits, { x, y, kind: -1, words: `the ring, at length ${x} and weight ${y}`, isNow: true }],
      lines: names.map((/** @type {string} */ name, /** @type {number} */ k) =>
        ({ ...lineOf(net, k, names.length), words: `the line of ${name}`, tone: "soft", isFixed: true })),
      words: `Red squares: ${names[0]}. Triangles: ${names[1]}. Blue discs: ${names[2]}. A line for each.`,
    };
  }, page);
};

/** The network that learns, as it is now. @type {Figure} */
export const learned = (room, page) => {
  const square = squareOf(FRIENDS, [1]);
  return createPlane(room, { name: "What the network says of every place", axes: FRIENDS },
    (/** @type {State} */ { look }) => {
      if (!look) return { points: evenings(page), words: "Four evenings. Nothing has been learned yet." };
      const { net } = look;
      const n = hiddenOf(net);
      return {
        points: evenings(page), region: shaded(page.numbers.region(deep(net, [0, 0], "sigmoid"), square)),
        lines: Array.from({ length: n }, (_, k) => ({ ...lineOf(net, k, n), words: "", tone: /** @type {const} */ ("soft") })),
        words: `Blue: the network says fun. The lines of its ${n} hidden neurons.`,
      };
    }, page);
};
