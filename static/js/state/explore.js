/**
 * What a viewer tries out beside following the pass: edits, another framing of the drawing, a pass
 * kept to compare with, the strongest path. Pure.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Drawing} Drawing
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
 * @property {Trace | null} twin  the pass of the drawing centred, if it is not, or the other way round
 * @property {import("./compare.js").Kept | null} kept  the pass that is A
 * @property {import("./predict.js").Predict} predict
 *
 * @typedef {{type: "explore", tool: Tool}
 *   | {type: "edit", edit: Edit}
 *   | {type: "unedit", edit: Edit}
 *   | {type: "edits", edits: readonly Edit[]}
 *   | {type: "editsRefused", network: string, edits: readonly Edit[]}
 *   | {type: "keep"} | {type: "forget"} | {type: "backToKept"}
 *   | {type: "keptRead", kept: import("./compare.js").Kept, trace: Trace}
 *   | {type: "keptRefused", kept: import("./compare.js").Kept, message: string}
 *   | {type: "framing", framing: Framing}
 *   | {type: "shift", by: readonly [right: number, down: number]}
 *   | {type: "twin", trace: Trace}
 *   | {type: "predict", on: boolean}
 *   | {type: "guess", choice: number | null}} ExploreAction
 */

import { keptOf } from "./compare.js";
import { answered, NOT_PREDICTING, withPredict } from "./predict.js";
import { madeOf, restored } from "./moment.js";
import { editsOf, MOST_EDITS, withEdit, withEdits } from "./edits.js";

export const TOOLS = /** @type {const} */ (["neuron", "path", "edit", "input", "compare"]);

/** @type {Framing} */
export const AS_MNIST = { centred: true, shift: [0, 0] };
export const MOST_SHIFT = 14; // pixels each way, as in docs/wire.md

const OVERFLOW =
  "With that edit a sum would leave the range of float32, −3.4 × 10³⁸ to 3.4 × 10³⁸: it was undone.";

/** @type {Explore} */
export const NOTHING_EXPLORED = {
  tool: "neuron", edits: {}, framing: AS_MNIST, twin: null, kept: null, predict: NOT_PREDICTING,
};

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
    case "edits":
      return withEdits(state, action.edits);
    case "editsRefused": {
      const { network, edits } = action;
      return { ...now({ edits: { ...explore.edits, [network]: edits } }), note: OVERFLOW };
    }
    case "keep":
      return now({ kept: keptOf(state) ?? explore.kept });
    case "forget":
      return now({ kept: null });
    case "backToKept": // the server reads it anew
      return explore.kept ? restored(state, madeOf(explore.kept)) : state;
    case "keptRead":
      return explore.kept === action.kept ? now({ kept: { ...action.kept, trace: action.trace } }) : state;
    case "keptRefused":
      if (explore.kept !== action.kept) return state;
      return { ...now({ kept: null }), note: `A could not be read, and was forgotten. ${action.message}` };
    case "framing":
      return now({ framing: framed(explore.framing, action.framing) });
    case "shift": {
      const [right, down] = explore.framing.shift;
      const shift = /** @type {const} */ ([right + action.by[0], down + action.by[1]]);
      return now({ framing: framed(explore.framing, { ...explore.framing, shift }) });
    }
    case "predict":
      return withPredict(state, { on: action.on, question: null });
    case "guess":
      return answered(state, action.choice);
    case "twin":
      return now({ twin: action.trace });
  }
}

/**
 * In whole pixels, within the field.
 *
 * @param {Framing} before
 * @param {Framing} framing
 * @returns {Framing}  the one before, where it is the same
 */
function framed(before, { centred, shift: [right, down] }) {
  const shift = /** @type {const} */ ([bounded(right), bounded(down)]);
  const same = centred === before.centred && shift.join() === before.shift.join();
  return same ? before : { centred, shift };
}

/** @param {number} pixels */
function bounded(pixels) {
  return Math.max(-MOST_SHIFT, Math.min(MOST_SHIFT, Math.round(pixels))) + 0;
}
