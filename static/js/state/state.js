/**
 * What the page knows, and how each action changes it. Pure: no document, no clock, no socket.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Point} Point
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Unit} Unit
 * @typedef {import("../types.js").Weights} Weights
 * @typedef {import("../types.js").Explanation} Explanation
 * @typedef {import("./walk.js").Granularity} Granularity
 * @typedef {import("./walk.js").Inner} Inner
 *
 * @typedef {"connecting" | "online" | "offline" | "unreachable" | "outdated"} Connection
 *   "offline": this device has no network; "unreachable": the server does not answer; "outdated":
 *   it speaks a newer wire than this page
 *
 * @typedef {object} State
 * @property {readonly Card[]} cards
 * @property {string} network  name of the chosen network
 * @property {Readonly<Record<string, readonly (Weights | undefined)[]>>} weights  by network and layer
 * @property {Drawing} drawing
 * @property {readonly OnPad[]} past  for Undo
 * @property {readonly OnPad[]} future  for Redo
 * @property {boolean} penDown
 * @property {boolean} blank  a page of zeros is fed on purpose
 * @property {boolean} sample  the drawing is one of ours: the first stroke takes its place
 * @property {readonly number[] | null} vector  what a toy network reads
 * @property {"pen" | "eraser"} tool
 * @property {Trace | null} trace  the newest answer
 * @property {Explanation | null} explanation  the newest, perhaps of a trace before this one
 * @property {Readonly<Record<string, Explanation>>} explanations  of this trace, by `unitKey`
 * @property {string | null} error  what the server refused, in words
 * @property {string | import("./predict.js").Verdict | null} note  something to be told once
 * @property {string | null} missing  a remembered network that is no longer there
 * @property {boolean} reading  an answer takes long enough to say so
 * @property {Connection} connection
 * @property {boolean} late  the server owes an answer for long
 * @property {number} step  index into the network's steps
 * @property {Inner | null} inner  the place inside the step, where it is walked through
 * @property {Granularity} granularity  what Next goes by
 * @property {"size" | "index"} order  of a sum's terms: largest first, or as the inputs are numbered
 * @property {number} at  position between steps while the pass moves; `step` at rest
 * @property {Readonly<Pick<State, "network" | "drawing">> | null} walked  the last pass that was stood in
 *   before its end
 * @property {ReadonlySet<string>} opened  groups whose every step is a stop
 * @property {boolean} playing
 * @property {number} speed  1 is normal
 * @property {Unit | null} selected
 * @property {Target | null} hovered
 * @property {boolean} tapped  by a finger, which never leaves: until the next touch or step
 * @property {"contribution" | "weight"} lines
 * @property {boolean} covered
 * @property {"a" | "p"} notation  W a + b, or W p + b with n
 * @property {"network" | "weights"} view
 * @property {boolean} stretched  each weight grid on a scale of its own
 * @property {"sum" | "terms" | "formula" | "pixels"} panel  of the inspector
 * @property {"scalar" | "vector" | "matrix"} form  of the inspector's formula
 * @property {import("./explore.js").Explore} explore  what the viewer tries out
 *
 * @typedef {Readonly<Pick<State, "drawing" | "blank" | "sample">>} OnPad  what lies on the pad
 *
 * @typedef {{kind: "unit"} & Unit
 *   | {kind: "pixel", pixel: number}
 *   | {kind: "link", layer: number, neuron: number, input: number}} Target  what a pointer is on
 *
 * @typedef {{type: "strokeBegan", point: Point}
 *   | {type: "strokeGrew", points: readonly Point[]}
 *   | {type: "strokeEnded"}
 *   | {type: "takenBack", before: State}
 *   | {type: "erased", drawing: Drawing, begins: boolean}
 *   | {type: "drawn", drawing: Drawing}
 *   | {type: "sample", drawing: Drawing}
 *   | {type: "undo"} | {type: "redo"} | {type: "clear"} | {type: "blank"}
 *   | {type: "vector", vector: readonly number[]}
 *   | {type: "tool", tool: State["tool"]}
 *   | {type: "network", network: string}
 *   | {type: "weights", network: string, layer: number, weights: Weights}
 *   | {type: "trace", trace: Trace}
 *   | {type: "explanation", explanation: Explanation}
 *   | {type: "error", message: string}
 *   | {type: "reading", reading: boolean}
 *   | {type: "connection", connection: Connection}
 *   | {type: "late", late: boolean}
 *   | {type: "note", note: string | null}
 *   | {type: "restored", moment: Partial<import("./moment.js").Moment>}
 *   | {type: "next"} | {type: "back"} | {type: "goto", step: number}
 *   | {type: "moved", at: number}
 *   | {type: "scrubbed", at: number}
 *   | {type: "group", group: string}
 *   | {type: "play", playing: boolean}
 *   | {type: "speed", speed: number}
 *   | {type: "select", unit: Unit | null}
 *   | {type: "hover", target: Target | null, tapped?: boolean}
 *   | {type: "lines", lines: State["lines"]}
 *   | {type: "cover", covered: boolean}
 *   | {type: "notation", notation: State["notation"]}
 *   | {type: "view", view: State["view"]}
 *   | {type: "granularity", granularity: Granularity}
 *   | {type: "walk", unit: Unit}
 *   | {type: "order", order: State["order"]}
 *   | {type: "panel", panel: State["panel"]}
 *   | {type: "form", form: State["form"]}
 *   | {type: "stretch", stretched: boolean}
 *   | import("./explore.js").ExploreAction} Action
 */

