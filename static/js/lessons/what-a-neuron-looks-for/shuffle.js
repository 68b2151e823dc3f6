/**
 * Two networks from the same start on the same digits, whose pixels the second gets shuffled: what
 * both look for, how well both read, and the shuffle undone.
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
import { createTiles, wallOf } from "../../kit/tiles.js";

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
 * @param {(digit: number) => import("../../kit/numbers.js").Question} shipped
 * @returns {import("../../kit/lesson.js").Figure<import("../what-a-neuron-looks-for.js").State>}
 */
export const shuffle = (shipped) => (root, { get, set, ask, start, numbers }) => {
  const button = h("button", { type: "button", class: "step-button primary", click: () => void train() }, "Train both networks");
  const said = h("p", { class: "shuffle-said", role: "status" });
  const undo = h("input", { type: "checkbox", id: "undo-shuffle", change: () => set({ undone: undo.checked }) });
  const plain = side("Pixels in their places", ({ training }) => training && plainWall(training.plain.weights));
  const mixed = side("Pixels shuffled", ({ training, undone }) =>
    training && shuffledWall(training.shuffled.weights, training.order, undone));
  const results = h("div", { class: "split shuffle-sides" }, plain.element, mixed.element);
  const undoing = h("label", { class: "shuffle-undo", for: "undo-shuffle" }, undo, "put the shuffled weights back in their places");
  root.append(h("div", { class: "row" }, button), said, results);
  mixed.element.append(undoing);
  const changed = createWatch();
  const pictured = createWatch();

  /** The answer is the page's, whichever scene it is in by then. */
  async function train() {
    set({ isTraining: true });
    const training = await ask("train", { seed: start.seed }).catch(() => null);
    set({ isTraining: false, ...(get().scene === "shuffle" && { training }) });
  }

  return {
    sync(frame) {
      const { state: { training, isTraining, undone, digit: k }, palette, told } = frame;
      const digit = numbers.trace(shipped(k))?.input;
      if (changed(training, isTraining, undone, told)) {
        setUsable(button, told && !isTraining && training === null);
        results.hidden = training === null;
        undo.checked = undone;
        setText(said, told ? saidOf(training, isTraining) : `${saidOf(null, false)} Guess first.`);
        if (training) {
          showNet(plain.accuracy, training.plain.accuracy, percent(training.plain.accuracy));
          showNet(mixed.accuracy, training.shuffled.accuracy, percent(training.shuffled.accuracy));
        }
      }
      if (!training) return;
      plain.tiles.sync(frame);
      mixed.tiles.sync(frame);
      if (digit && pictured(digit, training, undone, palette)) {
        drawGrey(plain.ctx, digit, palette);
        drawGrey(mixed.ctx, undone ? digit : shuffled(digit, training.order), palette);
      }
    },
  };
};

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

/**
 * @param {string} title
 * @param {(state: import("../what-a-neuron-looks-for.js").State) => import("../../kit/tiles.js").Wall | null} wall
 */
function side(title, wall) {
  const ctx = pixelCanvas();
  const accuracy = h("b", { class: "shuffle-accuracy" });
  const room = h("div");
  const tiles = createTiles(room, { label: `${title}: the sixteen learned grids` }, wall);
  const element = h("section", { class: "shuffle-side" },
    h("div", { class: "shuffle-head" }, h("span", { class: "shuffle-digit" }, ctx.canvas),
      h("div", {}, h("h3", { class: "title" }, title), h("p", {}, accuracy, " of new digits read right"))),
    room);
  return { element, ctx, accuracy, tiles };
}
