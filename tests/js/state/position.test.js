import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { shareDone } from "../../../static/js/state/position.js";
import { cardOf, reduce } from "../../../static/js/state/state.js";
import { stepsOf } from "../../../static/js/state/steps.js";
import { countTerms, GRANULARITIES } from "../../../static/js/state/walk.js";
import { answered, explanation } from "../explanations.js";
import { CARDS, CLASSIC, CONVOLUTIONAL, readState, stateAfter, traceOfCard } from "../models.js";
import { seeded } from "../seeded.js";
import { withChange } from "../../../static/js/state/change.js";
import { where } from "../../../static/js/state/where.js";

/**
 * @typedef {import("../../../static/js/state/state.js").State} State
 * @typedef {import("../../../static/js/state/state.js").Action} Action
 * @typedef {import("../../../static/js/state/walk.js").Granularity} Granularity
 * @typedef {import("../../../static/js/types.js").Card} Card
 */

const NETWORKS = [...CARDS, CONVOLUTIONAL];

/** @param {string} id */
const stepNamed = (id) => stepsOf(CLASSIC).findIndex((step) => step.id === id);

/**
 * The pass at rest, where the motion has carried it to its step.
 *
 * @param {State} state
 */
const rested = (state) => reduce(state, { type: "set", hand: { at: state.place.step } });

/**
 * @param {Granularity} granularity
 * @param {string} id
 */
const walking = (granularity, id) =>
  rested(
    answered(
      [
        /** @type {Action} */ ({ type: "granularity", granularity }),
        /** @type {Action} */ ({ type: "goto", step: stepNamed(id) }),
      ].reduce(reduce, readState()),
      CLASSIC,
    ),
  );

/**
 * @param {State} state
 * @param {"next" | "back"} type
 */
const stepped = (state, type) => answered(reduce(state, { type }), cardOf(state));

/**
 * @param {State} state
 * @returns {readonly [step: number, inner: State["place"]["inner"]]}
 */
const place = ({ place: { step, inner } }) => [step, inner];

/** @type {readonly ((random: () => number, card: Card) => Action)[]} */
const MOVES = [
  () => ({ type: "next" }),
  () => ({ type: "back" }),
  (random, card) => ({ type: "goto", step: Math.floor(random() * stepsOf(card).length) }),
  (random, card) => ({ type: "scrubbed", at: random() * (stepsOf(card).length - 1) }),
  (random) => ({ type: "granularity", granularity: GRANULARITIES[Math.floor(random() * GRANULARITIES.length)] ?? "layer" }),
  (random, card) => ({ type: "group", group: stepsOf(card)[Math.floor(random() * stepsOf(card).length)]?.group ?? "" }),
  (random, card) => {
    const layer = Math.floor(random() * card.layers.length);
    const neuron = Math.floor(random() * (card.layers[layer]?.outputs ?? 1));
    return { type: random() < 0.5 ? "walk" : "select", unit: { layer, neuron } };
  },
  (random) => ({ type: "order", order: random() < 0.5 ? "size" : "index" }),
];

describe("back undoes next, and next undoes back, to the letter", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    test(`walk ${seed}`, () => {
      const random = seeded(seed);
      const card = NETWORKS[seed % NETWORKS.length] ?? CLASSIC;
      let state = answered(
        stateAfter([
          { type: "set", line: { connection: "online" } },
          { type: "network", network: card.name },
          { type: "drawn", drawing: [[[0.5, 0.5]]] },
          { type: "trace", trace: traceOfCard(card) },
          { type: "granularity", granularity: GRANULARITIES[seed % GRANULARITIES.length] ?? "layer" },
          { type: "goto", step: Math.floor(random() * stepsOf(card).length) },
        ]),
        card,
      );
      for (let k = 0; k < 60; k += 1) {
        const move = random() < 0.7 ? MOVES[0] : MOVES[Math.floor(random() * MOVES.length)];
        state = rested(answered(reduce(state, /** @type {any} */ (move)(random, card)), card));
        for (const [there, back] of /** @type {const} */ ([["next", "back"], ["back", "next"]])) {
          const moved = reduce(state, { type: there });
          if (moved === state) continue;
          // The server's answers are kept in the state, and that the pass was walked; they are no
          // part of the position.
          const returned = rested(reduce(answered(moved, card), { type: back }));
          const { answers: { explanation, explanations }, hand: { walked } } = state;
          assert.deepEqual(withChange(returned, { answers: { explanation, explanations }, hand: { walked } }), state);
        }
      }
    });
  }
});