import {
  backward, goTo, scrubTo, settled, toggleGroup, walkBy, walkThrough,
} from "./position.js";
import { explored as tried, NOTHING_EXPLORED } from "./explore.js";
import { drawingOnGrid, onGrid } from "./drawing.js";
import { restored } from "./moment.js";
import { nextOrQuestion } from "./predict.js";
import { cardOf, isAtEnd, isWalked, onPad, unitKey } from "./selectors.js";
import { outputStep, stepsOf } from "./steps.js";

export {
  answerIsHidden, cardOf, explanationOf, focusOf, isEmpty, strongest, traceOf, unitKey, whyUntold,
} from "./selectors.js";

/**
 * @param {readonly Card[]} cards
 * @param {Partial<State>} [remembered]  choices kept from the last visit
 * @returns {State}
 */
export function initialState(cards, remembered = {}) {
  const chosen = cards.find((card) => card.name === remembered.network) ?? cards[0];
  if (!chosen) throw new Error("expected at least one network, found none");
  const last = stepsOf(chosen).length - 1;
  return {
    cards,
    weights: {},
    drawing: [],
    past: [],
    future: [],
    penDown: false,
    blank: false,
    sample: false,
    vector: null,
    tool: "pen",
    trace: null,
    explanation: null,
    explanations: {},
    error: null,
    note: null,
    missing: remembered.network === undefined || remembered.network === chosen.name ? null : remembered.network,
    reading: false,
    connection: "connecting",
    late: false,
    step: last,
    inner: null,
    granularity: "layer",
    order: "size",
    at: last,
    walked: null,
    opened: new Set(cards.flatMap(stepsOf).flatMap(({ group, layer }) => (layer === null ? [] : [group]))),
    playing: false,
    speed: 1,
    selected: null,
    hovered: null,
    tapped: false,
    lines: "contribution",
    covered: false,
    notation: "a",
    view: "network",
    stretched: false,
    panel: "sum",
    form: "scalar",
    explore: NOTHING_EXPLORED,
    ...remembered,
    network: chosen.name,
  };
}

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  const next = changed(state, action);
  if (next === state) return state;
  const stepped = next.step !== state.step || next.inner !== state.inner;
  return withWalked(settled(stepped && next.tapped && next.hovered ? { ...next, hovered: null } : next));
}

/** @param {State} state */
function withWalked(state) {
  const { network, drawing } = state;
  return isAtEnd(state) || isWalked(state) ? state : { ...state, walked: { network, drawing } };
}

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
function changed(state, action) {
  switch (action.type) {
    case "strokeBegan": {
      const below = state.sample ? [] : state.drawing;
      return drawn(keep(state), [...below, onGrid([action.point])], { penDown: true, missing: null });
    }
    case "strokeGrew": {
      const stroke = state.drawing.at(-1);
      if (!state.penDown || !stroke || action.points.length === 0) return state;
      const grown = [...stroke, ...onGrid(action.points)];
      return { ...state, drawing: [...state.drawing.slice(0, -1), grown] };
    }
    case "strokeEnded":
      return state.penDown ? { ...state, penDown: false } : state;
    case "takenBack":
      return takenBack(state, action.before);
    case "erased":
      if (action.drawing === state.drawing) return state;
      return drawn(action.begins ? keep(state) : state, drawingOnGrid(action.drawing));
    case "drawn":
      return drawn(keep(state), drawingOnGrid(action.drawing));
    case "sample":
      return drawn(keep(state), drawingOnGrid(action.drawing), { sample: true });
    case "clear":
      return state.drawing.length || state.blank ? drawn(keep(state), []) : state;
    case "blank":
      return drawn(keep(state), [], { blank: true });
    case "undo": {
      const pad = state.past.at(-1);
      if (!pad) return state;
      const future = [onPad(state), ...state.future];
      return drawn({ ...state, past: state.past.slice(0, -1), future }, pad.drawing, pad);
    }
    case "redo": {
      const [pad, ...future] = state.future;
      if (!pad) return state;
      const past = [...state.past, onPad(state)];
      return drawn({ ...state, past, future }, pad.drawing, pad);
    }
    case "vector":
      return { ...state, vector: action.vector };
    case "tool":
      return { ...state, tool: action.tool };
    case "network":
      return chosen(state, action.network);
    case "weights": {
      const layers = [...(state.weights[action.network] ?? [])];
      layers[action.layer] = action.weights;
      return { ...state, weights: { ...state.weights, [action.network]: layers } };
    }
    case "trace":
      return { ...state, trace: action.trace, explanations: {}, error: null };
    case "explanation":
      return explained(state, action.explanation);
    case "error":
      return { ...state, error: action.message };
    case "reading":
      return state.reading === action.reading ? state : { ...state, reading: action.reading };
    case "connection":
      return state.connection === action.connection
        ? state
        : { ...state, connection: action.connection };
    case "late":
      return { ...state, late: action.late };
    case "note":
      return state.note === action.note ? state : { ...state, note: action.note };
    case "restored":
      return restored(state, action.moment);
    case "next":
      return nextOrQuestion(state);
    case "back":
      return backward(state);
    case "goto":
      return goTo(state, action.step);
    case "moved":
      return { ...state, at: action.at };
    case "scrubbed":
      return scrubTo(state, action.at);
    case "group":
      return toggleGroup(state, action.group);
    case "play":
      return { ...state, playing: action.playing };
    case "speed":
      return { ...state, speed: action.speed };
    case "select":
      return same(state.selected, action.unit) ? state : { ...state, selected: action.unit };
    case "hover":
      return hovered(state, action.target, action.tapped ?? state.tapped);
    case "lines":
      return { ...state, lines: action.lines };
    case "cover":
      return action.covered
        ? beforeOutput({ ...state, covered: true })
        : { ...state, covered: false };
    case "notation":
      return { ...state, notation: action.notation };
    case "view":
      return { ...state, view: action.view };
    case "granularity":
      return walkBy(state, action.granularity);
    case "walk":
      return walkThrough(state, action.unit);
    case "order":
      return { ...state, order: action.order, explanations: {} };
    case "panel":
      return { ...state, panel: action.panel };
    case "form":
      return { ...state, form: action.form };
    case "stretch":
      return { ...state, stretched: action.stretched };
    case "predict":
      return action.on ? beforeOutput(tried(state, action)) : tried(state, action);
    default:
      return tried(state, action);
  }
}

