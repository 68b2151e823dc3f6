/**
 * What a picture of the moment shows, and where: the title, the sentence and the formula above the
 * stage, the legend and the network below it. Everything that it says is the page's own words.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../scene/colour.js").Palette} Palette
 * @typedef {import("../../draw/poster.js").Poster} Poster
 * @typedef {import("../../draw/poster.js").Writing} Writing
 * @typedef {import("../../draw/poster.js").Ramp} Ramp
 * @typedef {(font: string, text: string) => number} WidthOf  a text's, in px
 */

import { SIDE } from "../../digit-image.js";
import { drawSigned } from "../../draw/grid.js";
import { fontOf } from "../../draw/poster.js";
import { shapeOf } from "../../state/maps.js";
import { mapKitFor } from "../map-kit.js";
import { layoutOf } from "../../scene/layout.js";
import { gridEnd, largest } from "../../scene/scale.js";
import { sceneOf } from "../../scene/stage.js";
import { tilesOf } from "../../scene/tiles.js";
import { withChange } from "../../state/change.js";
import { weightsOf } from "../../state/edits.js";
import { cardOf } from "../../state/selectors.js";
import { where } from "../../state/where.js";
import { formulasOf, headOf, openedFor } from "../../words/head.js";
import { standForDigits, unitIndex } from "../../words/names.js";
import { runsOf } from "../../words/runs.js";
import { endsOf, linesScale, unitScales } from "../legend.js";
import { pixelCanvas } from "../pixel-canvas.js";

const LINE = 1.35; // of a font's size

/**
 * @param {State} state
 * @param {{width: number, height: number, font: number}} size  of the stage, and the smallest text, in px
 * @param {Palette} palette
 * @param {WidthOf} widthOf
 * @param {{onPaper: boolean}} look  on paper negative lines are dashed
 * @returns {Poster}
 */
export function posterOf(state, size, palette, widthOf, { onPaper }) {
  const { width, font } = size;
  const margin = font * 1.2;
  const room = width - 2 * margin;
  const isWall = state.place.view === "weights";
  const still = withChange(state, { hand: { hovered: null, at: state.place.step, playing: false } });
  /** @type {Writing[]} */
  const texts = [];
  /** @type {Ramp[]} */
  const ramps = [];
  let y = margin * 0.6;

  /**
   * @param {string} text
   * @param {Pick<Writing, "size" | "weight" | "colour">} look
   */
  function write(text, look) {
    for (const line of wrapped(text, room, (part) => widthOf(fontOf(look), part))) {
      y += look.size * LINE;
      texts.push({ ...look, text: line, x: margin, y });
    }
  }

  /** @param {import("../../words/formula.js").MathNode} formula */
  function writeFormula(formula) {
    const runs = runsOf(formula).map(({ text, size: share, rise, italic }) => (
      { text, share, rise, look: { size: font * 1.25 * share, weight: 400, italic } }));
    const widths = runs.map(({ text, look }) => widthOf(fontOf(look), text));
    const fit = Math.min(1, room / widths.reduce((sum, each) => sum + each, 0));
    let x = margin;
    y += font * 1.25 * 1.6;
    runs.forEach(({ text, rise, look }, k) => {
      texts.push({ text, x, y: y - rise * font * 1.25 * fit, ...look, size: look.size * fit, colour: "ink" });
      x += (widths[k] ?? 0) * fit;
    });
  }

  const { title, sentence } = headOf(still);
  write(title, { size: font * 1.6, weight: 700, colour: "ink" });
  write(sentence, { size: font * 1.1, weight: 400, colour: "soft" });
  if (!isWall) formulasOf(still, openedFor(still)).forEach(writeFormula);
  y += font;

  const top = y;
  const layout = { ...layoutOf(cardOf(state), { ...size, density: 3 }, mapKitFor(cardOf(state)).kit), dashed: onPaper };
  const scene = isWall ? null : { ...sceneOf(still, layout, palette), moving: false }; // at rest all lines are whole
  const tiles = isWall ? wallOf(still, { ...size, margin, top }, palette, texts) : [];
  y = scene ? top + size.height : Math.max(top, ...tiles.map((tile) => tile.y + tile.side + font * LINE));
  y += font * 0.6;

  let x = margin;
  /** @param {string} label @param {number} low @param {number} high @param {boolean} onPlate */
  function scale(label, low, high, onPlate) {
    const look = { size: font, weight: 400, colour: /** @type {const} */ ("soft") };
    const [from, to] = endsOf(low, high);
    const wide = (/** @type {string} */ text) => widthOf(fontOf(look), text);
    const [long, gap] = [font * 6, font * 0.5];
    const whole = wide(label) + wide(from) + wide(to) + long + 3 * gap;
    if (x > margin && x + whole > width - margin) [x, y] = [margin, y + font * 1.8];
    const base = y + font * 1.2;
    for (const text of [label, from]) {
      texts.push({ ...look, text, x, y: base });
      x += wide(text) + gap;
    }
    ramps.push({ x, y: base - font * 0.8, width: long, height: font * 0.9, isSigned: low < 0, onPlate });
    x += long + gap;
    texts.push({ ...look, text: to, x, y: base });
    x += wide(to) + font * 1.6;
  }

  if (scene) {
    const lines = linesScale(cardOf(state), where(still).step, scene.scales);
    const what = state.place.lines === "weight" ? "lines: weight" : "lines: weight × activation";
    const sign = onPaper ? ", dashed: negative" : "";
    if (lines) scale(`${lines.label === "lines" ? what : lines.label}${sign}`, -lines.end, lines.end, false);
    for (const { label, low, high } of unitScales(cardOf(state), where(still).step, scene.scales)) scale(label, low, high, true);
  } else {
    const end = gridEnd(weightsOf(still)[0]?.W ?? new Float32Array());
    if (!state.place.stretched) scale(onPaper ? "weights, hatched: negative" : "weights", -end, end, false);
  }
  y += font * 2;
  const { name } = cardOf(state);
  write(`Forward Pass · network ${name}${state.work.edits.length ? ", edited" : ""}`, { size: font, weight: 400, colour: "soft" });
  return { width, height: Math.ceil(y + margin), texts, ramps, tiles, scene, top };
}

