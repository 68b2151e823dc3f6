import assert from "node:assert/strict";
import { test } from "node:test";

import { hit } from "../../../static/js/scene/hit.js";
import { luminance } from "../../../static/js/scene/colour.js";
import { layoutOf } from "../../../static/js/scene/layout.js";
import { MOST } from "../../../static/js/scene/links.js";
import { inkOf } from "../../../static/js/scene/plate.js";
import { sceneOf } from "../../../static/js/scene/stage.js";
import { reduce } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { CLASSIC, DRAWING, readState, stateAfter, TOY, toyState, traceOfCard, traceWith } from "../models.js";
import { seeded } from "../seeded.js";
import { DEEP, paletteOf, withPlate } from "./stages.js";
import { withChange } from "../../../static/js/state/change.js";

/**
 * @typedef {import("../../../static/js/state/state.js").State} State
 * @typedef {import("../../../static/js/types.js").Card} Card
 * @typedef {import("../../../static/js/scene/colour.js").RGB} RGB
 */

const size = { width: 782, height: 515, font: 13 };
const THEMES = /** @type {const} */ (["dark", "light"]);

/** @param {Card} card */
function weightsFor(card) {
  const random = seeded(7);
  return card.layers.map(({ inputs, outputs }) => ({
    W: Float32Array.from({ length: inputs * outputs }, () => random() * 2 - 1),
    b: new Float32Array(outputs),
  }));
}

/** A page on which `deep` has read a digit. */
function deepState() {
  const last = stepsOf(DEEP).length - 1;
  return withChange({ ...readState(), cards: [CLASSIC, DEEP] }, {
    work: { network: "deep" }, answers: { trace: traceOfCard(DEEP) }, place: { step: last }, hand: { at: last },
    weights: { deep: weightsFor(DEEP) },
  });
}

/** @param {import("../../../static/js/state/change.js").Change} [more] */
function classicState(more) {
  return withChange(readState(), { weights: { classic: weightsFor(CLASSIC) }, ...more });
}

/**
 * @param {State} state
 * @param {Card} [card]
 * @param {"dark" | "light"} [theme]
 */
function sceneAt(state, card = CLASSIC, theme = "dark") {
  return sceneOf(state, layoutOf(card, size), paletteOf(theme));
}

/**
 * @param {RGB} one
 * @param {RGB} other
 */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** @param {string} id */
function stepOf(id) {
  return stepsOf(CLASSIC).findIndex((step) => step.id === id);
}

test("an unreached layer is quiet, whatever the theme: no number, no fill, no lit line", () => {
  for (const theme of THEMES) {
    const step = stepOf("activations-1");
    const scene = sceneAt(classicState({ place: { step }, hand: { at: step } }), CLASSIC, theme);
    const later = scene.units.slice(16);
    assert.ok(later.every(({ filled, text }) => filled === 0 && text === ""));
    assert.ok(later.every(({ under }) => under === later[0]?.under));
    assert.ok(scene.flows.every(({ set, look }) => set.layer === 0 || look === "mesh"));
    assert.ok(scene.outputs.every(({ share, text }) => share === 0 && text === ""));
  }
});

test("numbers in neurons have 4.5 : 1, outlines 3 : 1, at every step and between", () => {
  const last = stepsOf(CLASSIC).length - 1;
  for (const theme of THEMES) {
    const palette = paletteOf(theme);
    assert.ok(contrast(palette.edge, palette.bg) >= 3, `${theme}: outline`);
    assert.deepEqual(palette.now, paletteOf("dark").now, "the same yellow in both themes");
    const ground = Math.max(contrast(palette.now, palette.bg), contrast(palette.nowEdge, palette.bg));
    assert.ok(ground >= 3 && contrast(palette.nowEdge, palette.now) >= 4.5, `${theme}: now, and its outline and text`);
    assert.ok(contrast(palette.soft, palette.bg) >= 4.5, `${theme}: captions and labels`);
    for (let at = 0; at <= last; at += 1) {
      const { units } = sceneAt(classicState({ place: { step: at }, hand: { at } }), CLASSIC, theme);
      for (const { text, textColour, fill, textAlpha } of units) {
        if (!text) continue;
        assert.equal(textAlpha, 1);
        assert.ok(contrast(textColour, fill) >= 4.5, `${theme}: ${text} at step ${at}`);
      }
    }
  }
});

