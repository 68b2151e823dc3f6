/**
 * The neurons at a moment of the pass: what each is filled with, its number and its ring. Pure.
 *
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./layout.js").Bar} Bar
 * @typedef {import("./layout.js").LayerBox} LayerBox
 * @typedef {import("./colour.js").Palette} Palette
 * @typedef {import("./colour.js").RGB} RGB
 * @typedef {import("./linked.js").Linked} Linked
 * @typedef {import("./stage.js").Scales} Scales
 * @typedef {import("./rings.js").Ring} Ring
 *
 * @typedef {object} UnitShape  a neuron
 * @property {number} x
 * @property {number} y
 * @property {number} r
 * @property {LayerBox["shape"]} shape
 * @property {RGB} under  what it was filled with before
 * @property {RGB} fill  what it is being filled with, from the middle
 * @property {number} filled  how far, 0 to 1
 * @property {string} text
 * @property {number} font  px
 * @property {RGB} textColour
 * @property {number} textAlpha
 * @property {Ring} ring
 * @property {boolean} edited  an edit changes it
 * @property {boolean} [negative]  its sum is, and no number says so
 *
 * @typedef {object} OutputShape
 * @property {Bar} bar
 * @property {string} label
 * @property {number} share  of the bar's length, 0 to 1
 * @property {string} text  the score; empty while it is not known
 * @property {boolean} strong  it is in the running for the answer
 * @property {boolean} alone  and no other is
 */

import { number, short } from "../words/format.js";
import { outputLabel } from "../words/names.js";
import { answersOf } from "../state/doubt.js";
import { isOfLayer } from "../state/edits.js";
import { openQuestion } from "../state/predict.js";
import { revealOf } from "../state/reveal.js";
import { cardOf, unitKey } from "../state/selectors.js";
import { diverging, grey, textOn } from "./colour.js";
import { between, progressOf } from "./progress.js";
import { INPUTS, ringsOf } from "./rings.js";
import { largest, roundUp } from "./scale.js";
import { where } from "../state/where.js";

const ROOMY = 1.5; // a radius of this many font sizes has room for a number in full
const ARRIVE = 0.6; // of the lines' way: from here on they fill the neuron

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {Palette} palette
 * @param {Scales} scales
 * @param {readonly Linked[]} focus
 * @returns {UnitShape[]}
 */
export function unitsOf(state, trace, layout, palette, scales, focus) {
  const rings = ringsOf(state, trace, layout, scales.lines, focus);
  const outputs = layout.layers.length - 1;
  const changed = new Set(state.work.edits.map((edit) => (isOfLayer(edit) ? `${edit.layer}` : unitKey(edit))));
  const question = openQuestion(state);
  const isEdited = (/** @type {number} */ layer, /** @type {number} */ neuron) => changed.has(`${layer}`) || changed.has(unitKey({ layer, neuron }));
  const layers = layout.layers.flatMap((box, layer) => {
    if (box.shape === "map") return []; // drawn as pictures
    const pass = trace?.layers[layer];
    const whole = progressOf(state, layer);
    const walked = revealOf(state, layer);
    const max = { z: scales.sums[layer] ?? 1, a: scales.activations[layer] ?? 1 };
    return Array.from(box.x, (x, neuron) => {
      const place = { x, y: box.y[neuron] ?? 0, r: box.r, shape: box.shape, font: box.font };
      const ring = rings(layer, neuron);
      const edited = isEdited(layer, neuron);
      if (!pass) return { ...place, ...unreached(palette), ring, edited };
      const { sums, activations, partial } = walked?.(neuron) ?? { ...whole, partial: null };
      const z = partial ?? pass.z[neuron] ?? 0;
      const a = pass.a[neuron] ?? 0;
      const look = filledWith(z, a, between(sums, ARRIVE), between(activations), max, palette);
      const behindBar = layout.bars.length > 0 && look.shows === "a" && layer === outputs;
      const text = behindBar || look.textAlpha === 0 ? "" : inside(look.shows === "a" ? a : z, box);
      if (question?.kind === "neuron" && question.layer === layer && question.choices.includes(neuron)) {
        return { ...place, ...look, text: box.font ? `${neuron + 1}` : "", textColour: palette.ink, textAlpha: 1, ring, edited };
      }
      return { ...place, ...look, text, ring, edited, negative: look.shows === "z" && z < 0 && !box.font };
    });
  });
  return layout.inputs ? [...inputsOf(layout.inputs, trace, palette, rings), ...layers] : layers;
}