describe("every place of a pass is walked through, forwards and backwards", () => {
  for (const granularity of GRANULARITIES) {
    test(granularity, () => {
      let state = rested(answered(reduce(walking(granularity, "drawing"), { type: "goto", step: 0 }), CLASSIC));
      const there = [place(state)];
      for (let next = stepped(state, "next"); next !== state; next = stepped(state, "next")) {
        there.push(place((state = next)));
      }
      assert.equal(state.place.step, stepsOf(CLASSIC).length - 1);
      const back = [place(state)];
      for (let before = stepped(state, "back"); before !== state; before = stepped(state, "back")) {
        back.push(place((state = before)));
      }
      assert.deepEqual(back.reverse(), there);
      const neurons = granularity === "neuron" || granularity === "term" ? 42 : 0; // no maps
      const seen = new Set(there.flatMap(([step, inner]) => (inner ? [`${step} ${inner.neuron}`] : [])));
      assert.equal(seen.size, granularity === "neuron" ? 2 * neurons : neurons);
    });
  }

  test("home and end are its ends at any granularity", () => {
    for (const granularity of GRANULARITIES) {
      const state = walking(granularity, "sums-2");
      const home = rested(reduce(state, { type: "goto", step: 0 }));
      assert.deepEqual(place(home), [0, null]);
      assert.equal(reduce(home, { type: "back" }), home);
      const end = rested(reduce(state, { type: "goto", step: Infinity }));
      assert.deepEqual(place(end), [stepsOf(CLASSIC).length - 1, null]);
      assert.equal(reduce(end, { type: "next" }), end);
    }
  });
});

describe("neuron by neuron", () => {
  test("the sums come one after the other, then the activations", () => {
    let state = walking("neuron", "sums-1");
    assert.deepEqual(state.place.inner, { neuron: 0, place: "bias" });
    for (let k = 1; k < 16; k += 1) {
      state = stepped(state, "next");
      assert.deepEqual(place(state), [stepNamed("sums-1"), { neuron: k, place: "bias" }]);
    }
    state = stepped(state, "next");
    assert.deepEqual(place(state), [stepNamed("activations-1"), { neuron: 0, place: "f" }]);
  });

  test("the inspector follows the walk, unless a neuron was chosen", () => {
    const state = stepped(walking("neuron", "sums-2"), "next");
    assert.deepEqual(where(state).focus, { layer: 1, neuron: 1 });
    const unit = { layer: 0, neuron: 9 };
    const chosen = reduce(state, { type: "select", unit });
    assert.deepEqual(where(chosen).focus, unit);
    assert.deepEqual(where(chosen).walked, { layer: 1, neuron: 1 });
  });
});

