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
 * @template {Half} Part
 * @typedef {object} Field
 * @property {string} name  in words
 * @property {(part: Part, card: Card) => string | null} write  null: left out
 * @property {(text: string, card: Card) => Partial<Part> | null} read  null: it could not be
 * @property {Partial<Part>} [absent]  what it means that the field is left out
 */

/**
 * @typedef {object} Link
 * @property {import("../state/moment.js").Part & {work: Pick<Work, "network">}} moment
 * @property {readonly string[]} unread  in words
 */

import { AS_MNIST, MOST_SHIFT, TOOLS } from "../state/explore.js";
import { isUsual } from "../state/framing.js";
import { stepsOf } from "../state/steps.js";
import { GRANULARITIES } from "../state/walk.js";
import { decodeEdits, encodeEdits } from "./edits.js";
import { decodeInk, encodeInk } from "./ink.js";
import { index, isUnit } from "./read.js";

const VERSION = "1";
const LONGEST = 1_000_000; // characters: no page of ours makes a longer link

/** @type {Readonly<Record<string, Field<Spot>>>} by the key in the address */
const PLACE = {
  s: {
    name: "the step",
    write: ({ step }) => step,
    read: (step, card) => (stepsOf(card).some(({ id }) => id === step) ? { step } : null),
  },
  g: choice("granularity", "what Next goes by", GRANULARITIES),
  o: choice("order", "the order of the terms", ["size", "index"]),
  i: {
    name: "the place inside the step",
    write: ({ inner }) => inner && `${inner.neuron}.${inner.place}`,
    read: readInner,
    absent: { inner: null },
  },
  x: {
    name: "the opened groups",
    write: ({ opened }, card) => groupsOf(card).map((group) => (opened.includes(group) ? "1" : "0")).join(""),
    read(text, card) {
      const groups = groupsOf(card);
      const fits = /^[01]+$/.test(text) && text.length === groups.length;
      return fits ? { opened: groups.filter((_, k) => text[k] === "1") } : null;
    },
  },
  u: {
    name: "the chosen neuron",
    write: ({ selected }) => selected && `${selected.layer}.${selected.neuron}`,
    read(text, card) {
      const [layer, neuron, ...rest] = text.split(".").map(index);
      const selected = { layer: layer ?? NaN, neuron: neuron ?? NaN };
      return !rest.length && isUnit(selected, card) ? { selected } : null;
    },
    absent: { selected: null },
  },
  l: choice("lines", "what the lines show", ["contribution", "weight"]),
  w: choice("view", "the view", ["network", "weights"]),
  y: choice("notation", "the notation", ["a", "p"]),
  p: choice("panel", "the inspector’s page", ["sum", "terms", "formula", "pixels"]),
  f: choice("form", "the formula’s form", ["scalar", "vector", "matrix"]),
  h: flag("stretched", "the stretched scales"),
  k: flag("covered", "whether the answer is covered"),
  t: choice("tool", "what stands beside the stage", TOOLS),
};

/** @type {Readonly<Record<string, Field<Work>>>} by the key; that of A's begins with another "a" */
const WORK = {
  b: flag("blank", "the blank page"),
  m: flag("sample", "whether the drawing is a sample"),
  c: {
    name: "the framing of the drawing",
    write({ framing }) {
      const { centred, shift } = framing;
      return isUsual(framing) ? null : `${centred ? 1 : 0}.${shift[0]}.${shift[1]}`;
    },
    read(text) {
      const [, centred, right, down] = /^([01])\.(-?\d{1,2})\.(-?\d{1,2})$/.exec(text) ?? [];
      const shift = /** @type {const} */ ([Number(right), Number(down)]);
      const fits = shift.every((pixels) => Math.abs(pixels) <= MOST_SHIFT);
      return fits ? { framing: { centred: centred === "1", shift } } : null;
    },
    absent: { framing: AS_MNIST },
  },
  e: {
    name: "the edits",
    write: ({ edits }) => (edits.length ? encodeEdits(edits) : null),
    read(text, card) {
      const edits = decodeEdits(text, card);
      return edits && { edits };
    },
    absent: { edits: [] },
  },
};

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
 * @param {Readonly<Record<string, Field<Part>>>} fields
 * @param {Part} part
 * @param {Card} card
 */
function written(fields, part, card) {
  return Object.entries(fields).flatMap(([key, field]) => {
    const text = field.write(part, card);
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
  const isThere = made !== undefined && (made.blank || made.drawing.length > 0);
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
   * @param {Readonly<Record<string, Field<Part>>>} fields
   * @param {Card} card
   */
  function read(fields, card) {
    /** @type {Partial<Part>} */
    const part = {};
    for (const [key, field] of Object.entries(fields)) {
      const value = given.get(prefix + key);
      const found = value === undefined ? (field.absent ?? {}) : field.read(value, card);
      if (found === null) unread.push(field.name + whose);
      Object.assign(part, found ?? field.absent);
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
      return complete || drawing.length ? { ...work, drawing: work.blank ? [] : drawing } : work;
    },
  };
}

/**
 * @template {"granularity" | "order" | "lines" | "view" | "notation" | "panel" | "form" | "tool"} Name
 * @param {Name} property
 * @param {string} name
 * @param {readonly Spot[Name][]} values
 * @returns {Field<Spot>}
 */
function choice(property, name, values) {
  return {
    name,
    write: (moment) => moment[property],
    read(text) {
      const value = values.find((each) => each === text);
      return value === undefined ? null : { [property]: value };
    },
  };
}

/**
 * @template {"stretched" | "covered" | "blank" | "sample"} Name
 * @param {Name} property
 * @param {string} name
 */
function flag(property, name) {
  const value = (/** @type {boolean} */ on) => /** @type {Readonly<Record<Name, boolean>>} */ ({ [property]: on });
  return {
    name,
    write: (/** @type {Readonly<Record<Name, boolean>>} */ part) => (part[property] ? "1" : null),
    read: (/** @type {string} */ text) => (text === "1" ? value(true) : null),
    absent: value(false),
  };
}

/**
 * @param {string} text
 * @param {Card} card
 * @returns {Partial<Spot> | null}
 */
function readInner(text, card) {
  const [first = "", last = "", ...rest] = text.split(".");
  const neuron = index(first);
  const most = Math.max(...card.layers.map(({ outputs }) => outputs));
  const place = /** @type {const} */ (["start", "zeros", "bias", "f"]).find((each) => each === last);
  const rank = index(last);
  if (rest.length || !(neuron < most) || (place === undefined && !(rank < 65_536))) return null;
  return { inner: { neuron, place: place ?? rank } };
}

/** @param {Card} card */
function groupsOf(card) {
  return [...new Set(stepsOf(card).map(({ group }) => group))];
}
