/**
 * What a link holds of a state, and a state brought back to it. Pure.
 *
 * A moment has two halves. The place is where one looks: network, step, neuron, view. The work is
 * what one made: the drawing, its framing, the edits, and a pass that was kept as A. A link brings
 * both back; the browser's Back brings back the place only, since Undo is there for the work.
 *
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Place
 * @property {string} network
 * @property {string} step  its id
 * @property {State["inner"]} inner
 * @property {State["granularity"]} granularity
 * @property {State["order"]} order
 * @property {readonly string[]} opened  groups of the network whose every step is a stop
 * @property {State["selected"]} selected
 * @property {State["lines"]} lines
 * @property {State["view"]} view
 * @property {State["notation"]} notation
 * @property {State["panel"]} panel
 * @property {State["form"]} form
 * @property {boolean} stretched
 * @property {boolean} covered
 * @property {State["explore"]["tool"]} tool
 *
 * @typedef {object} Work
 * @property {State["drawing"]} drawing
 * @property {boolean} blank
 * @property {boolean} sample  a drawing of ours stays one in a link and after a reload
 * @property {State["explore"]["framing"]} framing
 * @property {readonly import("./edits.js").Edit[]} edits  of the network
 *
 * @typedef {Work & {network: string}} Made  everything that a pass is made of
 *
 * @typedef {Place & Work & {kept: Made | null}} Moment
 */

import { editsOf, withEdits } from "./edits.js";
import { settled } from "./position.js";
import { cardOf, onPad } from "./selectors.js";
import { stepsOf } from "./steps.js";

const WORK = /** @type {const} */ (["drawing", "blank", "sample", "framing", "edits", "kept"]);

/**
 * @param {State} state
 * @returns {Moment}
 */
export function momentOf(state) {
  const steps = stepsOf(cardOf(state));
  const { network, inner, granularity, order, selected, lines, view, notation, panel, form } = state;
  const { stretched, covered } = state;
  return {
    network, inner, granularity, order, selected, lines, view, notation, panel, form, stretched,
    covered, ...onPad(state),
    tool: state.explore.tool,
    framing: state.explore.framing,
    edits: editsOf(state),
    kept: state.explore.kept && madeOf(state.explore.kept),
    step: steps[state.step]?.id ?? "",
    opened: [...new Set(steps.map(({ group }) => group))].filter((group) => state.opened.has(group)),
  };
}

/**
 * A pass without its numbers, which the server computes anew wherever a link is opened.
 *
 * @param {import("./compare.js").Kept} kept
 * @returns {Made}
 */
export function madeOf({ trace, ...made }) {
  return made;
}

/**
 * @param {Partial<Moment>} moment
 * @returns {Partial<Place>}
 */
export function placeOf(moment) {
  const made = /** @type {readonly string[]} */ (WORK);
  return Object.fromEntries(Object.entries(moment).filter(([name]) => !made.includes(name)));
}

/**
 * The state at a moment; what the moment leaves open stays as it is. A drawing that is replaced
 * can be had back with Undo.
 *
 * @param {State} state
 * @param {Partial<Moment>} moment  of things that are there: see `decodeLink`
 * @returns {State}
 */
export function restored(state, moment) {
  const { step: id, opened, drawing, sample = false, tool, framing, edits, kept, ...plain } = moment;
  const { explore } = state;
  /** @type {State} */
  let next = {
    ...state, ...plain, playing: false, hovered: null,
    explore: {
      ...explore,
      tool: tool ?? explore.tool,
      framing: framing ?? explore.framing,
      kept: kept === undefined ? explore.kept : kept && { ...kept, trace: null },
    },
  };
  if (edits) next = withEdits(next, edits);
  if (next.network !== state.network) {
    Object.assign(next, { explanation: null, explanations: {}, selected: moment.selected ?? null });
  }
  if (next.order !== state.order) next.explanations = {};
  const inked = moment.blank ? [] : drawing;
  if (inked && inked !== state.drawing) {
    Object.assign(next, { drawing: inked, sample });
    if (state.drawing.length) {
      next.past = [...state.past, onPad(state)];
      next.future = [];
    }
  }
  const steps = stepsOf(cardOf(next));
  if (opened) next.opened = groupsWith(state.opened, steps, opened);
  const found = steps.findIndex((step) => step.id === id);
  next.step = found < 0 ? Math.min(state.step, steps.length - 1) : found;
  next.at = next.step;
  return settled(next);
}

/**
 * @param {ReadonlySet<string>} before
 * @param {readonly {group: string}[]} steps  of the network
 * @param {readonly string[]} opened  its groups that are open
 */
function groupsWith(before, steps, opened) {
  const others = [...before].filter((group) => steps.every((step) => step.group !== group));
  return new Set([...others, ...opened]);
}
