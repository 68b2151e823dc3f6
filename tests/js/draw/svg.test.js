import assert from "node:assert/strict";
import { test } from "node:test";

import { drawStage } from "../../../static/js/draw/stage.js";
import { createSvgContext } from "../../../static/js/draw/svg.js";
import { layoutOf } from "../../../static/js/scene/layout.js";
import { sceneOf } from "../../../static/js/scene/stage.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { withChange } from "../../../static/js/state/change.js";
import { CLASSIC, readState } from "../models.js";
import { paletteOf } from "../scene/stages.js";

const WIDE = () => 10; // px, of any text

/** @param {number} step */
function drawn(step) {
  const palette = paletteOf("light");
  const state = withChange(readState(), { place: { step }, hand: { at: step } });
  const scene = sceneOf(state, layoutOf(CLASSIC, { width: 782, height: 515, font: 13 }), palette);
  const { ctx, file } = createSvgContext(WIDE);
  drawStage(ctx, scene, palette);
  return { scene, svg: file(782, 515, "") };
}

test("every step of the stage is written, whole and with numbers only", () => {
  stepsOf(CLASSIC).forEach(({ id }, step) => {
    const { svg } = drawn(step);
    assert.doesNotMatch(svg, /NaN|undefined|Infinity|rgba/, id);
    const open = [...svg.matchAll(/<([\w]+)(?:\s[^<>]*)?>|<\/(\w+)>/g)].reduce((depth, [tag, , end]) => (
      depth + (end ? -1 : tag.endsWith("/>") ? 0 : 1)), 0);
    assert.equal(open, 0, id);
  });
});

test("each neuron and each output of the scene is there, its text as text", () => {
  const { scene, svg } = drawn(stepsOf(CLASSIC).length - 1);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  const expected = [...scene.units.map(({ text }) => text), ...scene.outputs.flatMap(({ label, text }) => [label, text])];
  for (const text of expected.filter(Boolean)) assert.ok(texts.includes(text), text);
});

test("text and attributes cannot leave their places", () => {
  const { ctx, file } = createSvgContext(WIDE);
  ctx.fillText('<script>"&', 0, 0);
  const svg = file(10, 10, "");
  assert.ok(svg.includes("&lt;script&gt;&quot;&amp;"));
  assert.ok(!svg.includes("<script"));
});