test("1.0 is white and 0.0 is the dark plate, in both themes", () => {
  for (const theme of THEMES) {
    const palette = paletteOf(theme);
    const trace = traceOfCard(CLASSIC);
    const a = new Float32Array(16).map((_, k) => k % 2);
    const layers = [{ z: a, a }, ...trace.layers.slice(1)];
    const { units } = sceneAt(classicState({ answers: { trace: { ...trace, layers } } }), CLASSIC, theme);
    assert.deepEqual(units[0]?.fill, palette.plate);
    assert.deepEqual(units[1]?.fill, palette.lit);
    assert.ok(luminance(palette.plate) < 0.05 && luminance(palette.lit) > 0.85);
  }
});

test("sums have colours, activations are grey", () => {
  const grey = (/** @type {RGB} */ [r, g, b]) => Math.max(r, g, b) - Math.min(r, g, b) < 24;
  const fills = (/** @type {string} */ id) => {
    const step = stepOf(id);
    return sceneAt(classicState({ place: { step }, hand: { at: step } })).units.slice(0, 16).map(({ fill }) => fill);
  };
  assert.ok(fills("activations-1").every(grey));
  assert.ok(fills("sums-1").filter((fill) => !grey(fill)).length > 8);
});

test("between two steps lines grow and neurons fill, forwards only", () => {
  const first = stepOf("sums-1");
  let [reach, filled] = [0, 0];
  for (let at = first - 0.99; at <= first; at += 0.05) {
    const { flows, units } = sceneAt(classicState({ place: { step: first }, hand: { at } }));
    const flow = flows.find(({ set, look }) => set.layer === 0 && look === "lit");
    assert.ok(flow && flow.reach >= reach && flow.reach <= 1);
    assert.ok(units[0] && units[0].filled >= filled);
    [reach, filled] = [flow.reach, units[0].filled];
  }
  const arrived = sceneAt(classicState({ place: { step: first }, hand: { at: first } }));
  assert.equal(arrived.flows.find(({ set }) => set.layer === 0)?.reach, 1);
  assert.equal(arrived.units[0]?.filled, 1);
});

test("the lines of the layer at work stand out from those behind it", () => {
  const step = stepOf("activations-2");
  const { flows } = sceneAt(classicState({ place: { step }, hand: { at: step } }));
  const alpha = (/** @type {number} */ layer) =>
    flows.find(({ set, look }) => set.layer === layer && look === "lit")?.alpha ?? NaN;
  assert.equal(alpha(1), 1);
  assert.ok(alpha(0) < 0.7);
});

test("a big layer shows its 400 strongest lines, and says so", () => {
  const { flows, captions } = sceneAt(deepState(), DEEP);
  for (const { set } of flows) assert.ok(set.length <= MOST);
  assert.ok(flows.some(({ set }) => set.layer === 1 && set.length > MOST / 2));
  assert.match(captions.map(({ text }) => text).join(" "), /the 400 strongest/);
  const small = sceneAt(classicState());
  assert.doesNotMatch(small.captions.map(({ text }) => text).join(" "), /strongest/);
});

