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
 * @typedef {import("./change.js").Change} Change
 * @typedef {import("./edits.js").Edit} Edit
 * @typedef {import("./walk.js").Granularity} Granularity
 * @typedef {import("./walk.js").Inner} Inner
 *
 * @typedef {"connecting" | "online" | "offline" | "unreachable" | "outdated"} Connection
 *   "offline": this device has no network; "unreachable": the server does not answer; "outdated":
 *   it speaks a newer wire than this page
 *
 * @typedef {object} State
 * @property {readonly Card[]} cards
 * @property {Readonly<Record<string, readonly (Weights | undefined)[]>>} weights  of the server's networks, by layer
 * @property {Readonly<Record<string, readonly Edit[]>>} edits  of the networks that were left, by name
 * @property {Work} work
 * @property {Place} place
 * @property {Answers} answers
 * @property {Hand} hand
 * @property {Line} line
 *
 * @typedef {object} Work  everything that a pass is made of
 * @property {string} network  name of the chosen network
 * @property {Drawing} drawing
 * @property {boolean} blank  a page of zeros is fed on purpose
 * @property {boolean} sample  the drawing is one of ours: the first stroke replaces it
 * @property {import("../types.js").ImageInput | null} image  what is read instead of a drawing, pixel by pixel
 * @property {readonly number[]} [vector]  what is read instead of a drawing
 * @property {readonly Weights[]} [weights]  by layer, of a network that the page brings along
 * @property {import("./explore.js").Framing} framing
 * @property {readonly Edit[]} edits  of the network, in the order in which they count
 *
 * @typedef {object} Place  where one looks, and how: what a link brings back besides the work. Some
 *   of it is taste and outlives the visit: see page/memory.js
 * @property {number} step  index into the network's steps
 * @property {Inner | null} inner  the place inside the step, where it is walked through
 * @property {Granularity} granularity  what Next goes by
 * @property {"size" | "index"} order  of a sum's terms: largest first, or as the inputs are numbered
 * @property {ReadonlySet<string>} opened  groups in which every step is a stop
 * @property {Unit | null} selected
 * @property {"contribution" | "weight"} lines
 * @property {"network" | "weights"} view
 * @property {"sum" | "terms" | "formula" | "pixels"} panel  of the inspector
 * @property {"scalar" | "vector" | "matrix"} form  of the inspector's formula
 * @property {import("./explore.js").Tool} tool  what stands beside the stage
 * @property {"a" | "p"} notation  W a + b, or W p + b with n
 * @property {boolean} stretched  each weight grid on a scale of its own
 * @property {boolean} covered
 *
 * @typedef {object} Answers  what the server made of the work
 * @property {Trace | null} trace  the newest
 * @property {Explanation | null} explanation  the newest, perhaps of a trace before this one
 * @property {Readonly<Record<string, Explanation>>} explanations  of this trace, by `unitKey`
 * @property {Readonly<Record<string, import("../types.js").LayerPass>>} maps  of this trace, exact, by `mapKey`
 * @property {Trace | null} twin  the pass of the drawing centred, if it is not, or the other way round
 * @property {import("./compare.js").Kept | null} kept  the pass that is A
 * @property {import("./everyone.js").Everyone | null} everyone  what each network says, the newest
 *
 * @typedef {object} Hand  what the viewer is in the middle of. Speed and guessing are here, too: they
 *   are the viewer's own way to go on, which a link from somebody else leaves alone
 * @property {boolean} penDown
 * @property {"pen" | "eraser"} tool
 * @property {readonly OnPad[]} past  for Undo
 * @property {readonly OnPad[]} future  for Redo
 * @property {Target | null} hovered
 * @property {boolean} tapped  by a finger, which never leaves: until the next touch or step
 * @property {number} at  position between steps while the pass moves; `step` at rest
 * @property {boolean} playing
 * @property {number} speed  1 is normal
 * @property {Readonly<Pick<Work, "network" | "drawing">> | null} walked  the last pass in which the
 *   viewer stopped before its end
 * @property {import("./predict.js").Predict} predict
 *
 * @typedef {object} Line  to the server, and what is to be told
 * @property {Connection} connection
 * @property {boolean} reading  an answer is taking long enough to say so
 * @property {boolean} late  the server has owed an answer for long
 * @property {string | null} error  what the server refused, in words
 * @property {string | import("./predict.js").Verdict | null} note  something to say once
 * @property {string | null} missing  a remembered network that is no longer there
 *
 * @typedef {Readonly<Pick<Work, "drawing" | "blank" | "sample" | "image">>} OnPad  what lies on the pad
 *
 * @typedef {{kind: "unit"} & Unit
 *   | {kind: "pixel", pixel: number}
 *   | {kind: "link", layer: number, neuron: number, input: number}} Target  what a pointer is on
 *
 * @typedef {object} Settable  what can change without anything else
 * @property {Partial<Pick<Work, "vector" | "weights">>} [work]
 * @property {Partial<Pick<Place, "lines" | "view" | "panel" | "form" | "tool" | "notation" | "stretched">>} [place]
 * @property {Partial<Pick<Answers, "twin" | "everyone">>} [answers]
 * @property {Partial<Pick<Hand, "tool" | "at" | "playing" | "speed" | "past" | "future">>} [hand]
 * @property {Partial<Omit<Line, "missing">>} [line]
 *
 * @typedef {{type: "strokeBegan", point: Point}
 *   | {type: "strokeGrew", points: readonly Point[]}
 *   | {type: "strokeEnded"}
 *   | {type: "takenBack", before: State}
 *   | {type: "erased", drawing: Drawing, begins: boolean}
 *   | {type: "drawn", drawing: Drawing}
 *   | {type: "sample", drawing: Drawing}
 *   | {type: "image", image: import("../types.js").ImageInput}
 *   | {type: "undo"} | {type: "redo"} | {type: "clear"} | {type: "blank"}
 *   | {type: "set"} & Settable
 *   | {type: "network", network: string, weights?: readonly Weights[]}
 *   | {type: "weights", network: string, layer: number, weights: Weights}
 *   | {type: "trace", trace: Trace}
 *   | {type: "explanation", explanation: Explanation}
 *   | {type: "restored", moment: import("./moment.js").Part}
 *   | {type: "next"} | {type: "back"} | {type: "goto", step: number}
 *   | {type: "scrubbed", at: number}
 *   | {type: "group", group: string}
 *   | {type: "select", unit: Unit | null}
 *   | {type: "hover", target: Target | null, tapped?: boolean}
 *   | {type: "cover", covered: boolean}
 *   | {type: "granularity", granularity: Granularity}
 *   | {type: "walk", unit: Unit}
 *   | {type: "order", order: Place["order"]}
 *   | import("./explore.js").ExploreAction} Action
 */

