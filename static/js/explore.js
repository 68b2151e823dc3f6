/**
 * What a viewer tries out beside following the pass: edits, another framing of the drawing, a pass
 * kept to compare with, the strongest path. Pure.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {import("./types.js").Drawing} Drawing
 * @typedef {import("./edits.js").Edit} Edit
 *
 * @typedef {typeof TOOLS[number]} Tool
 *
 * @typedef {object} Framing  how the drawing comes into the field
 * @property {boolean} centred  normalised as MNIST was; else the pad as it is
 * @property {readonly [right: number, down: number]} shift  whole pixels on top of that
 *
 * @typedef {object} Explore
 * @property {Tool} tool  what stands beside the stage
 * @property {Readonly<Record<string, readonly Edit[]>>} edits  by network
 * @property {Framing} framing
 * @property {import("./compare.js").Kept | null} kept  the pass that is A
 *
 * @typedef {{type: "explore", tool: Tool}
 *   | {type: "edit", edit: Edit}
 *   | {type: "unedit", edit: Edit}
 *   | {type: "uneditAll"}
 *   | {type: "keep"} | {type: "forget"} | {type: "backToKept"}
 *   | {type: "framing", framing: Framing}} ExploreAction
 */

import { keptOf } from "./compare.js";
import { restored } from "./link/moment.js";
import { editsOf, MOST_EDITS, withEdit } from "./edits.js";

export const TOOLS = /** @type {const} */ (["neuron", "path", "edit", "compare"]);

/** @type {Framing} */
export const AS_MNIST = { centred: true, shift: [0, 0] };
export const MOST_SHIFT = 14; // pixels each way, as in docs/wire.md

/** @type {Explore} */
export const NOTHING_EXPLORED = { tool: "neuron", edits: {}, framing: AS_MNIST, kept: null };

/**
 * @param {State} state
 * @param {ExploreAction} action
 * @returns {State}
 */
export function explored(state, action) {
  const { explore } = state;
  const now = (/** @type {Partial<Explore>} */ change) => ({ ...state, explore: { ...explore, ...change } });
  switch (action.type) {
    case "explore":
      return now({ tool: action.tool });
    case "edit": {
      const edits = withEdit(editsOf(state), action.edit);
      if (edits.length > MOST_EDITS) return { ...state, note: `At most ${MOST_EDITS} edits: this one was not made.` };
      return withEdits(state, edits);
    }
    case "unedit":
      return withEdits(state, editsOf(state).filter((edit) => edit !== action.edit));
    case "uneditAll":
      return editsOf(state).length ? withEdits(state, []) : state;
    case "keep":
      return now({ kept: keptOf(state) ?? explore.kept });
    case "forget":
      return now({ kept: null });
    case "backToKept":
      return backTo(state, explore.kept);
    case "framing": {
      const [right, down] = action.framing.shift.map(bounded);
      return now({ framing: { ...action.framing, shift: [right ?? 0, down ?? 0] } });
    }
  }
}

/**
 * @param {State} state
 * @param {readonly Edit[]} edits  of the chosen network
 * @returns {State}
 */
export function withEdits(state, edits) {
  const all = { ...state.explore.edits, [state.network]: edits };
  return { ...state, error: null, explore: { ...state.explore, edits: all } };
}

/**
 * @param {State} state
 * @param {import("./compare.js").Kept | null} kept
 */
function backTo(state, kept) {
  if (!kept) return state;
  const { trace, ...made } = kept; // the server reads it anew
  return restored(state, made);
}

/** @param {number} pixels */
function bounded(pixels) {
  return Math.max(-MOST_SHIFT, Math.min(MOST_SHIFT, Math.round(pixels)));
}
