import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { decodeLink, encodeLink } from "../../../static/js/link/link.js";
import { AS_MNIST } from "../../../static/js/state/explore.js";
import { momentOf } from "../../../static/js/state/moment.js";
import { initialState, reduce } from "../../../static/js/state/state.js";
import { CARDS, CLASSIC, DRAWING, MAPS, ONE_HIDDEN, stateAfter, traceOfCard } from "../models.js";
import { seeded } from "../seeded.js";
import { randomMoment } from "./moments.js";

test("a moment comes back from its link unchanged: 500 random ones", () => {
  const random = seeded(41);
  for (let round = 0; round < 500; round += 1) {
    const { moment, card } = randomMoment(random, CARDS);
    const link = encodeLink(moment, card);
    assert.match(link, /^[\w.%=&~-]*$/, "nothing that a chat or a mail would cut off");
    assert.deepEqual(decodeLink(`#${link}`, CARDS, CLASSIC), { moment, unread: [] });
  }
});

test("whatever is done to a link, it opens: 20,000 damaged ones", () => {
  const random = seeded(42);
  const letters = "abcdefghijklmnopqrstuvwxyzABCZ0123456789-_.~%&=#+é🖊 \u0000";
  for (let round = 0; round < 20_000; round += 1) {
    const { moment, card } = randomMoment(random, CARDS);
    const link = encodeLink(moment, card);
    const from = random() < 0.5 ? 0 : link.lastIndexOf("&an=");
    const characters = [...link.slice(from, from + 200)];
    for (let times = 0; times < 1 + random() * 6; times += 1) {
      const at = Math.floor(random() * characters.length);
      const other = [...letters][Math.floor(random() * [...letters].length)] ?? "";
      characters.splice(at, Math.floor(random() * 3), ...(random() < 0.7 ? [other] : []));
    }
    const read = decodeLink(`#${characters.join("")}`, CARDS, CLASSIC);
    if (read === null) continue;
    const network = CARDS.find(({ name }) => name === read.moment.work.network);
    assert.ok(network);
    const { place, work: { drawing }, kept } = read.moment;
    const selected = place?.selected;
    if (kept) assert.ok(kept.blank || kept.image || kept.drawing.length);
    if (selected) assert.ok(selected.neuron < (network.layers[selected.layer]?.outputs ?? 0));
    for (const [x, y] of [...(drawing ?? []), ...(kept?.drawing ?? [])].flat()) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1);
  }
});

test("no link of ours: nothing to read", () => {
  for (const fragment of ["", "#", "#stepper", "stepper"]) {
    assert.equal(decodeLink(fragment, CARDS, CLASSIC), null);
  }
});

test("what a link leaves out stays as it is", () => {
  assert.deepEqual(decodeLink("#v=1&n=one-hidden", CARDS, CLASSIC), {
    moment: {
      place: { inner: null, selected: null, stretched: false, covered: false },
      work: { network: "one-hidden", blank: false, sample: false, image: null, framing: AS_MNIST, edits: [] },
      kept: null,
    },
    unread: [],
  });
});

test("each part that cannot be read is named, and the others are read", () => {
  const read = (/** @type {string} */ text) => decodeLink(text, CARDS, ONE_HIDDEN);
  assert.deepEqual(read("#v=2&s=answer")?.unread, ["its version"]);
  assert.equal(read("#v=2&s=answer")?.moment.place?.step, "answer");
  assert.deepEqual(read("#v=1&n=gone&l=weight")?.unread, ['the network "gone"']);
  assert.equal(read("#v=1&n=gone&l=weight")?.moment.work.network, "one-hidden");
  for (const [text, name] of [
    ["s=sums-9", "the step"],
    ["g=pixel", "what Next goes by"],
    ["i=1", "the place inside the step"],
    ["i=1.x", "the place inside the step"],
    ["i=99.f", "the place inside the step"],
    ["x=01", "the opened groups"],
    ["u=0.16", "the chosen neuron"],
    ["u=3.0", "the chosen neuron"],
    ["u=-1.0", "the chosen neuron"],
    ["u=1", "the chosen neuron"],
    ["k=yes", "whether the answer is covered"],
    ["t=hammer", "what stands beside the stage"],
    ["c=1.15.0", "the framing of the drawing"],
    ["c=2.0.0", "the framing of the drawing"],
    ["e=a0.16_1", "the edits"],
    ["e=a0.1_1e39", "the edits"],
    ["e=a0.1.1_1", "the edits"],
    ["e=w0.1_1", "the edits"],
    ["e=w0.1.784_1", "the edits"],
    ["e=p0.1_AAAA", "the edits"],
    ["e=p0.1_", "the edits"],
    ["e=a0.1_1~", "the edits"],
    ["d=%F0", "the drawing"],
    ["d=AwAA", "a part of the drawing"],
    ["an=gone&ad=AQAA", "A, the pass to compare with"],
    ["an=linear", "A, the pass to compare with"],
    ["an=linear&ad=", "A, the pass to compare with"],
    ["an=linear&ad=%F0&ae=a0.10_1", "A, the pass to compare with"],
    ["ad=AQAA", "A, the pass to compare with"],
  ]) {
    assert.deepEqual(read(`#v=1&n=classic&w=weights&${text}`)?.unread, [name], text);
    assert.equal(read(`#v=1&n=classic&w=weights&${text}`)?.moment.place?.view, "weights");
  }
});

