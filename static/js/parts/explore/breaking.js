/**
 * Break it: a network without its biases, with a layer silenced, or with noise on its weights; and
 * how many of a thousand digits it still reads right, which one guesses first.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../../state/edits.js").Edit} Edit
 * @typedef {import("../../state/edits.js").LayerEdit} LayerEdit
 * @typedef {import("../../words/breaking.js").Thousand} Thousand
 * @typedef {import("./tools.js").Page} Page
 */

import { encodeEdits } from "../../wire/edits.js";
import { isOfLayer, MOST_SEED } from "../../state/edits.js";
import { readsImage } from "../../digit-image.js";
import { cardOf } from "../../state/selectors.js";
import { guessInWords, thousandInWords } from "../../words/breaking.js";
import { capital, number } from "../../words/format.js";
import { layerName } from "../../words/names.js";
import { createWatch, h, handOn, s, setText, setUsable } from "../dom.js";
import { createToolAsker } from "./asker.js";

const LOUDEST = 2; // spreads, at the slider's end
const STEP = 0.1;
const REST = 300; // ms that the slider rests before a thousand digits are read
const GUESSES = [950, 700, 400, 100]; // of a thousand
const ALL = "all";

/** @param {Page} page */
export function createBreaking(page) {
  const { get, dispatch, markDirty } = page;
  /** Digits of a thousand; null: not guessed, 0: shown without. @type {number | null} */
  let guess = null;
  /** What the guess was about. @type {readonly Edit[] | null} */
  let guessed = null;
  /** @type {{edits: readonly Edit[], read: readonly Thousand[]} | null} */
  let answer = null;
  /** Noise against digits of a thousand, as the slider was moved. @type {Map<number, number>} */
  const dots = new Map();
  let seed = 1;
  let told = "";
  /** @type {readonly Edit[] | null} */
  let asked = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const asker = createToolAsker(page, "breaking", "measure", (words) => {
    told = words;
    markDirty();
  });

  const which = h("select", { "aria-label": "Which layer is broken", change: markDirty });
  const biases = h("button", { type: "button", class: "choice", click: () => toggle("biases") }, "No biases");
  const silence = h("button", { type: "button", class: "choice", click: () => toggle("activations") }, "Silence the layer");
  const slider = h("input", {
    type: "range", min: "0", max: `${LOUDEST}`, step: `${STEP}`, value: "0", "aria-label": "Noise on the weights",
    input: () => setNoise(Number(slider.value)),
  });
  const noise = h("span", {});
  const other = h("button", { type: "button", class: "choice", click: otherNoise }, "Other noise");
  const title = h("p", { id: "breaking-question", class: "tool-words" }, "How many of 1,000 digits will it still read right?");
  const question = h("div", { hidden: true }, title,
    h("div", { class: "compare-buttons", role: "group", "aria-labelledby": "breaking-question" },
      ...GUESSES.map((each) => h("button", { type: "button", class: "choice", click: () => take(each) }, `about ${each}`)),
      h("button", { type: "button", class: "link-button", click: () => take(0) }, "Just show me")));
  const status = h("p", { class: "tool-words", role: "status" });
  const plot = createPlot();
  const element = h("details", { class: "tool-fold" },
    h("summary", {}, "Break it"),
    h("label", { class: "edit-row" }, h("span", {}, "layer"), which),
    h("div", { class: "compare-buttons breaking-ways" }, biases, silence),
    h("label", { class: "breaking-noise" }, h("span", {}, "noise on the weights"), slider, noise), other,
    question, status, plot.element);
  const named = createWatch();
  const changed = createWatch();
  const of = createWatch();

  return {
    element,
    leave() {
      clearTimeout(waiting);
      asker.stop();
      asked = null;
    },

    /** @param {Frame} frame */
    sync({ state }) {
      const card = cardOf(state);
      element.hidden = !readsImage(card) || state.work.weights !== undefined;
      if (element.hidden) return;
      if (named(card)) {
        which.replaceChildren(h("option", { value: ALL }, "all layers"),
          ...card.layers.flatMap(({ side }, layer) => (side ? [] : [h("option", { value: `${layer}` }, capital(layerName(card, layer)))])));
        dots.clear();
        answer = guess = asked = null;
      }
      const { edits } = state.work;
      const broken = edits.filter(isOfLayer);
      for (const edit of broken) if (edit.kind === "noise") seed = edit.seed; // a link's, and a reload's
      if (broken.length && guess !== null) measure(edits);
      if (of(broken.filter(({ kind }) => kind !== "noise").map(({ kind, layer }) => kind + layer).join(), seed, which.value)) dots.clear();
      if (!changed(edits, card, which.value, answer, guess, told)) return;
      const layers = chosen(state);
      biases.setAttribute("aria-pressed", `${layers.every((layer) => found(edits, "biases", layer))}`);
      silence.setAttribute("aria-pressed", `${layers.every((layer) => found(edits, "activations", layer))}`);
      setUsable(silence, which.value !== ALL);
      const value = found(edits, "noise", layers[0] ?? 0)?.value ?? 0;
      if (document.activeElement !== slider) slider.value = `${value}`;
      setText(noise, value ? `${number(value, 1)} of their spread` : "none");
      slider.setAttribute("aria-valuetext", noise.textContent ?? "");
      setUsable(other, value > 0);
      handOn(element, () => (question.hidden = broken.length === 0 || guess !== null), () => slider);
      const current = answer && answer.edits === edits ? answer.read : null;
      setText(status, broken.length === 0 ? "Nothing is broken: change something, and a thousand digits are read."
        : told || (current ? inWords(current) : ""));
      plot.show(broken.length && guess !== null ? [...dots] : [], current ? value : null);
    },
  };

  /** @param {readonly Thousand[]} read */
  function inWords(read) {
    const [first] = read;
    const verdict = guess && first && answer?.edits === guessed ? ` ${guessInWords(guess, first)}` : "";
    return `${read.map(thousandInWords).join(" ")}${verdict}`;
  }

  /** @param {State} state */
  function chosen(state) {
    const { layers } = cardOf(state);
    if (which.value !== ALL) return [Number(which.value)];
    return [...layers.keys()].filter((layer) => !layers[layer]?.side); // a pool has no weights
  }

  /** @param {"biases" | "activations"} kind */
  function toggle(kind) {
    const state = get();
    const layers = chosen(state);
    const isOn = layers.every((layer) => found(state.work.edits, kind, layer));
    change(kind, layers, isOn ? null : (layer) => ({ kind, layer, value: 0 }));
  }

  /** @param {number} value */
  function setNoise(value) {
    change("noise", chosen(get()), value ? (layer) => ({ kind: "noise", layer, seed, value: Math.fround(value) }) : null);
  }

  function otherNoise() {
    seed = (seed % MOST_SEED) + 1;
    setNoise(Number(slider.value));
  }

  /**
   * @param {LayerEdit["kind"]} kind
   * @param {readonly number[]} layers
   * @param {((layer: number) => LayerEdit) | null} make
   */
  function change(kind, layers, make) {
    const others = get().work.edits.filter((edit) => edit.kind !== kind || !layers.includes(edit.layer));
    dispatch({ type: "edits", edits: [...others, ...(make ? layers.map(make) : [])] });
  }

  /** @param {number} right */
  function take(right) {
    guess = right;
    guessed = get().work.edits;
    markDirty();
  }

  /** @param {readonly Edit[]} edits */
  function measure(edits) {
    if (asked === edits) return;
    asked = edits;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const state = get();
      const value = found(edits, "noise", chosen(state)[0] ?? 0)?.value ?? 0;
      const got = await asker.ask({ network: state.work.network, edits: encodeEdits(edits) });
      if (!got || asked !== edits) return;
      answer = { edits, read: got.read };
      const [first] = answer.read;
      if (first && edits.every(({ kind }) => kind === "noise")) dots.set(0, (1000 * first.trained) / first.n);
      if (first) dots.set(value, (1000 * first.right) / first.n);
      markDirty();
    }, REST);
  }
}

