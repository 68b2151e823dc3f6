/**
 * Sizes, networks and colours that the stage is tested with.
 *
 * @typedef {import("../../../static/js/types.js").Card} Card
 * @typedef {import("../../../static/js/scene/colour.js").Palette} Palette
 * @typedef {import("../../../static/js/scene/colour.js").RGB} RGB
 */

import { readFileSync } from "node:fs";

import { fromHex } from "../../../static/js/scene/colour.js";
import { layoutOf } from "../../../static/js/scene/layout.js";
import { CARDS, CLASSIC } from "../models.js";

/** @type {Card} */
export const DEEP = {
  ...CLASSIC,
  name: "deep",
  sizes: [784, 128, 64, 10],
  layers: [784, 128, 64].map((inputs, k) => ({
    ...CLASSIC.layers[0],
    inputs,
    outputs: [128, 64, 10][k] ?? 0,
    activation: "relu",
    weights: "",
    biases: "",
  })),
};

/** @type {Card} */
export const LETTERS = {
  ...DEEP,
  name: "letters",
  group: "own",
  sizes: [784, 128, 64, 26],
  layers: DEEP.layers.map((layer, k) => (k === 2 ? { ...layer, outputs: 26 } : layer)),
  labels: [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
};

/** @type {Card} */
export const CLOTHES = {
  ...DEEP,
  name: "clothes",
  group: "own",
  labels: ["T-shirt", "Trousers", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"],
};

export const NETWORKS = [...CARDS, DEEP, LETTERS, CLOTHES];

/** The room that the stage has on the screens that the page is made for, in px. */
export const SIZES = [
  { name: "laptop", width: 782, height: 515, font: 13 },
  { name: "laptop with a browser's bars", width: 782, height: 370, font: 13 },
  { name: "desktop", width: 1336, height: 830, font: 13 },
  { name: "projector", width: 1240, height: 759, font: 18 },
  { name: "4K", width: 3256, height: 1900, font: 13 },
  { name: "phone", width: 390, height: 507, font: 13 },
  { name: "small phone", width: 360, height: 468, font: 13 },
  { name: "tablet", width: 480, height: 700, font: 13 },
  { name: "phone on its side", width: 560, height: 300, font: 13 },
];

/**
 * What is there on every page that a digit is drawn on.
 *
 * @template Value
 * @param {Value | null} plate
 */
export function withPlate(plate) {
  if (!plate) throw new Error("expected a digit image, found none");
  return plate;
}

/** Every network at every size. */
export function everyLayout() {
  return NETWORKS.flatMap((card) =>
    SIZES.map((size) => ({ name: `${card.name}, ${size.name}`, card, size, layout: layoutOf(card, size) })),
  );
}

const sheet = readFileSync(new URL("../../../static/css/tokens.css", import.meta.url), "utf8");

/**
 * A theme's colours, from the style sheet that the page reads them from.
 *
 * @param {"dark" | "light"} theme
 * @returns {Palette}
 */
export function paletteOf(theme) {
  const base = block(":root {");
  const over = theme === "light" ? block(':root[data-theme="light"] {') : {};
  const colour = (/** @type {string} */ name) => fromHex({ ...base, ...over }[name] ?? "");
  return {
    bg: colour("bg"),
    ink: colour("ink"),
    soft: colour("soft"),
    line: colour("line"),
    edge: colour("edge"),
    pos: colour("pos"),
    neg: colour("neg"),
    now: colour("now"),
    plate: colour("plate"),
    lit: colour("lit"),
    plateLine: colour("plate-line"),
    nowEdge: colour("now-edge"),
  };
}

/** @param {string} opening */
function block(opening) {
  const start = sheet.indexOf(opening);
  if (start < 0) throw new Error(`expected ${opening} in tokens.css`);
  const body = sheet.slice(start, sheet.indexOf("}", start));
  return Object.fromEntries([...body.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map(([, k, v]) => [k, v]));
}
