/**
 * (state, layout, palette) → everything the stage shows, as plain shapes with colours. Pure.
 *
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Target} Target
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./layout.js").LayerBox} LayerBox
 * @typedef {import("./colour.js").Palette} Palette
 * @typedef {import("./colour.js").RGB} RGB
 *
 * @typedef {object} Link  a curve from a pixel, the image or a neuron to a neuron
 * @property {number} x1
 * @property {number} y1
 * @property {number} x2
 * @property {number} y2
 * @property {number} reach  how much of it is drawn, 0 to 1
 * @property {RGB} colour
 * @property {number} alpha
 * @property {number} width  px
 * @property {Target | null} target
 *
 * @typedef {object} UnitShape  a neuron
 * @property {number} x
 * @property {number} y
 * @property {number} r
 * @property {"disc" | "cell"} shape
 * @property {RGB} fill
 * @property {string} text
 * @property {RGB} textColour
 * @property {"line" | "now" | "hover" | "ink"} ring
 *
 * @typedef {object} OutputShape
 * @property {import("./layout.js").Bar} bar
 * @property {string} label
 * @property {number} share  of the bar's length, 0 to 1
 * @property {string} text  the score; empty while it is not known
 * @property {boolean} strong  the answer
 *
 * @typedef {object} PlateShape  the digit image on its way
 * @property {Uint8Array | null} pixels  28×28 or 20×20
 * @property {number} size  pixels along a side of `pixels`
 * @property {number} left  where its first column stands, in cells of the 28×28 field
 * @property {number} top
 * @property {number} opacity  of the pixels
 * @property {Drawing} ink  strokes, for the steps before there are pixels
 * @property {number} inkScale  cells per pad unit
 * @property {readonly [number, number]} inkAt  where the pad's corner stands, in cells
 * @property {number} inkWidth  cells
 * @property {readonly [number, number, number, number] | null} frame  a box, in cells
 * @property {readonly [number, number] | null} cross  the centre of mass's target, in cells
 * @property {boolean} now
 * @property {number | null} hovered  pixel
 *
 * @typedef {object} Scales  ends of the colour scales, for the legends
 * @property {number} lines
 * @property {readonly number[]} sums  one a layer
 * @property {readonly number[]} activations  one a layer
 * @property {boolean} someLines  only the strongest lines are drawn somewhere
 *
 * @typedef {object} Scene
 * @property {Layout} layout
 * @property {PlateShape} plate
 * @property {readonly Link[]} links
 * @property {readonly UnitShape[]} units
 * @property {readonly OutputShape[]} outputs
 * @property {Scales} scales
 */

import { short, number } from "../format.js";
import { cardOf, traceOf } from "../state.js";
import { reached, stepsOf } from "../steps.js";
import { diverging, grey, mix, textOn } from "./colour.js";
import { linksOf } from "./links.js";
import { plateOf } from "./plate.js";
import { largest, roundUp } from "./scale.js";

const FAINT = 0.1; // of a line that is not part of what the viewer looks at

/**
 * @param {State} state
 * @param {Layout} layout
 * @param {Palette} palette
 * @returns {Scene}
 */
