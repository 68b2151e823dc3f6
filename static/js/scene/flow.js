/**
 * The lines of the stage at a moment of the pass: which, how far grown, how strong. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Weights} Weights
 * @typedef {import("../state.js").State} State
 * @typedef {import("../state.js").Target} Target
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./lines.js").LineSet} LineSet
 * @typedef {import("./links.js").LinkValues} LinkValues
 *
 * @typedef {object} Flow  a set of lines as it is drawn now
 * @property {LineSet} set
 * @property {boolean} lit  in the colours of its values; else all alike, as structure
 * @property {number} alpha
 * @property {number} reach  how much of each line is drawn, from its source on, 0 to 1
 *
 * @typedef {readonly (Weights | undefined)[] | undefined} Loaded  by layer
 *
 * @typedef {object} LinkedLayer
 * @property {number} layer
 * @property {LinkValues} links
 * @property {number} nIn  inputs of the layer
 */

import { cardOf } from "../selectors.js";
import { ALIKE, bundlesOf, linesOf } from "./lines.js";
import { linksInto, linksOf, linksOutOf, oneLink } from "./links.js";
import { between, progressOf } from "./progress.js";
import { remembering } from "./remember.js";
import { roundUp } from "./scale.js";

const FAINT = 0.13; // of lines beside those of a neuron that is looked at
const BEHIND = 0.6; // of lines that the pass has left behind
const MESH = { bundle: 0.4, few: 0.16, many: 0.09 }; // of lines that the pass has not reached
const MANY = 200; // lines

/** What the viewer points at, else what was clicked. */
export const lookedAt = remembering(
  /**
   * @param {State["hovered"]} hovered
   * @param {State["selected"]} selected
   * @returns {Target | null}
   */
  (hovered, selected) => hovered ?? (selected && { kind: "unit", ...selected }),
);

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {number} sumScale  of the first layer's sums
 * @returns {{flows: readonly Flow[], scale: number, focus: readonly LinkedLayer[]}}
 */
export function flowsOf(state, trace, layout, sumScale) {
  const card = cardOf(state);
  const loaded = state.weights[state.network];
  const carried = state.lines === "contribution" ? trace : null;
  const whole = wholeLayers(card, loaded, carried);
  const target = lookedAt(state.hovered, state.selected);
  const focus = target ? focusOf(target, card, loaded, carried) : [];
  const scale = scaleOf(whole, focus);
  const aside = focus.length ? FAINT : 1;
  const lit = card.layers.map((_, k) => trace !== null && progressOf(state, k).sums > 0);

  /** @type {Flow[]} */
  const flows = [bundleFlow(state, trace, layout, sumScale, aside)];
  for (const { layer, links, mesh } of whole) {
    flows.push(
      lit[layer]
        ? litFlow(state, linesOf(links, layer, layout, scale), aside)
        : meshFlow(linesOf(mesh, layer, layout, ALIKE), aside),
    );
  }
  for (const { layer, links } of focus) {
    const known = lit[layer] || state.lines === "weight";
    const set = linesOf(links, layer, layout, known ? scale : ALIKE);
    const reach = lit[layer] ? between(progressOf(state, layer).sums) : 1;
    flows.push({ set, lit: known, alpha: known ? 1 : 0.5, reach });
  }
  return { flows, scale, focus };
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
  return { set, lit: true, alpha: aside * (1 - left * (1 - BEHIND)), reach: between(sums) };
}

/**
 * @param {LineSet} set
 * @param {number} aside
 * @returns {Flow}
 */
function meshFlow(set, aside) {
  const alpha = set.kind === "bundle" ? MESH.bundle : set.length > MANY ? MESH.many : MESH.few;
  return { set, lit: false, alpha: aside === 1 ? alpha : alpha / 2, reach: 1 };
}

const bundles = remembering(bundlesOf);
const bundleMesh = remembering(bundlesOf);
const noSums = remembering((/** @type {number} */ n) => new Float32Array(n).fill(1));

/**
 * @param {State} state
 * @param {Trace | null} trace
 * @param {Layout} layout
 * @param {number} scale
 * @param {number} aside
 * @returns {Flow}
 */
function bundleFlow(state, trace, layout, scale, aside) {
  const z = trace?.layers[0]?.z;
  if (z && progressOf(state, 0).sums > 0) return litFlow(state, bundles(z, layout, scale), aside);
  return meshFlow(bundleMesh(noSums(layout.layers[0]?.x.length ?? 0), layout, ALIKE), aside);
}

/**
 * Every layer behind the first whose weights are there, with its lines for when the pass has come
 * to it, and for before: by weight, since what they will carry is not known yet.
 */
const wholeLayers = remembering(
  /**
   * @param {Card} card
   * @param {Loaded} loaded
   * @param {Trace | null} carried
   */
  (card, loaded, carried) =>
    card.layers.flatMap((_, layer) => {
      const W = loaded?.[layer]?.W;
      if (layer === 0 || !W) return [];
      const links = linksOf(W, carried?.layers[layer - 1]?.a ?? null);
      return [{ layer, nIn: card.sizes[layer] ?? 1, links, mesh: linksOf(W, null) }];
    }),
);

/** The links of what is looked at: into and out of a neuron, out of a pixel, or one alone. */
const focusOf = remembering(
  /**
   * @param {Target} target
   * @param {Card} card
   * @param {Loaded} loaded
   * @param {Trace | null} carried
   * @returns {readonly LinkedLayer[]}
   */
  (target, card, loaded, carried) => {
    const linked = (
      /** @type {number} */ layer,
      /** @type {(W: Float32Array, a: Float32Array | null, nIn: number) => LinkValues} */ choose,
    ) => {
      const W = loaded?.[layer]?.W;
      const a = layer === 0 ? shares(carried?.image ?? null) : carried?.layers[layer - 1]?.a;
      const nIn = card.sizes[layer] ?? 1;
      return W ? [{ layer, nIn, links: choose(W, a ?? null, nIn) }] : [];
    };
    switch (target.kind) {
      case "pixel":
        return linked(0, (W, a, nIn) => linksOutOf(W, a, target.pixel, nIn));
      case "link":
        return linked(target.layer, (W, a, nIn) => oneLink(W, a, target.neuron, target.input, nIn));
      case "unit":
        return [
          ...linked(target.layer, (W, a, nIn) => linksInto(W, a, target.neuron, nIn)),
          ...linked(target.layer + 1, (W, a, nIn) => linksOutOf(W, a, target.neuron, nIn)),
        ];
    }
  },
);

const shares = remembering((/** @type {Uint8Array | null} */ image) => {
  return image && Float32Array.from(image, (value) => value / 255);
});

/**
 * One scale for every line that is drawn, so that equal colours are equal numbers.
 *
 * @param {readonly LinkedLayer[]} whole
 * @param {readonly LinkedLayer[]} focus
 */
function scaleOf(whole, focus) {
  const largest = [...whole, ...focus].map(({ links }) => Math.abs(links.value.at(-1) ?? 0));
  return roundUp(Math.max(0, ...largest));
}
