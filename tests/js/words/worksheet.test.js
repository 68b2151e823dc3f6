import assert from "node:assert/strict";
import { test } from "node:test";

import { initialState, reduce } from "../../../static/js/state/state.js";
import { questionsOf } from "../../../static/js/words/worksheet.js";
import { answered } from "../explanations.js";
import { DRAWING, MAPS, traceOfCard } from "../models.js";

/** @param {import("../../../static/js/types.js").Unit} unit  that is opened */
function looking(unit) {
  let state = reduce(initialState([MAPS]), { type: "drawn", drawing: DRAWING });
  state = reduce(state, { type: "trace", trace: traceOfCard(MAPS) });
  return answered(reduce(state, { type: "select", unit }), MAPS);
}

test("a place of a map may be added up on paper, but of a pool there is nothing to add up", () => {
  const asked = questionsOf(looking({ layer: 0, neuron: 91 })).map(({ ask }) => ask);
  assert.match(asked[2] ?? "", /^Add up for map 2, row 2, column 2 of hidden layer 1: positive terms/);
  assert.equal(questionsOf(looking({ layer: 1, neuron: 3 })).length, 2);
});
