/**
 * What the page knows, and how each action changes it. Pure: no document, no clock, no socket.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Drawing} Drawing
 * @typedef {import("./types.js").Point} Point
 * @typedef {import("./types.js").Trace} Trace
 * @typedef {import("./types.js").Unit} Unit
 * @typedef {import("./types.js").Weights} Weights
 * @typedef {import("./types.js").Explanation} Explanation
 *
 * @typedef {"connecting" | "online" | "offline" | "unreachable"} Connection
 *   "offline": this device has no network; "unreachable": the server does not answer
 *
 * @typedef {object} State
 * @property {readonly Card[]} cards
 * @property {string} network  name of the chosen network
 * @property {Readonly<Record<string, readonly (Weights | undefined)[]>>} weights  by network and layer
 * @property {Drawing} drawing
 * @property {readonly Drawing[]} past  for Undo
 * @property {readonly Drawing[]} future  for Redo
 * @property {boolean} penDown
 * @property {boolean} blank  a page of zeros is fed on purpose
 * @property {"pen" | "eraser"} tool
 * @property {Trace | null} trace  the newest answer
 * @property {Explanation | null} explanation  the newest, perhaps of a trace before this one
 * @property {Readonly<Record<string, Explanation>>} explanations  of this trace, by `unitKey`
 * @property {string | null} error  what the server refused, in words
 * @property {Connection} connection
 * @property {number} step  index into the network's steps
 * @property {number} at  position between steps while the pass moves; `step` at rest
 * @property {ReadonlySet<string>} opened  groups whose every step is a stop
 * @property {boolean} playing
 * @property {number} speed  1 is normal
 * @property {Unit | null} selected
 * @property {Target | null} hovered
 * @property {"contribution" | "weight"} lines
 * @property {boolean} covered
 * @property {"a" | "p"} notation  W a + b, or W p + b with n
 * @property {"network" | "weights"} view
 * @property {boolean} stretched  each weight grid on a scale of its own
 *
 * @typedef {{kind: "unit"} & Unit
 *   | {kind: "pixel", pixel: number}
 *   | {kind: "link", layer: number, neuron: number, input: number}} Target  what a pointer is on
 *
 * @typedef {{type: "strokeBegan", point: Point}
 *   | {type: "strokeGrew", points: readonly Point[]}
 *   | {type: "strokeEnded"}
 *   | {type: "erased", drawing: Drawing, begins: boolean}
 *   | {type: "drawn", drawing: Drawing}
 *   | {type: "undo"} | {type: "redo"} | {type: "clear"} | {type: "blank"}
 *   | {type: "tool", tool: State["tool"]}
 *   | {type: "network", network: string}
 *   | {type: "weights", network: string, layer: number, weights: Weights}
 *   | {type: "trace", trace: Trace}
 *   | {type: "explanation", explanation: Explanation}
 *   | {type: "error", message: string}
 *   | {type: "connection", connection: Connection}
 *   | {type: "next"} | {type: "back"} | {type: "goto", step: number}
 *   | {type: "moved", at: number}
 *   | {type: "scrubbed", at: number}
 *   | {type: "group", group: string}
 *   | {type: "play", playing: boolean}
 *   | {type: "speed", speed: number}
 *   | {type: "select", unit: Unit | null}
 *   | {type: "hover", target: Target | null}
 *   | {type: "lines", lines: State["lines"]}
 *   | {type: "cover", covered: boolean}
 *   | {type: "notation", notation: State["notation"]}
 *   | {type: "view", view: State["view"]}
 *   | {type: "stretch", stretched: boolean}} Action
 */

import { isOutput, stepsOf, stopsOf } from "./steps.js";

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
    tool: "pen",
    trace: null,
    explanation: null,
    explanations: {},
    error: null,
    connection: "connecting",
    step: last,
    at: last,
    opened: new Set(stepsOf(chosen).flatMap(({ group, layer }) => (layer === null ? [] : [group]))),
    playing: false,
    speed: 1,
    selected: null,
    hovered: null,
    lines: "contribution",
    covered: false,
    notation: "a",
    view: "network",
    stretched: false,
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
  switch (action.type) {
    case "strokeBegan":
      return drawn(keep(state), [...state.drawing, [action.point]], { penDown: true });
    case "strokeGrew": {
      const stroke = state.drawing.at(-1);
      if (!state.penDown || !stroke || action.points.length === 0) return state;
      const grown = [...stroke, ...action.points];
      return { ...state, drawing: [...state.drawing.slice(0, -1), grown] };
    }
    case "strokeEnded":
      return state.penDown ? { ...state, penDown: false } : state;
    case "erased":
      return drawn(action.begins ? keep(state) : state, action.drawing);
    case "drawn":
      return drawn(keep(state), action.drawing);
    case "clear":
      return state.drawing.length || state.blank ? drawn(keep(state), []) : state;
    case "blank":
      return drawn(keep(state), [], { blank: true });
    case "undo": {
      const drawing = state.past.at(-1);
      if (!drawing) return state;
      const future = [state.drawing, ...state.future];
      return drawn({ ...state, past: state.past.slice(0, -1), future }, drawing);
    }
    case "redo": {
      const [drawing, ...future] = state.future;
      if (!drawing) return state;
      return drawn({ ...state, past: [...state.past, state.drawing], future }, drawing);
    }
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
    case "connection":
      return state.connection === action.connection
        ? state
        : { ...state, connection: action.connection };
    case "next":
      return moveTo(state, nextStop(state));
    case "back":
      return moveTo(state, previousStop(state));
    case "goto":
      return moveTo({ ...state, playing: false }, action.step);
    case "moved":
      return { ...state, at: action.at };
    case "scrubbed":
      return { ...state, at: action.at, step: Math.round(action.at), playing: false };
    case "group": {
      const opened = new Set(state.opened);
      if (!opened.delete(action.group)) opened.add(action.group);
      return { ...state, opened };
    }
    case "play":
      return { ...state, playing: action.playing };
    case "speed":
      return { ...state, speed: action.speed };
    case "select":
      return same(state.selected, action.unit) ? state : { ...state, selected: action.unit };
    case "hover":
      return same(state.hovered, action.target) ? state : { ...state, hovered: action.target };
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
    case "stretch":
      return { ...state, stretched: action.stretched };
  }
}