test("what is looked at shows its own lines, and its partners light up", () => {
  const looked = (/** @type {State["hand"]["hovered"]} */ hovered) => {
    const { flows, units } = sceneAt(classicState({ hand: { hovered } }));
    const rings = units.map(({ ring }) => ring);
    return { rings, focus: flows.filter(({ look }) => look === "focus"), rest: flows.filter(({ look }) => look === "lit") };
  };
  const unit = looked({ kind: "unit", layer: 1, neuron: 4 });
  assert.deepEqual(unit.focus.map(({ set }) => set.layer), [1, 2]);
  assert.ok(unit.focus[0]?.set.neuron.every((neuron) => neuron === 4));
  assert.ok(unit.focus[1]?.set.input.every((input) => input === 4));
  assert.ok(unit.rest.every(({ alpha }) => alpha < 0.2));
  assert.equal(unit.rings[16 + 4], "hover");
  assert.ok(unit.rings.includes("partner"));

  const pixel = looked({ kind: "pixel", pixel: 150 });
  assert.deepEqual(pixel.focus.map(({ set }) => set.layer), [0]);
  assert.ok(pixel.focus[0]?.set.input.every((input) => input === 150));
  assert.ok((pixel.focus[0]?.set.length ?? 0) > 12);

  const link = looked({ kind: "link", layer: 1, neuron: 2, input: 3 });
  assert.equal(link.focus[0]?.set.length, 1);
  assert.equal(link.rings[3], "partner");
  assert.equal(link.rings[16 + 2], "hover");
});

test("what did not change is the same object again, so that nothing is drawn anew", () => {
  const state = classicState();
  const layout = layoutOf(CLASSIC, size);
  const palette = paletteOf("dark");
  const sets = () => sceneOf(state, layout, palette).flows.map(({ set }) => set);
  const before = sets();
  assert.ok(sets().every((set, k) => set === before[k]));
});

test("the answer's bar stands alone where it is clear, with its rival where it is close, and is one of ten where it is weak", () => {
  for (const [best, second, digits] of /** @type {const} */ ([[0.97, 0.1, [3]], [0.9, 0.5, [3, 9]], [0.06, 0.05, []]])) {
    const { outputs, units } = sceneAt(classicState({ answers: { trace: traceWith(best, second) } }));
    assert.deepEqual(outputs.flatMap(({ strong }, k) => (strong ? [k] : [])), digits);
    assert.deepEqual(outputs.flatMap(({ alone }, k) => (alone ? [k] : [])), digits.length === 1 ? digits : []);
    assert.deepEqual(units.slice(-10).flatMap(({ ring }, k) => (ring === "now" ? [k] : [])), digits);
  }
});

test("an empty pad shows the structure and no answer", () => {
  const { flows, units, outputs, ...scene } = sceneAt(stateAfter([]));
  assert.ok(flows.every(({ look }) => look === "mesh"));
  assert.ok(units.every(({ text, filled }) => text === "" && filled === 0));
  assert.ok(outputs.every(({ strong, text }) => !strong && text === ""));
  assert.equal(withPlate(scene.plate).pixels, null);
});

test("the preparation goes from ink to pixels, each step with its marks", () => {
  const plateAt = (/** @type {number} */ at) =>
    withPlate(sceneAt(classicState({ place: { step: Math.round(at) }, hand: { at } })).plate);
  assert.deepEqual(plateAt(stepOf("drawing")).ink, DRAWING);
  assert.equal(plateAt(stepOf("drawing")).grid, 0);
  assert.equal(plateAt(stepOf("crop")).marks.length, 1);
  const fit = plateAt(stepOf("fit"));
  assert.ok(fit.pixels && fit.ink.length === 0 && fit.grid === 1);
  assert.deepEqual(fit.marks[0]?.box, [4, 4, 24, 24]);
  assert.deepEqual([fit.left, fit.top], [4, 4]);
  const centre = plateAt(stepOf("centre"));
  assert.deepEqual([centre.left, centre.top], [5, 2]);
  assert.deepEqual(centre.centre?.mass, [14.5, 14.5]);
  const inputs = plateAt(stepOf("inputs"));
  assert.deepEqual([inputs.size, inputs.marks.length, inputs.centre], [28, 0, null]);
});

