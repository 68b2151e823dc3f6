/**
 * The lines of the stage at a moment of the pass: which, how far grown, how strong. Pure.
 *
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./lines.js").LineSet} LineSet
 * @typedef {import("./linked.js").Linked} Linked
 *
 * @typedef {object} Flow  a set of lines as it is drawn now
 * @property {LineSet} set
 * @property {"lit" | "focus" | "mesh" | "now"} look  in the colours of the values; the same, of what
 *   is looked at; structure; the term added now
 * @property {number} alpha
 * @property {number} reach  how much of each line is drawn, from its source on, 0 to 1
 */

import { weightsOf } from "../state/edits.js";
import { cardOf } from "../state/selectors.js";
import { addedLinks, focusOf, latestLink, lookedAt, pathLinks, summedUnit, wholeLayers } from "./linked.js";
import { ALIKE, bundlesOf, linesOf } from "./lines.js";
import { linksBefore } from "./links.js";
import { between, progressOf } from "./progress.js";
import { remembering } from "../state/remember.js";
import { roundUp } from "./scale.js";

const FAINT = 0.13; // of lines beside those of a neuron that is looked at
const BEHIND = 0.6; // of lines that the pass has left behind
const PASSED = 0.4; // of lines into neurons that a walk has passed
const MESH = { bundle: 0.4, few: 0.16, many: 0.09 }; // of lines that the pass has not reached
const MANY = 200; // lines

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {number} sumScale  of the first layer's sums
 * @returns {{flows: readonly Flow[], scale: number, focus: readonly Linked[]}}
 */
export function flowsOf(state, trace, layout, sumScale) {
  const carried = state.place.lines === "contribution" ? trace : null;
  const whole = wholeLayers(cardOf(state), weightsOf(state), carried);
  const target = lookedAt(state.hand.hovered, state.place.selected);
  const path = state.hand.hovered ? [] : pathLinks(state, carried);
  const focus =
    path.length || !target ? path : focusOf(target, cardOf(state), weightsOf(state), carried);
  const added = addedLinks(state, carried);
  const scale = scaleOf(whole, [...focus, ...added]);
  const aside = focus.length ? FAINT : 1;

  const flows = layout.plate && !layout.layers[0]?.tiles ? bundleFlows(state, trace, layout, sumScale, aside) : [];
  if (layout.kit) flows.push(...layout.kit.mapFlows(state, layout, aside));
  for (const linked of whole) flows.push(...layerFlows(state, trace, linked, layout, scale, aside));
  for (const { layer, links } of latestLink(state)) {
    flows.push({ set: linesOf(links, layer, layout, ALIKE), look: "now", alpha: 1, reach: 1 });
  }
  for (const { layer, links } of added) {
    flows.push({ set: linesOf(links, layer, layout, scale), look: "focus", alpha: aside, reach: 1 });
  }
  for (const { layer, links } of focus) {
    const lit = isLit(state, trace, layer);
    const known = lit || state.place.lines === "weight";
    const set = linesOf(links, layer, layout, known ? scale : ALIKE);
    const reach = lit ? between(progressOf(state, layer).sums) : 1;
    flows.push({ set, look: known ? "focus" : "mesh", alpha: known ? 1 : 0.5, reach });
  }
  return { flows, scale, focus };
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Linked & {mesh: import("./links.js").LinkValues}} linked
 * @param {Layout} layout
 * @param {number} scale
 * @param {number} aside
 * @returns {Flow[]}
 */
function layerFlows(state, trace, { layer, links, mesh, nIn }, layout, scale, aside) {
  const unlit = meshFlow(linesOf(mesh, layer, layout, ALIKE), aside);
  if (!isLit(state, trace, layer)) return [unlit];
  const walked = summedUnit(state);
  if (walked?.layer !== layer) {
    return [...ahead(state, unlit), litFlow(state, linesOf(links, layer, layout, scale), aside)];
  }
  const passed = linesOf(before(links, walked.neuron, nIn), layer, layout, scale);
  return [unlit, { set: passed, look: "lit", alpha: PASSED * aside, reach: 1 }];
}

const before = remembering(linksBefore);
const bundles = remembering(bundlesOf);
const bundleMesh = remembering(bundlesOf);
const noSums = remembering((/** @type {number} */ n) => new Float32Array(n).fill(1));

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {number} scale
 * @param {number} aside
 * @returns {Flow[]}
 */
function bundleFlows(state, trace, layout, scale, aside) {
  const z = trace?.layers[0]?.z;
  const n = layout.layers[0]?.x.length ?? 0;
  const unlit = meshFlow(bundleMesh(noSums(n), layout, ALIKE), aside);
  if (!z || !isLit(state, trace, 0)) return [unlit];
  const walked = summedUnit(state);
  if (walked?.layer !== 0) {
    return [...ahead(state, unlit), litFlow(state, bundles(z, layout, scale), aside)];
  }
  const passed = bundles(z, layout, scale, walked.neuron);
  return [unlit, { set: passed, look: "lit", alpha: PASSED * aside, reach: 1 }];
}

/**
 * The structure ahead of growing lines, while they grow.
 *
 * @param {State} state
 * @param {Flow} mesh
 * @returns {Flow[]}
 */
function ahead(state, mesh) {
  const left = 1 - progressOf(state, mesh.set.layer).sums;
  return left > 0 ? [{ ...mesh, alpha: mesh.alpha * left }] : [];
}

/**
 * @param {State} state
 * @param {LineSet} set
 * @param {number} aside
 * @returns {Flow}
 */
function litFlow(state, set, aside) {
  const { sums, behind } = progressOf(state, set.layer);
  const last = set.layer === cardOf(state).layers.length - 1;
  const left = last ? 0 : between(behind);
  return { set, look: "lit", alpha: aside * (1 - left * (1 - BEHIND)), reach: between(sums) };
}

/**
 * @param {LineSet} set
 * @param {number} aside
 * @returns {Flow}
 */
function meshFlow(set, aside) {
  const alpha = set.kind === "bundle" ? MESH.bundle : set.length > MANY ? MESH.many : MESH.few;
  return { set, look: "mesh", alpha: aside === 1 ? alpha : alpha / 2, reach: 1 };
}

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {number} layer
 */
function isLit(state, trace, layer) {
  return trace !== null && progressOf(state, layer).sums > 0;
}

/**
 * One scale for every line that is drawn, so that equal colours are equal numbers.
 *
 * @param {readonly Linked[]} whole
 * @param {readonly Linked[]} more
 */
function scaleOf(whole, more) {
  const largest = [...whole, ...more].map(({ links }) => Math.abs(links.value.at(-1) ?? 0));
  return roundUp(Math.max(0, ...largest));
}