export function sceneOf(state, layout, palette) {
  const trace = traceOf(state);
  const scales = scalesOf(state, trace);
  return {
    layout,
    plate: plateOf(state),
    links: [
      ...bundlesOf(state, trace, layout, palette, scales),
      ...weightedLinks(state, trace, layout, palette, scales),
      ...pixelLinks(state, layout, palette),
    ],
    units: unitsOf(state, trace, layout, palette, scales),
    outputs: outputsOf(state, trace, layout),
    scales,
  };
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @returns {Scales}
 */
function scalesOf(state, trace) {
  const weights = state.weights[state.network] ?? [];
  const linked = layersWithLinks(state, trace);
  const values = linked.map(({ links }) => Math.abs(links.value.at(-1) ?? 0));
  const layers = trace?.layers ?? [];
  return {
    lines: values.length ? roundUp(Math.max(...values)) : roundUp(largest(weights[0]?.W ?? ZERO)),
    sums: layers.map(({ z }) => roundUp(largest(z))),
    activations: layers.map(({ a }) => (largest(a) <= 1 ? 1 : roundUp(largest(a)))),
    someLines: linked.some(({ links }) => !links.all),
  };
}

const ZERO = new Float32Array(1);

/**
 * The links of every layer behind the first, whose weights are there.
 *
 * @param {State} state
 * @param {Trace | null} trace
 */
function layersWithLinks(state, trace) {
  const weights = state.weights[state.network] ?? [];
  return cardOf(state).layers.flatMap((_, layer) => {
    const W = weights[layer]?.W;
    if (layer === 0 || !W) return [];
    const a = state.lines === "contribution" ? trace?.layers[layer - 1]?.a ?? null : null;
    return [{ layer, links: linksOf(W, a) }];
  });
}

/**
 * How far the pass has come into a layer: its sums, then its activations.
 *
 * @param {State} state
 * @param {number} layer
 */
function progressOf(state, layer) {
  const sums = stepsOf(cardOf(state)).findIndex((step) => step.layer === layer);
  return { sums: reached(state.at, sums), activations: reached(state.at, sums + 1) };
}

/**
 * How strongly a line is drawn: full, or faint while another neuron is looked at.
 *
 * @param {State} state
 * @param {number} layer
 * @param {number} neuron
 * @param {number | null} input
 */
function emphasis(state, layer, neuron, input) {
  const target = state.hovered?.kind === "pixel" ? null : (state.hovered ?? state.selected);
  if (!target) return 1;
  const into = target.layer === layer && target.neuron === neuron;
  const outOf = !("input" in target) && target.layer === layer - 1 && target.neuron === input;
  return into || outOf ? 1 : FAINT;
}

/**
 * One curve from the image to each neuron of the first layer, in the colour of its sum.
 *
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {Palette} palette
 * @param {Scales} scales
 * @returns {Link[]}
 */
function bundlesOf(state, trace, layout, palette, scales) {
  const box = /** @type {LayerBox} */ (layout.layers[0]);
  const { sums } = progressOf(state, 0);
  const z = trace?.layers[0]?.z;
  const n = box.x.length;
  return Array.from(box.x, (x, neuron) => {
    const max = scales.sums[0] ?? 1;
    const share = z && sums > 0 ? Math.min(1, Math.abs(z[neuron] ?? 0) / max) : 0;
    const value = z && sums > 0 ? (z[neuron] ?? 0) : 0;
    const from = plateExit(layout, n === 1 ? 0.5 : neuron / (n - 1));
    return {
      ...from,
      ...entry(box, neuron, layout, x),
      reach: z && sums > 0 ? sums : 1,
      colour: share > 0 ? diverging(Math.sign(value), 1, palette) : palette.line,
      alpha: (share > 0 ? 0.3 + 0.65 * share : 0.5) * emphasis(state, 0, neuron, null),
      width: n > 32 ? 0.5 + share : 0.8 + 2.2 * share,
      target: { kind: "unit", layer: 0, neuron },
    };
  });
}

/**
 * @param {Layout} layout
 * @param {number} share  0 to 1 along the plate's edge
 */
function plateExit({ plate, downwards }, share) {
  const along = 0.18 + 0.64 * share;
  return downwards
    ? { x1: plate.x + plate.side * along, y1: plate.y + plate.side }
    : { x1: plate.x + plate.side, y1: plate.y + plate.side * along };
}

/**
 * Where a line ends: at the edge of the neuron that faces where it comes from.
 *
 * @param {LayerBox} box
 * @param {number} neuron
 * @param {Layout} layout
 * @param {number} [x]
 */
function entry(box, neuron, { downwards }, x = box.x[neuron] ?? 0) {
  const y = box.y[neuron] ?? 0;
  return downwards ? { x2: x, y2: y - box.r } : { x2: x - box.r, y2: y };
}

/**
 * @param {LayerBox} box
 * @param {number} neuron
 * @param {Layout} layout
 */
function exit(box, neuron, { downwards }) {
  const x = box.x[neuron] ?? 0;
  const y = box.y[neuron] ?? 0;
  return downwards ? { x1: x, y1: y + box.r } : { x1: x + box.r, y1: y };
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {Palette} palette
 * @param {Scales} scales
 * @returns {Link[]}
 */
function weightedLinks(state, trace, layout, palette, scales) {
  return layersWithLinks(state, trace).flatMap(({ layer, links }) => {
    const { sums } = progressOf(state, layer);
    const from = /** @type {LayerBox} */ (layout.layers[layer - 1]);
    const to = /** @type {LayerBox} */ (layout.layers[layer]);
    const lit = trace !== null && sums > 0;
    /** @type {Link[]} */
    const shapes = [];
    links.index.forEach((index, k) => {
      const neuron = Math.floor(index / from.x.length);
      const input = index % from.x.length;
      const value = links.value[k] ?? 0;
      const share = Math.min(1, Math.abs(value) / scales.lines);
      // What would not be seen is not drawn; unlit lines show the structure, all alike.
      if (lit && share < 0.02) return;
      shapes.push({
        ...exit(from, input, layout),
        ...entry(to, neuron, layout),
        reach: lit ? sums : 1,
        colour: lit ? (value < 0 ? palette.neg : palette.pos) : palette.line,
        alpha: (lit ? Math.min(1, 0.12 + share) : 0.35) * emphasis(state, layer, neuron, input),
        width: lit ? 0.6 + 2.2 * share : 0.6,
        target: { kind: "link", layer, neuron, input },
      });
    });
    return shapes;
  });
}

/**
 * Lines from single pixels, for the neuron of the first layer that is looked at.
 *
 * @param {State} state
 * @param {Layout} layout
 * @param {Palette} palette
 * @returns {Link[]}
 */
function pixelLinks(state, layout, palette) {
  const opened = state.explanation;
  const unit = state.selected;
  if (!opened || unit?.layer !== 0 || opened.layer !== 0 || opened.neuron !== unit.neuron) return [];
  if (!traceOf(state) || progressOf(state, 0).sums === 0) return [];
  const box = /** @type {LayerBox} */ (layout.layers[0]);
  const { cell, x, y } = layout.plate;
  const values = state.lines === "contribution" ? opened.terms : opened.weights;
  const max = largest(values);
  const floor = max * 0.08;
  /** @type {Link[]} */
  const links = [];
  values.forEach((value, pixel) => {
    const share = Math.abs(value) / max;
    if (!(Math.abs(value) >= floor) || max === 0) return;
    links.push({
      x1: x + ((pixel % 28) + 0.5) * cell,
      y1: y + (Math.floor(pixel / 28) + 0.5) * cell,
      ...entry(box, unit.neuron, layout),
      reach: 1,
      colour: value < 0 ? palette.neg : palette.pos,
      alpha: 0.1 + 0.6 * share,
      width: 0.5 + share,
      target: { kind: "pixel", pixel },
    });
  });
  return links;
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {Palette} palette
 * @param {Scales} scales
 * @returns {UnitShape[]}
 */
function unitsOf(state, trace, layout, palette, scales) {
  const now = nowOf(state, trace);
  return layout.layers.flatMap((box, layer) => {
    const { sums, activations } = progressOf(state, layer);
    const pass = trace?.layers[layer];
    return Array.from(box.x, (x, neuron) => {
      const z = pass?.z[neuron] ?? 0;
      const a = pass?.a[neuron] ?? 0;
      const known = pass !== undefined;
      let fill = palette.plate;
      if (known && sums > 0) {
        const sum = diverging(z, scales.sums[layer] ?? 1, palette, palette.plate);
        const lit = grey(a / (scales.activations[layer] ?? 1), palette);
        fill = mix(mix(palette.plate, sum, sums), lit, activations);
      }
      const text = !known || sums < 1 ? "" : short(activations > 0.5 ? a : z);
      return {
        x,
        y: box.y[neuron] ?? 0,
        r: box.r,
        shape: box.shape,
        fill,
        text: box.numbers ? text : "",
        textColour: textOn(fill),
        ring: ringOf(state, layer, neuron, now(layer, neuron)),
      };
    });
  });
}

/**
 * What is "now": the layer that the step works on; at the end, the answer.
 *
 * @param {State} state
 * @param {Trace | null} trace
 * @returns {(layer: number, neuron: number) => boolean}
 */
function nowOf(state, trace) {
  const step = stepsOf(cardOf(state))[state.step];
  if (!trace || !step) return () => false;
  if (step.kind === "answer") {
    return (layer, neuron) => layer === trace.layers.length - 1 && neuron === trace.prediction;
  }
  return (layer) => layer === step.layer;
}

/**
 * @param {State} state
 * @param {number} layer
 * @param {number} neuron
 * @param {boolean} now
 */
function ringOf(state, layer, neuron, now) {
  const is = (/** @type {Target | import("../types.js").Unit | null} */ target) =>
    target !== null && "neuron" in target && target.layer === layer && target.neuron === neuron;
  if (is(state.selected)) return "ink";
  if (is(state.hovered)) return "hover";
  return now ? "now" : "line";
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @returns {OutputShape[]}
 */
function outputsOf(state, trace, layout) {
  const last = layout.layers.length - 1;
  const { activations } = progressOf(state, last);
  const a = trace?.layers[last]?.a;
  const end = state.at > stepsOf(cardOf(state)).length - 2;
  return layout.bars.map((bar, k) => ({
    bar,
    label: `${k}`,
    share: a ? Math.min(1, Math.max(0, a[k] ?? 0)) * activations : 0,
    text: a && activations === 1 ? number(a[k] ?? 0) : "",
    strong: end && trace?.prediction === k,
  }));
}