describe("term by term", () => {
  test("a sum grows term by term, then zeros, bias and activation; then comes the next neuron", () => {
    let state = walking("term", "sums-1");
    const { opened } = where(state);
    assert.ok(opened && opened.n_zero > 0);
    const places = [state.place.inner?.place];
    while (state.place.inner?.neuron === 0) {
      state = stepped(state, "next");
      places.push(state.place.inner?.place);
    }
    const ranks = Array.from({ length: countTerms(opened) }, (_, k) => k);
    assert.deepEqual(places, ["start", ...ranks, "zeros", "bias", "f", "start"]);
    assert.deepEqual(state.place.inner, { neuron: 1, place: "start" });
  });

  test("a layer without zero inputs has no place for them", () => {
    let state = walking("term", "sums-2");
    for (let k = 0; k < 16; k += 1) state = stepped(state, "next");
    assert.equal(state.place.inner?.place, 15);
    assert.equal(stepped(state, "next").place.inner?.place, "bias");
  });

  test("waits for terms that are on their way, and does without them when the line is broken", () => {
    const state = reduce(walking("term", "sums-1"), { type: "order", order: "index" });
    assert.equal(reduce(state, { type: "next" }), state);
    const alone = reduce(state, { type: "set", line: { connection: "offline" } });
    const next = reduce(alone, { type: "next" });
    assert.equal(next.place.inner?.place, "bias");
    assert.deepEqual(reduce(next, { type: "back" }), alone);
  });

  test("fewer terms after another stroke: the place stays among them", () => {
    let state = walking("term", "sums-1");
    const { opened: before } = where(state);
    assert.ok(before);
    for (let k = 0; k < countTerms(before); k += 1) state = stepped(state, "next");
    state = reduce(state, { type: "trace", trace: traceOfCard(CLASSIC, { seq: 3 }) });
    const terms = before.terms.map((value, k) => (k < 2 ? value : 0));
    const fewer = { ...before, trace: 3, terms, n_zero: terms.length - 2 };
    state = reduce(state, { type: "explanation", explanation: fewer });
    assert.deepEqual(state.place.inner, { neuron: 0, place: 1 });
    const none = explanation(CLASSIC, { layer: 0, neuron: 0 }, { trace: 3, terms: new Float32Array(784), n_zero: 784 });
    assert.equal(reduce(state, { type: "explanation", explanation: none }).place.inner?.place, "start");
  });

  test("begins at the neuron that was looked at", () => {
    const chosen = reduce(walking("layer", "sums-2"), { type: "select", unit: { layer: 1, neuron: 7 } });
    const state = reduce(chosen, { type: "granularity", granularity: "term" });
    assert.deepEqual([state.place.inner, state.place.selected], [{ neuron: 7, place: "start" }, null]);
    const there = reduce(state, { type: "walk", unit: { layer: 2, neuron: 4 } });
    assert.deepEqual(place(there), [stepNamed("sums-3"), { neuron: 4, place: "start" }]);
  });

  test("an empty pad has nothing to walk through", () => {
    const state = reduce(walking("term", "sums-1"), { type: "clear" });
    assert.equal(state.place.inner, null);
    assert.equal(reduce(state, { type: "next" }).place.step, stepNamed("activations-1"));
  });
});

describe("the timeline", () => {
  test("fills up on the way through a step", () => {
    let state = walking("term", "sums-1");
    let share = shareDone(state);
    assert.equal(share, 0);
    for (let k = 0; k < 40; k += 1) {
      state = stepped(state, "next");
      assert.ok(shareDone(state) > share && shareDone(state) < 1);
      share = shareDone(state);
    }
  });

  test("can be dragged through a step's neurons", () => {
    const sums = stepNamed("sums-1");
    const state = reduce(walking("neuron", "inputs"), { type: "scrubbed", at: sums + 0.5 });
    assert.deepEqual(place(state), [sums, { neuron: 8, place: "bias" }]);
    assert.equal(state.hand.at, sums);
    assert.equal(shareDone(state), 0.5);
  });

  test("never stands inside a closed group", () => {
    const closed = reduce(walking("neuron", "sums-1"), { type: "group", group: "Hidden 1" });
    assert.deepEqual(place(closed), [stepNamed("activations-1"), { neuron: 0, place: "f" }]);
    const dragged = reduce(closed, { type: "scrubbed", at: stepNamed("sums-1") - 0.4 });
    assert.equal(dragged.place.step, stepNamed("inputs"));
    const opened = reduce(closed, { type: "goto", step: stepNamed("sums-1") });
    assert.ok(opened.place.opened.has("Hidden 1"), "a step is gone to by opening its group");
  });
});