/**
 * The first layer's grids, all on one scale unless the page has stretched each.
 *
 * @param {State} state
 * @param {{width: number, height: number, font: number, margin: number, top: number}} size
 * @param {Palette} palette
 * @param {Writing[]} texts  their names are added
 */
function wallOf(state, { width, height, font, margin, top }, palette, texts) {
  const W = weightsOf(state)[0]?.W;
  const [rows, columns] = cardOf(state).layers[0]?.kernel ?? [SIDE, SIDE];
  const n = W ? W.length / (rows * columns) : 0;
  if (!W || !n) return [];
  const words = font * LINE;
  const { columns: across, side } = tilesOf({ n, width: width - 2 * margin, height, gap: 6, words, least: font * 4, most: font * 14 });
  const end = gridEnd(W);
  const card = cardOf(state);
  const word = standForDigits(card, 0) ? "digit " : shapeOf(card, 0) ? "map " : "neuron ";
  const isNamed = side > font * 5.4;
  return Array.from({ length: n }, (_, neuron) => {
    const ctx = pixelCanvas(columns, rows);
    const row = W.subarray(neuron * rows * columns, (neuron + 1) * rows * columns);
    drawSigned(ctx, row, state.place.stretched ? largest(row) : end, palette);
    const x = margin + (neuron % across) * (side + 6);
    const y = top + Math.floor(neuron / across) * (side + 6 + words);
    const text = `${isNamed ? word : ""}${unitIndex(card, { layer: 0, neuron })}`;
    texts.push({ text, x, y: y + side + font, size: font, weight: 400, colour: "soft" });
    return { picture: ctx.canvas, x, y, side };
  });
}

/**
 * A text in lines that fit.
 *
 * @param {string} text
 * @param {number} room  px
 * @param {(part: string) => number} wide  px
 */
export function wrapped(text, room, wide) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const before = lines.at(-1);
    const longer = `${before} ${word}`;
    if (before !== undefined && wide(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