test("of A, too, what cannot be read is named, and the rest is there to compare with", () => {
  const a = { network: "linear", blank: false, sample: false, image: null, drawing: [[[0, 0]]], framing: AS_MNIST, edits: [] };
  for (const [text, name, more] of /** @type {const} */ ([
    ["ad=AQAA&ae=a0.10_1", "the edits of A", {}],
    ["ad=AQAA&ae=a0.9_1&ac=1.15.0", "the framing of the drawing of A", { edits: [{ kind: "activation", layer: 0, neuron: 9, value: 1 }] }],
    ["ad=AQAA&ab=yes", "the blank page of A", {}],
    ["ad=AwAA", "a part of the drawing of A", {}],
    ["ad=%F0&ab=1", "the drawing of A", { blank: true, drawing: [] }],
  ])) {
    const read = decodeLink(`#v=1&n=classic&d=AQAA&an=linear&${text}`, CARDS, ONE_HIDDEN);
    assert.deepEqual(read?.unread, [name], text);
    assert.deepEqual(read?.moment.kept, { ...a, ...more }, text);
    assert.deepEqual(read?.moment.work.drawing, a.drawing);
  }
});

test("of a link that is cut off, A's drawing is what is lost first", () => {
  const random = seeded(43);
  for (let round = 0; round < 300; round += 1) {
    const { moment, card } = randomMoment(random, CARDS);
    if (!moment.kept || moment.kept.blank || moment.kept.image) continue;
    const link = encodeLink(moment, card);
    const read = decodeLink(link.slice(0, link.lastIndexOf("ad=") + 3), CARDS, CLASSIC);
    assert.deepEqual(read, { moment: { ...moment, kept: null }, unread: ["A, the pass to compare with"] });
  }
});

test("links of pages of November 2026 open, and say the same again", async () => {
  /** @type {string[]} */
  const links = JSON.parse(await readFile(new URL("./old-links.json", import.meta.url), "utf8"));
  for (const link of links) {
    const read = decodeLink(link, CARDS, CLASSIC);
    assert.deepEqual(read?.unread, []);
    const card = /** @type {import("../../../static/js/types.js").Card} */ (
      CARDS.find(({ name }) => name === read.moment.work.network));
    const there = momentOf(stateAfter([{ type: "restored", moment: read.moment }]));
    assert.equal(encodeLink({ ...there, place: { ...there.place, ...read.moment.place } }, card), link);
  }
});

test("an image whose text was changed is named, and not read in part", () => {
  const image = { grey: new Uint8Array(784).fill(200, 300, 340), photo: null };
  const link = encodeLink(momentOf(reduce(stateAfter([]), { type: "image", image })), CLASSIC);
  const text = /[&]r=([^&]+)/.exec(link)?.[1] ?? "";
  assert.ok(text.length > 150 && text.length < 250, `${text.length} characters`);
  for (const other of ["", "A", text.slice(4), `${text}AAAA`, text.replace(/.$/, "é")]) {
    const read = decodeLink(`#${link.replace(text, other)}`, CARDS, CLASSIC);
    assert.deepEqual(read?.unread, ["the image"]);
    assert.equal(read?.moment.work.image, null);
  }
});

test("a place of a map, what was changed of its kernel, and an A with a silent map come back", () => {
  const actions = /** @type {const} */ ([
    { type: "network", network: MAPS.name }, { type: "drawn", drawing: DRAWING },
    { type: "edit", edit: { kind: "activations", layer: 0, map: 1, value: 0 } },
    { type: "trace", trace: traceOfCard(MAPS) }, { type: "keep" },
    { type: "edit", edit: { kind: "weight", layer: 0, neuron: 121, input: 12 * 28 + 12, value: 0.5 } },
    { type: "select", unit: { layer: 1, neuron: 17 } },
  ]);
  const state = actions.reduce((before, action) => reduce(before, action), initialState([...CARDS, MAPS]));
  const link = encodeLink(momentOf(state), MAPS);
  const { moment, unread } = decodeLink(`#${link}`, [...CARDS, MAPS], CLASSIC) ?? { moment: null, unread: null };
  assert.deepEqual(unread, []);
  assert.deepEqual(moment?.place?.selected, { layer: 1, neuron: 17 });
  assert.deepEqual(moment?.work.edits, state.work.edits);
  assert.deepEqual(moment?.kept?.edits, [{ kind: "activations", layer: 0, map: 1, value: 0 }]);
});
