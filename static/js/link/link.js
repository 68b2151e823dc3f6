/**
 * A moment ↔ the fragment of an address, such as `#v=1&n=classic&s=sums-2&u=1.4&d=…`. Pure.
 *
 * The fragment never leaves the browser, so no server's log has anybody's drawing. What cannot be
 * read is left out and named; nothing here throws.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("../state/moment.js").Moment} Moment
 * @typedef {import("../state/moment.js").Spot} Spot
 * @typedef {import("../state/state.js").Work} Work
 *
 * @typedef {Spot | Work} Half  of a moment
 */

/**
 * @template Value
 * @typedef {import("./fields.js").Field<Value, string | null>} Field
 */

/**
 * @template {Half} Part
 * @typedef {object} Entry  one property of it
 * @property {keyof Part} of
 * @property {string} name  in words
 * @property {Field<any> | ((card: Card) => Field<any>)} field
 * @property {unknown} [absent]  what it means that it is left out
 */

/**
 * @typedef {object} Link
 * @property {import("../state/moment.js").Part & {work: Pick<Work, "network">}} moment
 * @property {readonly string[]} unread  in words
 */

import { AS_MNIST, MOST_SHIFT, TOOLS } from "../state/explore.js";
import { isUsual } from "../state/framing.js";
import { PHOTO_STEPS, stepsOf } from "../state/steps.js";
import { GRANULARITIES } from "../state/walk.js";
import { decodeEdits, encodeEdits } from "./edits.js";
import { choice, flag, index, isUnit } from "./fields.js";
import { imageText } from "./image.js";
import { decodeInk, encodeInk } from "./ink.js";

const VERSION = "1";
export const LONGEST = 1_000_000; // characters: no page of ours makes a longer link

/**
 * @param {Card} card
 * @returns {Field<Spot["inner"]>}
 */
const inner = (card) => ({
  write: (place) => place && `${place.neuron}.${place.place}`,
  read(text) {
    const [first = "", last = "", ...rest] = text.split(".");
    const neuron = index(first);
    const most = Math.max(...card.layers.map(({ outputs }) => outputs));
    const place = /** @type {const} */ (["start", "zeros", "bias", "f"]).find((each) => each === last);
    const rank = index(last);
    if (rest.length || !(neuron < most) || (place === undefined && !(rank < 65_536))) return undefined;
    return { neuron, place: place ?? rank };
  },
});

/**
 * @param {Card} card
 * @returns {Field<Spot["selected"]>}
 */
const unit = (card) => ({
  write: (selected) => selected && `${selected.layer}.${selected.neuron}`,
  read(text) {
    const [layer = NaN, neuron = NaN, ...rest] = text.split(".").map(index);
    return !rest.length && isUnit({ layer, neuron }, card) ? { layer, neuron } : undefined;
  },
});

/**
 * @param {Card} card
 * @returns {Field<Spot["opened"]>}
 */
function groups(card) {
  const all = [...new Set(stepsOf(card).map(({ group }) => group))];
  return {
    write: (opened) => all.map((group) => (opened.includes(group) ? "1" : "0")).join(""),
    read: (text) => (/^[01]+$/.test(text) && text.length === all.length ? all.filter((_, k) => text[k] === "1") : undefined),
  };
}

/** @type {Field<Work["framing"]>} */
const framing = {
  write: (framed) => (isUsual(framed) ? null : `${framed.centred ? 1 : 0}.${framed.shift.join(".")}`),
  read(text) {
    const [, centred, right, down] = /^([01])\.(-?\d{1,2})\.(-?\d{1,2})$/.exec(text) ?? [];
    const shift = /** @type {const} */ ([Number(right), Number(down)]);
    const fits = shift.every((pixels) => Math.abs(pixels) <= MOST_SHIFT);
    return fits ? { centred: centred === "1", shift } : undefined;
  },
};

/**
 * @param {Card} card
 * @returns {Field<Work["edits"]>}
 */
const edits = (card) => ({
  write: (made) => (made.length ? encodeEdits(made) : null),
  read: (text) => decodeEdits(text, card) ?? undefined,
});

/** @type {Readonly<Record<string, Entry<Spot>>>} by the key in the address */
const PLACE = {
  s: { of: "step", name: "the step", field: (card) => choice([...PHOTO_STEPS, ...stepsOf(card).map(({ id }) => id)]) },
  g: { of: "granularity", name: "what Next goes by", field: choice(GRANULARITIES) },
  o: { of: "order", name: "the order of the terms", field: choice(["size", "index"]) },
  i: { of: "inner", name: "the place inside the step", field: inner, absent: null },
  x: { of: "opened", name: "the opened groups", field: groups },
  u: { of: "selected", name: "the chosen neuron", field: unit, absent: null },
  l: { of: "lines", name: "what the lines show", field: choice(["contribution", "weight"]) },
  w: { of: "view", name: "the view", field: choice(["network", "weights"]) },
  y: { of: "notation", name: "the notation", field: choice(["a", "p"]) },
  p: { of: "panel", name: "the inspector’s page", field: choice(["sum", "terms", "formula", "pixels"]) },
  f: { of: "form", name: "the formula’s form", field: choice(["scalar", "vector", "matrix"]) },
  h: { of: "stretched", name: "the stretched scales", field: flag, absent: false },
  k: { of: "covered", name: "whether the answer is covered", field: flag, absent: false },
  t: { of: "tool", name: "what stands beside the stage", field: choice(TOOLS) },
};