/**
 * @param {State} state
 * @returns {Card}
 */
export function cardOf(state) {
  const card = state.cards.find(({ name }) => name === state.network);
  if (!card) throw new Error(`expected a network of the list, found ${state.network}`);
  return card;
}

/** @param {State} state */
export function isEmpty(state) {
  return state.drawing.length === 0 && !state.blank;
}

/**
 * The trace of what stands on the pad, if there is one: an empty pad has no answer.
 *
 * @param {State} state
 */
export function traceOf(state) {
  return isEmpty(state) || state.trace?.network !== state.network ? null : state.trace;
}

/**
 * The neuron that the inspector shows: the selected one, else the strongest of the step's layer.
 *
 * @param {State} state
 * @returns {Unit | null}
 */
export function focusOf(state) {
  if (state.selected) return state.selected;
  const trace = traceOf(state);
  const step = stepsOf(cardOf(state))[state.step];
  if (!trace || !step) return null;
  const layer = step.kind === "answer" ? trace.layers.length - 1 : step.layer;
  const pass = layer === null ? undefined : trace.layers[layer];
  return pass && layer !== null ? { layer, neuron: strongest(pass.a) } : null;
}

/** @param {Unit} unit */
export function unitKey({ layer, neuron }) {
  return `${layer} ${neuron}`;
}

/**
 * The neuron in focus, opened, if the server has answered for this very trace.
 *
 * @param {State} state
 */
export function explanationOf(state) {
  const focus = focusOf(state);
  return (traceOf(state) && focus && state.explanations[unitKey(focus)]) ?? null;
}

/** @param {Float32Array} values */
export function strongest(values) {
  return values.reduce((best, value, k) => (value > (values[best] ?? -Infinity) ? k : best), 0);
}

/** @param {State} state */
export function nextStop(state) {
  const steps = stepsOf(cardOf(state));
  const stops = stopsOf(steps, state.opened);
  return stops.find((stop) => stop > state.step) ?? steps.length - 1;
}

/** @param {State} state */
export function previousStop(state) {
  const stops = stopsOf(stepsOf(cardOf(state)), state.opened);
  return stops.findLast((stop) => stop < state.step) ?? stops[0] ?? 0;
}

/**
 * Remember the drawing as it is, so that Undo finds it.
 *
 * @param {State} state
 */
function keep(state) {
  return { ...state, past: [...state.past.slice(-99), state.drawing], future: [] };
}

/**
 * @param {State} state
 * @param {Drawing} drawing
 * @param {Partial<State>} [more]
 * @returns {State}
 */
function drawn(state, drawing, more = {}) {
  const next = { ...state, drawing, blank: false, penDown: false, ...more };
  return state.covered ? beforeOutput(next) : next;
}

/**
 * @param {State} state
 * @param {number} step
 * @returns {State}
 */
function moveTo(state, step) {
  const last = stepsOf(cardOf(state)).length - 1;
  const bounded = Math.min(last, Math.max(0, step));
  return { ...state, step: bounded, playing: state.playing && bounded < last };
}

/**
 * A covered answer stays dark until the pass comes to it again.
 *
 * @param {State} state
 * @returns {State}
 */
function beforeOutput(state) {
  const card = cardOf(state);
  const steps = stepsOf(card);
  const output = steps.findIndex(({ layer }) => layer !== null && isOutput(card, layer));
  if (state.step < output) return state;
  const inputs = steps.findIndex(({ kind }) => kind === "inputs");
  return { ...state, step: inputs, at: inputs, playing: false };
}

/**
 * @param {State} state
 * @param {Explanation} explanation
 * @returns {State}
 */
function explained(state, explanation) {
  if (explanation.network !== state.network) return state; // asked before the network was changed
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
    ...state, network, selected: null, hovered: null, explanation: null,
    explanations: {},
  };
  const steps = stepsOf(cardOf(next));
  const found = steps.findIndex((step) => step.id === id);
  const step = found < 0 ? steps.length - 1 : found;
  return { ...next, step, at: step };
}

/**
 * @param {object | null} one
 * @param {object | null} other
 */
function same(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