/**
 * @param {readonly Edit[]} edits
 * @param {LayerEdit["kind"]} kind
 * @param {number} layer
 */
function found(edits, kind, layer) {
  const edit = edits.find((each) => each.kind === kind && each.layer === layer && !("map" in each));
  return edit && isOfLayer(edit) ? edit : undefined;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [300, 140, 56, 28]; // units of the picture

/** Digits read right against noise: what was measured, as dots joined by a line. */
function createPlot() {
  const line = s("polyline", { class: "breaking-line" });
  const marks = s("g", { class: "breaking-dots" });
  const x = (/** @type {number} */ value) => LEFT + (value / LOUDEST) * (WIDTH - LEFT - 8);
  const y = (/** @type {number} */ right) => 8 + (1 - right / 1000) * (HEIGHT - BOTTOM - 8);
  const text = (/** @type {number} */ at, /** @type {number} */ down, /** @type {string} */ words, /** @type {string} */ anchor) => {
    const element = s("text", { x: `${at}`, y: `${down}`, "text-anchor": anchor });
    element.textContent = words;
    return element;
  };
  const picture = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "breaking-plot", role: "img", "aria-label": "How many digits are read right, the more noise there is" },
    s("path", { class: "breaking-axes", d: `M${LEFT} 8V${HEIGHT - BOTTOM}H${WIDTH - 8}` }),
    text(LEFT - 6, 18, "1,000", "end"), text(LEFT - 6, HEIGHT - BOTTOM, "0", "end"),
    ...[0, 1, 2].map((value) => text(x(value), HEIGHT - 8, `${value}`, "middle")), line, marks);
  const element = h("figure", { hidden: true }, picture, h("figcaption", {}, "right, of 1,000 of our digits, against the noise"));

  return {
    element,
    /**
     * @param {readonly (readonly [noise: number, right: number])[]} dots
     * @param {number | null} now  the noise that there is
     */
    show(dots, now) {
      element.hidden = dots.length < 2;
      const sorted = [...dots].sort(([one], [another]) => one - another);
      line.setAttribute("points", sorted.map(([noise, right]) => `${x(noise)},${y(right)}`).join(" "));
      marks.replaceChildren(...sorted.map(([noise, right]) =>
        s("circle", { cx: `${x(noise)}`, cy: `${y(right)}`, r: noise === now ? "5" : "3", class: noise === now ? "now" : "" })));
    },
  };
}