/** @type {Readonly<Record<string, Entry<Work>>>} by the key; that of A's begins with another "a" */
const WORK = {
  b: { of: "blank", name: "the blank page", field: flag, absent: false },
  m: { of: "sample", name: "whether the drawing is a sample", field: flag, absent: false },
  r: { of: "image", name: "the image", field: imageText, absent: null },
  c: { of: "framing", name: "the framing of the drawing", field: framing, absent: AS_MNIST },
  e: { of: "edits", name: "the edits", field: edits, absent: [] },
};

/**
 * @template {Half} Part
 * @param {Entry<Part>} entry
 * @param {Card} card
 */
function fieldOf({ field }, card) {
  return typeof field === "function" ? field(card) : field;
}

/**
 * @param {Moment} moment
 * @param {Card} card  of its network
 * @returns {string}  without the leading "#"
 */
export function encodeLink(moment, card) {
  const { place, work, kept } = moment;
  const made = (/** @type {Work} */ each) => [...written(WORK, each, card), ["d", encodeInk(each.drawing)]];
  const a = kept ? [["n", kept.network], ...made(kept)].map(([key, text]) => [`a${key}`, text]) : [];
  // What is longest comes last: of a link that is cut off, most can be read.
  const parts = [["v", VERSION], ["n", work.network], ...written(PLACE, place, card), ...made(work), ...a];
  return parts.map(([key, text]) => `${key}=${encodeURIComponent(text ?? "")}`).join("&");
}

/**
 * @template {Half} Part
 * @param {Readonly<Record<string, Entry<Part>>>} entries
 * @param {Part} part
 * @param {Card} card
 */
function written(entries, part, card) {
  return Object.entries(entries).flatMap(([key, entry]) => {
    const text = fieldOf(entry, card).write(part[entry.of]);
    return text === null ? [] : [[key, text]];
  });
}

/**
 * @param {string} fragment  with or without the leading "#"
 * @param {readonly Card[]} cards
 * @param {Card} chosen  the network for a link whose own one is not there
 * @returns {Link | null}  null where the fragment is no link of ours
 */
export function decodeLink(fragment, cards, chosen) {
  const text = fragment.replace(/^#/, "");
  if (!text.includes("=")) return null; // empty, or an anchor of the page
  const given = new Map(new URLSearchParams(text.slice(0, LONGEST)));
  /** @type {string[]} */
  const unread = [];
  if (given.get("v") !== VERSION) unread.push("its version");
  const own = reader(given, unread);
  const card = own.network(cards) ?? chosen;
  const [place, work] = [own.fields(PLACE, card), own.work(card)];
  return { moment: { place, work: { network: card.name, ...work }, kept: keptIn(given, cards, unread) }, unread };
}

/**
 * @param {ReadonlyMap<string, string>} given
 * @param {readonly Card[]} cards
 * @param {string[]} unread  what cannot be read is added
 * @returns {Moment["kept"]}  null where there is none, or too little of it to compare with
 */
function keptIn(given, cards, unread) {
  if (!given.has("an") && !given.has("ad")) return null;
  /** @type {string[]} */
  const parts = [];
  const a = reader(given, parts, "a", " of A");
  const card = a.network(cards);
  const made = card && { network: card.name, drawing: [], ...a.work(card) };
  const isThere = made !== undefined && (made.blank || made.image || made.drawing.length > 0);
  unread.push(...(isThere ? parts : ["A, the pass to compare with"]));
  return isThere ? /** @type {Moment["kept"]} */ (made) : null;
}

/**
 * Reads one pass of a link, and what goes with it.
 *
 * @param {ReadonlyMap<string, string>} given
 * @param {string[]} unread  what cannot be read is added
 * @param {string} [prefix]  of the keys
 * @param {string} [whose]  in words
 */
function reader(given, unread, prefix = "", whose = "") {
  /**
   * @template {Half} Part
   * @param {Readonly<Record<string, Entry<Part>>>} entries
   * @param {Card} card
   */
  function read(entries, card) {
    /** @type {Partial<Part>} */
    const part = {};
    for (const [key, entry] of Object.entries(entries)) {
      const text = given.get(prefix + key);
      const found = text === undefined ? undefined : fieldOf(entry, card).read(text);
      if (text !== undefined && found === undefined) unread.push(entry.name + whose);
      const value = found ?? entry.absent;
      if (value !== undefined) Object.assign(part, { [entry.of]: value });
    }
    return part;
  }

  return {
    fields: read,

    /** @param {readonly Card[]} cards */
    network(cards) {
      const name = given.get(`${prefix}n`);
      const card = cards.find((each) => each.name === name);
      if (name !== undefined && !card) unread.push(`the network ${JSON.stringify(name.slice(0, 40))}${whose}`);
      return card;
    },

    /** @param {Card} card */
    work(card) {
      const work = read(WORK, card);
      const ink = given.get(`${prefix}d`);
      if (ink === undefined) return work;
      const { drawing, complete } = decodeInk(ink);
      if (!complete) unread.push(`${drawing.length ? "a part of the drawing" : "the drawing"}${whose}`);
      // A blank page has no ink; and a drawing that is lost leaves the one that is there.
      return complete || drawing.length ? { ...work, drawing: work.blank || work.image ? [] : drawing } : work;
    },
  };
}
