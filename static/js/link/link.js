/**
 * A moment ↔ the fragment of an address, such as `#v=1&n=classic&s=sums-2&u=1.4&d=…`. Pure.
 *
 * The fragment never leaves the browser, so no server's log has anybody's drawing. What cannot be
 * read is left out and named; nothing here throws.
 *
 * @typedef {import("../types.js").Card} Card
 * @typedef {import("./moment.js").Moment} Moment
 *
 * @typedef {object} Field
 * @property {string} name  in words
 * @property {(moment: Moment, card: Card) => string | null} write  null: left out
 * @property {(text: string, card: Card) => Partial<Moment> | null} read  null: it could not be
 * @property {Partial<Moment>} [absent]  what it means that the field is left out
 *
 * @typedef {object} Link
 * @property {Partial<Moment>} moment
 * @property {readonly string[]} unread  in words
 */

import { AS_MNIST, MOST_SHIFT, TOOLS } from "../explore.js";
import { stepsOf } from "../steps.js";
import { GRANULARITIES } from "../walk.js";
import { decodeEdits, encodeEdits } from "./edits.js";
import { decodeInk, encodeInk } from "./ink.js";
import { index, isUnit } from "./read.js";

const VERSION = "1";
const LONGEST = 1_000_000; // characters: no page of ours makes a longer link

/** @type {Readonly<Record<string, Field>>} by the key in the address */
const FIELDS = {
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
  b: flag("blank", "the blank page"),
  t: choice("tool", "what stands beside the stage", TOOLS),
  c: {
    name: "the framing of the drawing",
    write({ framing: { centred, shift } }) {
      const usual = centred && shift[0] === 0 && shift[1] === 0;
      return usual ? null : `${centred ? 1 : 0}.${shift[0]}.${shift[1]}`;
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
  const parts = [["v", VERSION], ["n", moment.network]];
  for (const [key, field] of Object.entries(FIELDS)) {
    const text = field.write(moment, card);
    if (text !== null) parts.push([key, text]);
  }
  parts.push(["d", encodeInk(moment.drawing)]); // last, since it is the longest
  return parts.map(([key, text]) => `${key}=${encodeURIComponent(text ?? "")}`).join("&");
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
  const name = given.get("n");
  const named = cards.find((each) => each.name === name);
  if (name !== undefined && !named) unread.push(`the network ${JSON.stringify(name.slice(0, 40))}`);
  const card = named ?? chosen;
  /** @type {Partial<Moment>} */
  const moment = { network: card.name };
  for (const [key, field] of Object.entries(FIELDS)) {
    const value = given.get(key);
    const read = value === undefined ? (field.absent ?? {}) : field.read(value, card);
    if (read === null) unread.push(field.name);
    Object.assign(moment, read ?? field.absent);
  }
  const ink = given.get("d");
  if (ink !== undefined) {
    const { drawing, complete } = decodeInk(ink);
    if (!complete) unread.push(drawing.length ? "a part of the drawing" : "the drawing");
    // A blank page has no ink; and a drawing that is lost leaves the one that is there.
    if (complete || drawing.length) moment.drawing = moment.blank ? [] : drawing;
  }
  return { moment, unread };
}

/**
 * @template {"granularity" | "order" | "lines" | "view" | "notation" | "panel" | "form" | "tool"} Name
 * @param {Name} property
 * @param {string} name
 * @param {readonly Moment[Name][]} values
 * @returns {Field}
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
 * @param {"stretched" | "covered" | "blank"} property
 * @param {string} name
 * @returns {Field}
 */
function flag(property, name) {
  return {
    name,
    write: (moment) => (moment[property] ? "1" : null),
    read: (text) => (text === "1" ? { [property]: true } : null),
    absent: { [property]: false },
  };
}

/**
 * @param {string} text
 * @param {Card} card
 * @returns {Partial<Moment> | null}
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