/**
 * Remember the drawing as it is, so that Undo finds it.
 *
 * @param {State} state
 */
function keep(state) {
  return { ...state, past: [...state.past.slice(-99), onPad(state)], future: [] };
}

/**
 * @param {State} state
 * @param {Drawing} drawing
 * @param {Partial<State>} [more]
 * @returns {State}
 */
function drawn(state, drawing, more = {}) {
  const next = { ...state, drawing, blank: false, sample: false, penDown: false, ...more };
  return state.covered || state.explore.predict.on ? beforeOutput(next) : next;
}

/**
 * As if the touch that is taken back had never come down: what it did is undone, and cannot be done again.
 *
 * @param {State} state
 * @param {State} before  the touch
 * @returns {State}
 */
function takenBack(state, { drawing, past, future, step, at, walked }) {
  let undone = state;
  while (undone.drawing !== drawing && undone.past.length) undone = changed(undone, { type: "undo" });
  const hid = undone.step < step && (state.covered || state.explore.predict.on); // what the touch covered
  return { ...undone, past, future, walked, penDown: false, ...(hid && { step, at }) };
}

/**
 * A covered answer stays dark until the pass comes to it again.
 *
 * @param {State} state
 * @returns {State}
 */
function beforeOutput(state) {
  const card = cardOf(state);
  if (state.step < outputStep(card)) return state;
  const inputs = stepsOf(card).findIndex(({ kind }) => kind === "inputs");
  return { ...state, step: inputs, at: inputs, playing: false };
}

/**
 * @param {State} state
 * @param {Explanation} explanation
 * @returns {State}
 */
function explained(state, explanation) {
  // Asked before the network or the order was changed.
  if (explanation.network !== state.network || explanation.ordered !== state.order) return state;
  if (explanation.trace !== state.trace?.seq) return { ...state, explanation };
  const explanations = { ...state.explanations, [unitKey(explanation)]: explanation };
  return { ...state, explanation, explanations };
}

/**
 * Another network, at the same step where it has one, else at its answer.
 *
 * @param {State} state
 * @param {string} network
 * @returns {State}
 */
function chosen(state, network) {
  if (network === state.network) return state;
  const id = stepsOf(cardOf(state))[state.step]?.id;
  const next = {
    ...state, network, inner: null, missing: null, error: null,
    selected: null, hovered: null, explanation: null, explanations: {},
  };
  const steps = stepsOf(cardOf(next));
  const found = steps.findIndex((step) => step.id === id);
  const step = found < 0 ? steps.length - 1 : found;
  const there = { ...next, step, at: step };
  return state.covered ? beforeOutput(there) : there;
}

/**
 * @param {State} state
 * @param {Target | null} target
 * @param {boolean} tapped
 * @returns {State}
 */
function hovered(state, target, tapped) {
  return same(state.hovered, target) && tapped === state.tapped ? state : { ...state, hovered: target, tapped };
}

/**
 * @param {object | null} one
 * @param {object | null} other
 */
function same(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
