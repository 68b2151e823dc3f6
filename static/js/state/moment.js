/**
 * What a link holds of a state, and a state brought back to it. Pure.
 *
 * A moment has two halves: the place, where one looks, and the work, what one made, along with a
 * pass kept as A. A link brings both back; the browser's Back brings back the place and its network
 * only, since Undo is there for the work.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Work} Work
 * @typedef {import("./state.js").Place} Place
 *
 * @typedef {Omit<Place, "step" | "opened"> & {step: string, opened: readonly string[]}} Spot
 *   a place in names, which networks of other shapes share: the step's id, and the groups of the
 *   network whose every step is a stop
 *
 * @typedef {object} Moment
 * @property {Spot} place
 * @property {Work} work
 * @property {Work | null} kept  that A was made of: the server reads it again wherever a link is
 *   opened
 *
 * @typedef {{place?: Partial<Spot>, work?: Partial<Work>, kept?: Work | null}} Part  of a moment
 */

import { withChange } from "./change.js";
import { isSameImage, isSameInk } from "./drawing.js";
import { withNetwork } from "./edits.js";
import { settled } from "./position.js";
import { onPad } from "./selectors.js";
import { where } from "./where.js";

/**
 * @param {State} state
 * @returns {Moment}
 */
export function momentOf(state) {
  const { place, work, answers: { kept } } = state;
  const { steps } = where(state);
  const groups = [...new Set(steps.map(({ group }) => group))];
  const opened = groups.filter((group) => place.opened.has(group));
  return { place: { ...place, step: steps[place.step]?.id ?? "", opened }, work, kept: kept && kept.work };
}

/**
 * The part of a moment that the browser's Back brings back.
 *
 * @param {Part} moment
 * @returns {Part}
 */
export function placeOf({ place, work }) {
  return { place, work: { network: work?.network } };
}

/**
 * The state at a moment; what the moment does not say stays as it is. Undo brings back a drawing
 * that was replaced.
 *
 * @param {State} state
 * @param {Part} moment  of things that are there: see `decodeLink`
 * @returns {State}
 */
export function restored(state, { place = {}, work = {}, kept }) {
  const { step: id, opened, ...looks } = place;
  const { network = state.work.network, drawing, sample = false, image: sentImage = null, ...made } = work;
  const isOther = network !== state.work.network;
  const isReordered = (looks.order ?? state.place.order) !== state.place.order;
  const before = state.work.drawing;
  const image = isSameImage(sentImage, state.work.image) ? state.work.image : sentImage; // with its photo
  const sent = work.blank || image ? [] : drawing;
  const inked = sent && isSameInk(sent, before) ? before : sent; // the same pass need not be asked for again
  const isOtherInk = inked !== undefined && (inked !== before || image !== state.work.image);
  const isReplaced = isOtherInk && (before.length > 0 || state.work.image !== null);
  const next = withChange(withNetwork(state, network), {
    work: { ...made, ...(inked && { drawing: inked, sample, image }) },
    place: { ...(isOther && { selected: null }), ...looks },
    answers: {
      ...(kept !== undefined && { kept: kept && { work: kept, trace: null } }),
      ...(isOther && { explanation: null }),
      ...((isOther || isReordered) && { explanations: {} }),
    },
    hand: { playing: false, hovered: null, ...(isReplaced && { past: [...state.hand.past, onPad(state)], future: [] }) },
    line: work.edits ? { error: null } : {},
  });
  const { steps } = where(next);
  const found = steps.findIndex((each) => each.id === id);
  const step = found < 0 ? Math.min(state.place.step, steps.length - 1) : found;
  const groups = opened ? groupsWith(state.place.opened, steps, opened) : next.place.opened;
  return settled(withChange(next, { place: { step, opened: groups }, hand: { at: step } }));
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
