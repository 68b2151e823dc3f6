/**
 * What a viewer tries besides following the pass: edits, another framing of the drawing, a pass
 * kept to compare with, the strongest path. Pure.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("./edits.js").Edit} Edit
 *
 * @typedef {typeof TOOLS[number]} Tool
 *
 * @typedef {object} Framing  how the drawing is placed in the field
 * @property {boolean} centred  normalised as MNIST was; else the pad as it is
 * @property {readonly [right: number, down: number]} shift  whole pixels on top of that
 *
 * @typedef {{type: "edit", edit: Edit}
 *   | {type: "unedit", edit: Edit}
 *   | {type: "edits", edits: readonly Edit[]}
 *   | {type: "editsRefused", network: string, edits: readonly Edit[], code: keyof typeof UNDONE}
 *   | {type: "keep"} | {type: "forget"} | {type: "backToKept"}
 *   | {type: "keptRead", kept: import("./compare.js").Kept, trace: Trace}
 *   | {type: "keptRefused", kept: import("./compare.js").Kept, message: string}
 *   | {type: "framing", framing: Framing}
 *   | {type: "shift", by: readonly [right: number, down: number]}
 *   | {type: "predict", on: boolean}
 *   | {type: "guess", choice: number | null}
 *   | {type: "guessAgreement", choice: number | null}} ExploreAction
 */

import { keptOf } from "./compare.js";
import { answered, withPredict } from "./predict.js";
import { agreementGuessed } from "./everyone.js";
import { restored } from "./moment.js";
import { atMiddle } from "./kernels.js";
import { cardOf } from "./selectors.js";
import { isOfLayer, MOST_EDITS, withEdit, withEdits } from "./edits.js";
import { withChange } from "./change.js";

export const TOOLS = /** @type {const} */ (["neuron", "path", "edit", "input", "compare", "everyone"]);

/** @type {Framing} */
export const AS_MNIST = { centred: true, shift: [0, 0] };
export const MOST_SHIFT = 14; // pixels each way, as in docs/wire.md

const UNDONE = {
  overflow: "With that edit a sum would leave the range of float32, −3.4 × 10³⁸ to 3.4 × 10³⁸: it was undone.",
  size: "With that edit the question would be larger than the server reads, 64 KB: it was undone.",
};

/**
 * @param {State} state
 * @param {ExploreAction} action
 * @returns {State}
 */
export function explored(state, action) {
  const { work: { framing }, answers: { kept } } = state;
  switch (action.type) {
    case "edit": {
      const edits = withEdit(state.work.edits, atMiddle(cardOf(state), action.edit));
      if (edits.length > MOST_EDITS) {
        return withChange(state, { line: { note: `At most ${MOST_EDITS} edits: this one was not made.` } });
      }
      // It stays in view: another may be the strongest now, and the next edit would be that one's.
      if (isOfLayer(action.edit)) return withEdits(state, edits);
      const { layer, neuron } = action.edit;
      return withChange(withEdits(state, edits), { place: { selected: { layer, neuron } } });
    }
    case "unedit":
      return withEdits(state, state.work.edits.filter((edit) => edit !== action.edit));
    case "edits":
      return withEdits(state, action.edits);
    case "editsRefused": {
      const { network, edits, code } = action;
      const change = network === state.work.network ? { work: { edits } } : { edits: { [network]: edits } };
      return withChange(state, { ...change, line: { note: UNDONE[code] } });
    }
    case "keep":
      return withChange(state, { answers: { kept: keptOf(state) ?? kept } });
    case "forget":
      return withChange(state, { answers: { kept: null } });
    case "backToKept": // the server reads it anew
      return kept ? restored(state, { work: kept.work }) : state;
    case "keptRead":
      return kept === action.kept ? withChange(state, { answers: { kept: { ...kept, trace: action.trace } } }) : state;
    case "keptRefused":
      if (kept !== action.kept) return state;
      return withChange(state, {
        answers: { kept: null }, line: { note: `A could not be read, and was forgotten. ${action.message}` },
      });
    case "framing":
      return withChange(state, { work: { framing: framed(framing, action.framing) } });
    case "shift": {
      const [right, down] = framing.shift;
      const shift = /** @type {const} */ ([right + action.by[0], down + action.by[1]]);
      return withChange(state, { work: { framing: framed(framing, { ...framing, shift }) } });
    }
    case "predict":
      return withPredict(state, { on: action.on, question: null });
    case "guess":
      return answered(state, action.choice);
    case "guessAgreement":
      return agreementGuessed(state, action.choice);
  }
}

/**
 * A framing with its shift in whole pixels, within the field.
 *
 * @param {Framing} before
 * @param {Framing} framing
 * @returns {Framing}  the one before, if it is the same
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
