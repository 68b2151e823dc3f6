/**
 * Two networks from the same start on the same digits, whose pixels the second gets shuffled: what
 * both look for, how well both read, and the shuffle undone.
 *
 * @typedef {import("../../scene/colour.js").Palette} Palette
 *
 * @typedef {{weights: Float32Array, accuracy: number}} Trained
 * @typedef {object} Training  the server's answer
 * @property {Trained} plain
 * @property {Trained} shuffled
 * @property {readonly number[]} order  input k of the shuffled network is this pixel
 * @property {string} name  of the digits
 * @property {number} n_learned
 * @property {number} n_tested
 */

import { PIXELS } from "../../digit-image.js";
import { drawGrey } from "../../draw/grid.js";
import { count, percent } from "../../words/format.js";
import { showNet } from "../../kit/figures.js";
import { createWatch, h, setText, setUsable } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { remembering } from "../../state/remember.js";
import { createTiles, wallOf } from "./tiles.js";

/**
 * What the second network gets: at place k the value of the pixel `order[k]`.
 *
 * @param {Float32Array} pixels
 * @param {readonly number[]} order
 */
export function shuffled(pixels, order) {
  return pixels.map((_, k) => pixels[order[k] ?? 0] ?? 0);
}

/**
 * The same the other way, row for row.
 *
 * @param {Float32Array} W  (n, 784)
 * @param {readonly number[]} order
 */
export function unshuffled(W, order) {
  const back = new Float32Array(W.length);
  for (let row = 0; row < W.length; row += PIXELS) {
    order.forEach((pixel, k) => (back[row + pixel] = W[row + k] ?? 0));
  }
  return back;
}

const plainWall = remembering((/** @type {Float32Array} */ W) => wallOf(W));
const shuffledWall = remembering(
  (/** @type {Float32Array} */ W, /** @type {readonly number[]} */ order, /** @type {boolean} */ undone) =>
    wallOf(undone ? unshuffled(W, order) : W));

/**
 * @param {HTMLElement} root
 * @param {{set: (change: {undone: boolean}) => void, start: () => void}} page
 */
export function createShuffle(root, { set, start }) {
  const button = h("button", { type: "button", class: "step-button primary", click: start }, "Train both networks");
  const said = h("p", { class: "shuffle-said", role: "status" });
  const undo = h("input", { type: "checkbox", id: "undo-shuffle", change: () => set({ undone: undo.checked }) });
  const plain = side("Pixels in their places");
  const mixed = side("Pixels shuffled");
  const results = h("div", { class: "shuffle-sides" }, plain.element, mixed.element);
  const undoing = h("label", { class: "shuffle-undo", for: "undo-shuffle" }, undo, "put the shuffled weights back in their places");
  root.append(h("div", { class: "rank-buttons" }, button), said, results);
  mixed.element.append(undoing);
  const changed = createWatch();
  const pictured = createWatch();

  return {
    /**
     * @param {{training: Training | null, isTraining: boolean, undone: boolean}} state
     * @param {Float32Array | null} digit  an image, to show what each network gets
     * @param {Palette} palette
     */
    sync({ training, isTraining, undone }, digit, palette) {
      if (changed(training, isTraining, undone)) {
        setUsable(button, !isTraining && training === null);
        results.hidden = training === null;
        undo.checked = undone;
        setText(said, saidOf(training, isTraining));
        if (training) {
          showNet(plain.accuracy, training.plain.accuracy, percent(training.plain.accuracy));
          showNet(mixed.accuracy, training.shuffled.accuracy, percent(training.shuffled.accuracy));
        }
      }
      if (!training) return;
      plain.tiles.sync(plainWall(training.plain.weights), palette);
      mixed.tiles.sync(shuffledWall(training.shuffled.weights, training.order, undone), palette);
      if (digit && pictured(digit, training, undone, palette)) {
        drawGrey(plain.ctx, digit, palette);
        drawGrey(mixed.ctx, undone ? digit : shuffled(digit, training.order), palette);
      }
    },
  };
}

/**
 * @param {Training | null} training
 * @param {boolean} isTraining
 */
function saidOf(training, isTraining) {
  if (training) {
    const { n_learned: learned, n_tested: tested, name } = training;
    return `Both learned from the same ${count(learned)} digits (${name}), and were tested with ${count(tested)} others.`;
  }
  return isTraining
    ? "Two networks of 784-16-16-10 are training on the server now, for some ten seconds …"
    : "One network gets the digits as they are. The other gets every digit with its 784 pixels shuffled, always in the same way.";
}

/** @param {string} title */
function side(title) {
  const ctx = pixelCanvas();
  const accuracy = h("b", { class: "shuffle-accuracy" });
  const room = h("div");
  const tiles = createTiles(room, { label: `${title}: the sixteen learned grids`, caption: () => "" });
  const element = h("section", { class: "shuffle-side" },
    h("div", { class: "shuffle-head" }, h("span", { class: "shuffle-digit" }, ctx.canvas),
      h("div", {}, h("h3", {}, title), h("p", {}, accuracy, " of new digits read right"))),
    room);
  return { element, ctx, accuracy, tiles };
}