/**
 * The numbers that are read instead of an image, lit as activations are.
 *
 * @param {LayerBox} box
 * @param {Trace | null} trace
 * @param {Palette} palette
 * @param {ReturnType<typeof ringsOf>} rings
 * @returns {UnitShape[]}
 */
function inputsOf(box, trace, palette, rings) {
  const values = trace?.input;
  const max = values ? Math.max(1, roundUp(largest(values))) : 1;
  return Array.from(box.x, (x, input) => {
    const value = values?.[input];
    const place = { x, y: box.y[input] ?? 0, r: box.r, shape: box.shape, font: box.font, edited: false };
    const ring = rings(INPUTS, input);
    if (value === undefined) return { ...place, ...unreached(palette), ring };
    const fill = grey(value / max, palette);
    return { ...place, under: fill, fill, filled: 1, text: inside(value, box), textColour: textOn(fill), textAlpha: 1, ring };
  });
}

/**
 * @param {number} value
 * @param {LayerBox} box
 */
function inside(value, { r, font }) {
  if (!font) return "";
  return r > ROOMY * font ? number(value) : short(value);
}

/** @param {Palette} palette */
function unreached({ bg }) {
  return { under: bg, fill: bg, filled: 0, text: "", textColour: bg, textAlpha: 0 };
}

/**
 * First the sum fills the neuron from the middle, then the activation does.
 *
 * @param {number} z
 * @param {number} a
 * @param {number} arrived  of the sum, 0 to 1
 * @param {number} bent  from the sum to the activation, 0 to 1
 * @param {{z: number, a: number}} max  ends of the scales
 * @param {Palette} palette
 */
function filledWith(z, a, arrived, bent, max, palette) {
  const sum = diverging(z, max.z, palette, palette.plate);
  const lit = grey(a / max.a, palette);
  const late = bent > 0.5;
  return {
    under: bent > 0 ? sum : palette.bg,
    fill: bent > 0 ? lit : sum,
    filled: bent || arrived,
    shows: late ? "a" : "z",
    textColour: textOn(late ? lit : sum),
    // One number fades before the other comes.
    textAlpha: Math.max(0, late ? 2 * bent - 1 : bent > 0 ? 1 - 2 * bent : 2 * arrived - 1),
  };
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {Scales} scales
 * @returns {OutputShape[]}
 */
export function outputsOf(state, trace, layout, scales) {
  const last = layout.layers.length - 1;
  const whole = progressOf(state, last);
  const walked = revealOf(state, last);
  const a = trace?.layers[last]?.a;
  const answered = state.hand.at > where(state).steps.length - 2;
  const contenders = answered && trace ? answersOf(state, trace) : [];
  const place = layout.downwards ? layout.width / layout.bars.length : Infinity; // of a word, and of a number
  return layout.bars.map((bar, k) => {
    const value = a?.[k] ?? 0;
    const strong = contenders.includes(k);
    const grown = between((walked?.(k) ?? whole).activations);
    const share = Math.min(1, Math.max(0, value / (scales.activations[last] ?? 1)));
    return {
      bar,
      label: outputLabel(cardOf(state), k).slice(0, Math.max(2, place / (layout.font * 0.75))),
      share: share * grown,
      text: a && grown === 1 && (strong || place > 2 * layout.font) ? number(value) : "",
      strong,
      alone: contenders.length === 1 && contenders[0] === k,
    };
  });
}