test("a grid that is now has one frame; columns of discs have a ring each", () => {
  const step = stepsOf(DEEP).findIndex(({ id }) => id === "activations-1");
  const { frame, units } = sceneAt(withChange(deepState(), { place: { step }, hand: { at: step } }), DEEP);
  assert.ok(units.every(({ ring }) => ring === "none"));
  assert.ok(frame);
  for (const { x, y } of units.slice(0, 128)) {
    assert.ok(x > frame.x && x < frame.x + frame.width && y > frame.y && y < frame.y + frame.height);
  }
  const here = stepOf("activations-1");
  const discs = sceneAt(classicState({ place: { step: here }, hand: { at: here } }));
  assert.equal(discs.frame, null);
  assert.ok(discs.units.slice(0, 16).every(({ ring }) => ring === "now"));
});

test("neuron by neuron, only those walked through have sums and lines", () => {
  const step = stepOf("sums-2");
  const inner = { neuron: 5, place: /** @type {const} */ ("bias") };
  const { units, flows } = sceneAt(classicState({ place: { step, granularity: "neuron", inner }, hand: { at: step } }));
  const layer = units.slice(16, 32);
  assert.ok(layer.every(({ text }, k) => (text !== "") === k <= 5));
  assert.deepEqual(layer.flatMap(({ ring }, k) => (ring === "now" ? [k] : [])), [5]);
  const passed = flows.find(({ set, look }) => set.layer === 1 && look === "lit");
  assert.ok(passed?.set.neuron.every((neuron) => neuron < 5));
  const current = flows.find(({ set, look }) => set.layer === 1 && look === "focus");
  assert.ok(current?.set.neuron.every((neuron) => neuron === 5));
  assert.ok(current && current.set.length > 10);
});

test("a toy network shows every weight as a line and every number in full", () => {
  const { units, flows, outputs, captions, plate } = sceneAt(toyState(), TOY);
  assert.equal(plate, null);
  assert.deepEqual(outputs, []);
  assert.deepEqual(units.map(({ text }) => text), ["0.50", "−1.00", "2.00", "0.63", "0.25", "0.56"]);
  const lit = flows.filter(({ look }) => look === "lit").map(({ set }) => [set.kind, set.layer, set.length]);
  assert.deepEqual(lit, [["link", 0, 6], ["link", 1, 2]]);
  assert.deepEqual(captions.map(({ text }) => text), ["p₁", "p₂", "p₃", "input", "hidden 1", "output"]);
});

test("at its first step a toy network's inputs are what is now", () => {
  const state = reduce(toyState(), { type: "goto", step: 0 });
  const { units } = sceneAt(withChange(state, { hand: { at: 0 } }), TOY);
  assert.deepEqual(units.map(({ ring }) => ring), ["now", "now", "now", "none", "none", "none"]);
});

test("each number of a toy network's vector can be pointed at", () => {
  const scene = sceneAt(toyState(), TOY);
  scene.layout.inputs?.x.forEach((x, pixel) => {
    const y = scene.layout.inputs?.y[pixel] ?? 0;
    assert.deepEqual(hit(scene, x, y), { kind: "pixel", pixel });
  });
});

test("the pass moves between steps and inside one, and rests at a step", () => {
  const { step } = classicState().place;
  assert.equal(sceneAt(classicState()).moving, false);
  assert.equal(sceneAt(classicState({ hand: { at: step - 0.5 } })).moving, true);
  const walking = classicState({ place: { step: 5, granularity: "neuron", inner: { neuron: 2, place: "start" } }, hand: { at: 5 } });
  assert.equal(sceneAt(walking).moving, true);
});

test("a point more changes the stage where it shows the strokes, and nowhere else", () => {
  const more = [...DRAWING, [/** @type {const} */ ([0.5, 0.5])]];
  for (const [step, same] of /** @type {const} */ ([[0, false], [3, false], [4, true], [9, true]])) {
    const state = classicState({ place: { step }, hand: { at: step } });
    assert.equal(inkOf(state) === inkOf(withChange(state, { work: { drawing: more } })), same, `step ${step}`);
  }
  assert.notEqual(inkOf(classicState()), inkOf(classicState({ work: { drawing: [] } })));
});
