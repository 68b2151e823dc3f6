/**
 * What the page of mistakes knows. Pure.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../kit/lesson.js").Line} Line
 *
 * @typedef {"ours" | "t10k"} Source
 * @typedef {"table" | "gallery" | "one" | "neuron"} View
 * @typedef {"random" | "digit" | "mistakes" | "surest"} Order
 * @typedef {{truth: number, read: number}} Cell  of the table: digits that are one, and were read as another
 *
 * @typedef {object} State
 * @property {readonly Card[]} cards  of networks that read digits
 * @property {string} network
 * @property {Source} source
 * @property {View} view
 * @property {Order} order
 * @property {number} seed  of the random order
 * @property {Cell | null} cell  whose samples alone are shown
 * @property {number} at  the place in that order of the one that is looked at
 * @property {Unit} unit
 * @property {number | null} hardest  which digit was said to be the hardest; −1: "Show it"
 * @property {number | null} reading  what was said to be read in the one that is looked at; −1: "Show it"
 * @property {number | null} favourite  which digit was said to excite the neuron most; −1: "Show it"
 * @property {Line} line
 */

export const SHOWN = -1;
export const MAX_SEED = 999;
export const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * @param {readonly Card[]} cards
 * @returns {State}
 */
export function initialState(cards) {
  return {
    cards, network: cards[0]?.name ?? "", source: "ours", view: "table", order: "random", seed: 0, cell: null,
    at: 0, unit: { layer: 0, neuron: 0 }, hardest: null, reading: null, favourite: null,
    line: { connection: "connecting", late: false, error: null, note: null, waiting: null },
  };
}

/**
 * The state with a change made: what was guessed of something else is forgotten, and so is what was
 * refused.
 *
 * @param {State} state
 * @param {Omit<Partial<State>, "line"> & {line?: Partial<Line>}} change
 * @returns {State}
 */
export function reduce(state, { line, ...change }) {
  const isTried = Object.keys(change).length > 0;
  const next = { ...state, ...change, line: { ...state.line, ...(isTried && { error: null }), ...line } };
  const differs = (/** @type {readonly (keyof State)[]} */ ...names) => names.some((name) => next[name] !== state[name]);
  const forget = (/** @type {keyof State} */ guess) => {
    if (!(guess in change)) Object.assign(next, { [guess]: null });
  };
  if (differs("network", "source")) forget("hardest");
  if (differs("network", "source", "order", "seed", "cell") && !("at" in change)) next.at = 0;
  if (differs("network", "source", "order", "seed", "cell", "at")) forget("reading");
  if (differs("network", "source", "unit")) forget("favourite");
  if (!isThere(next)) next.unit = { layer: 0, neuron: 0 };
  return next;
}

/** @param {State} state */
export function cardOf({ cards, network }) {
  return /** @type {Card} */ (cards.find(({ name }) => name === network) ?? cards[0]);
}

/** @param {State} state */
function isThere(state) {
  const { unit: { layer, neuron } } = state;
  return neuron < (cardOf(state)?.layers[layer]?.outputs ?? 0);
}

/**
 * What a page of samples is asked for with, but for its place.
 *
 * @param {State} state
 */
export function orderOf({ network, source, order, seed, cell }) {
  return { network, source, order, ...(order === "random" && { seed }), ...cell };
}