import {
  backward, goTo, scrubTo, settled, toggleGroup, walkBy, walkThrough,
} from "./position.js";
import { withNetwork } from "./edits.js";
import { AS_MNIST, explored as tried } from "./explore.js";
import { drawingOnGrid, onGrid } from "./drawing.js";
import { restored } from "./moment.js";
import { nextOrQuestion, NOT_PREDICTING } from "./predict.js";
import { isAtEnd, isWalked, mapKey, onPad, unitKey } from "./selectors.js";
import { isOutput, outputStep, PREPARE, stepsOf } from "./steps.js";
import { withChange } from "./change.js";
import { where } from "./where.js";

export {
  answerIsHidden, cardOf, figuresOf, isEmpty, strongest, traceOf, unitKey, whyUntold,
} from "./selectors.js";

const MOST_OPENED = 100; // neurons that are kept opened: a map has hundreds

/**
 * @param {readonly Card[]} cards
 * @param {Change} [remembered]  choices kept from the last visit
 * @returns {State}
 */
export function initialState(cards, remembered = {}) {
  const wanted = remembered.work?.network;
  const chosen = cards.find((card) => card.name === wanted) ?? cards[0];
  if (!chosen) throw new Error("expected at least one network, found none");
  const network = chosen.name;
  const last = stepsOf(chosen).length - 1;
  return withChange({
    cards,
    weights: {},
    edits: {},
    work: { network, drawing: [], blank: false, sample: false, image: null, framing: AS_MNIST, edits: [] },
    place: {
      step: last,
      inner: null,
      granularity: "layer",
      order: "size",
      opened: new Set(cards.flatMap((card) => stepsOf(card)).flatMap(({ group, layer }) => (layer === null ? [] : [group]))),
      selected: null,
      lines: "contribution",
      view: "network",
      panel: "sum",
      form: "scalar",
      tool: "neuron",
      notation: "a",
      stretched: false,
      covered: false,
    },
    answers: { trace: null, explanation: null, explanations: {}, maps: {}, twin: null, kept: null, everyone: null },
    hand: {
      penDown: false,
      tool: "pen",
      past: [],
      future: [],
      hovered: null,
      tapped: false,
      at: last,
      playing: false,
      speed: 1,
      walked: null,
      predict: NOT_PREDICTING,
    },
    line: {
      connection: "connecting",
      reading: false,
      late: false,
      error: null,
      note: null,
      missing: wanted === undefined || wanted === network ? null : wanted,
    },
  }, { ...remembered, work: { ...remembered.work, network } });
}

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  const next = changed(state, action);
  if (next === state) return state;
  const stepped = next.place.step !== state.place.step || next.place.inner !== state.place.inner;
  return withWalked(settled(stepped && next.hand.tapped ? withChange(next, { hand: { hovered: null } }) : next));
}

/** @param {State} state */
function withWalked(state) {
  const { network, drawing } = state.work;
  return isAtEnd(state) || isWalked(state) ? state : withChange(state, { hand: { walked: { network, drawing } } });
}

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
function changed(state, action) {
  switch (action.type) {
    case "strokeBegan": {
      const below = state.work.sample ? [] : state.work.drawing;
      const begun = drawn(keep(state), [...below, onGrid([action.point])]);
      return withChange(begun, { hand: { penDown: true }, line: { missing: null } });
    }
    case "strokeGrew": {
      const stroke = state.work.drawing.at(-1);
      if (!state.hand.penDown || !stroke || action.points.length === 0) return state;
      const grown = [...stroke, ...onGrid(action.points)];
      return withChange(state, { work: { drawing: [...state.work.drawing.slice(0, -1), grown] } });
    }
    case "strokeEnded":
      return withChange(state, { hand: { penDown: false } });
    case "takenBack":
      return takenBack(state, action.before);
    case "erased":
      if (action.drawing === state.work.drawing) return state;
      return drawn(action.begins ? keep(state) : state, drawingOnGrid(action.drawing));
    case "drawn":
      return drawn(keep(state), drawingOnGrid(action.drawing));
    case "sample":
      return drawn(keep(state), drawingOnGrid(action.drawing), { sample: true });
    case "image":
      return fromItsStart(drawn(keep(state), [], { image: action.image }));
    case "clear":
      return state.work.drawing.length || state.work.blank || state.work.image ? drawn(keep(state), []) : state;
    case "blank":
      return drawn(keep(state), [], { blank: true });
    case "undo": {
      const pad = state.hand.past.at(-1);
      if (!pad) return state;
      const future = [onPad(state), ...state.hand.future];
      return drawn(withChange(state, { hand: { past: state.hand.past.slice(0, -1), future } }), pad.drawing, pad);
    }
    case "redo": {
      const [pad, ...future] = state.hand.future;
      if (!pad) return state;
      const past = [...state.hand.past, onPad(state)];
      return drawn(withChange(state, { hand: { past, future } }), pad.drawing, pad);
    }
    case "set": {
      const { type, ...change } = action;
      return withChange(state, change);
    }
    case "network":
      return chosen(state, action);
    case "weights": {
      const layers = [...(state.weights[action.network] ?? [])];
      layers[action.layer] = action.weights;
      return withChange(state, { weights: { [action.network]: layers } });
    }
    case "trace":
      return withChange(state, { answers: { trace: action.trace, explanations: {}, maps: {} }, line: { error: null } });
    case "explanation":
      return explained(state, action.explanation);
    case "restored":
      return restored(state, action.moment);
    case "next":
      return nextOrQuestion(state);
    case "back":
      return backward(state);
    case "goto":
      return goTo(state, action.step);
    case "scrubbed":
      return scrubTo(state, action.at);
    case "group":
      return toggleGroup(state, action.group);
    case "select":
      return withChange(state, { place: { selected: same(state.place.selected, action.unit) } });
    case "hover":
      return withChange(state, {
        hand: { hovered: same(state.hand.hovered, action.target), tapped: action.tapped ?? state.hand.tapped },
      });
    case "cover": {
      const { covered } = action;
      const next = withChange(state, { place: { covered } });
      return covered ? beforeOutput(next) : next;
    }
    case "granularity":
      return walkBy(state, action.granularity);
    case "walk":
      return walkThrough(state, action.unit);
    case "order":
      return withChange(state, { place: { order: action.order }, answers: { explanations: {} } });
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
  return withChange(state, { hand: { past: [...state.hand.past.slice(-99), onPad(state)], future: [] } });
}

/**
 * @param {State} state
 * @param {Drawing} drawing
 * @param {Partial<OnPad>} [more]
 * @returns {State}
 */
function drawn(state, drawing, more = {}) {
  const inked = withChange(state, {
    work: { drawing, blank: false, sample: false, image: null, ...more }, hand: { penDown: false },
  });
  const next = atSameStep(inked, where(state));
  return state.place.covered || state.hand.predict.on ? beforeOutput(next) : next;
}

/**
 * A photo is stepped through from itself on; any other image is one that can be read already.
 *
 * @param {State} state
 * @returns {State}
 */
function fromItsStart(state) {
  if (!state.work.image?.photo) return state;
  const opened = new Set([...state.place.opened, PREPARE]);
  return withChange(state, { place: { step: 0, inner: null, opened }, hand: { at: 0, playing: false } });
}

/**
 * At the step that it was at, which has another place where the pass is prepared in other steps.
 *
 * @param {State} state
 * @param {import("./where.js").Where} before
 * @returns {State}
 */
function atSameStep(state, { step: { id }, steps: stepsBefore }) {
  const { steps } = where(state);
  if (steps === stepsBefore) return state;
  const step = Math.max(0, steps.findIndex((each) => each.id === id)); // what is prepared otherwise begins anew
  return withChange(state, { place: { step }, hand: { at: step, playing: false } });
}

/**
 * As if the touch that is taken back had never come down: what it did is undone, with no Redo.
 *
 * @param {State} state
 * @param {State} before  the touch
 * @returns {State}
 */
function takenBack(state, { work: { drawing }, hand: { past, future, at, walked }, place: { step } }) {
  let undone = state;
  while (undone.work.drawing !== drawing && undone.hand.past.length) undone = changed(undone, { type: "undo" });
  const hid = undone.place.step < step && (state.place.covered || state.hand.predict.on); // what the touch covered
  const back = withChange(undone, { hand: { past, future, walked, penDown: false } });
  return hid ? withChange(back, { place: { step }, hand: { at } }) : back;
}

/**
 * A covered answer stays hidden until the pass comes to it again.
 *
 * @param {State} state
 * @returns {State}
 */
function beforeOutput(state) {
  const { card, steps } = where(state);
  if (state.place.step < outputStep(card, steps)) return state;
  const inputs = steps.findIndex(({ kind }) => kind === "inputs");
  return withChange(state, { place: { step: inputs }, hand: { at: inputs, playing: false } });
}

/**
 * @param {State} state
 * @param {Explanation} explanation
 * @returns {State}
 */
function explained(state, explanation) {
  // Asked before the network or the order was changed.
  if (explanation.network !== state.work.network || explanation.ordered !== state.place.order) return state;
  if (explanation.trace !== state.answers.trace?.seq) return withChange(state, { answers: { explanation } });
  const { explanations: known, maps } = state.answers;
  const kept = Object.fromEntries(Object.entries(known).slice(-MOST_OPENED));
  return withChange(state, {
    answers: {
      explanation,
      explanations: { ...kept, [unitKey(explanation)]: explanation },
      maps: explanation.map ? { ...maps, [mapKey(explanation, explanation.map.a.length)]: explanation.map } : maps,
    },
  });
}

/**
 * Another network, at the same step.
 *
 * @param {State} state
 * @param {{network: string, weights?: Work["weights"]}} other
 * @returns {State}
 */
function chosen(state, { network, weights }) {
  if (network === state.work.network) return state;
  const before = where(state);
  const next = withChange(withNetwork(state, network), {
    work: { weights },
    place: { inner: null, selected: null },
    line: { missing: null, error: null },
    hand: { hovered: null },
    answers: { explanation: null, explanations: {}, maps: {} },
  });
  const step = sameStep(before, where(next));
  const there = withChange(next, { place: { step }, hand: { at: step } });
  return state.place.covered ? beforeOutput(there) : there;
}

/**
 * The step of another network that stands for a step: an output's for an output's, a hidden layer's
 * for a hidden layer's, and the inputs where there is none. It never leads ahead to the answer.
 *
 * @param {import("./where.js").Where} from
 * @param {import("./where.js").Where} to
 */
function sameStep({ card, step: { kind, layer } }, to) {
  if (layer === null) return to.steps.findIndex((step) => step.kind === kind);
  const last = to.card.layers.length - 1;
  const there = isOutput(card, layer) ? last : Math.min(layer, last - 1);
  const same = to.steps.findIndex((step) => (there < 0 ? step.kind === "inputs" : step.kind === kind && step.layer === there));
  return same < 0 ? to.steps.findLastIndex((step) => step.layer === there) : same; // maps have one step
}

/**
 * What comes after, or what was before if both say the same.
 *
 * @template {object | null} Value
 * @param {Value} before
 * @param {Value} after
 * @returns {Value}
 */
function same(before, after) {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}
