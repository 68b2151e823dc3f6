/**
 * A neuron's page: its weights, its mean activation for each digit, and what excites it most and
 * least among thousands of digits.
 */

import { PIXELS, SIDE } from "../digit-image.js";
import { drawSigned } from "../draw/grid.js";
import { contextOf } from "../draw/surface.js";
import { createWatch, h, setText } from "../parts/dom.js";
import { largest, roundUp } from "../scene/scale.js";
import { isOutput, layerGroup } from "../state/steps.js";
import { number, signed } from "../words/format.js";
import { shapeOf } from "../state/maps.js";
import { layerName, neuronName, standForDigits, unitName } from "../words/names.js";
import { createGuess } from "./guess.js";
import { labelled } from "./choosers.js";
import { cardOf, DIGITS } from "./state.js";
import { createTile } from "./tile.js";
import { favouriteInWords } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("./choosers.js").Page} page
 */
export function createNeuron(root, { get, set, answers }) {
  const layer = h("select", { id: "layer", change: () => set({ unit: { layer: Number(layer.value), neuron: 0 } }) });
  const which = h("select", { id: "which", change: () => set({ unit: { layer: Number(layer.value), neuron: Number(which.value) } }) });
  const turn = (/** @type {number} */ by, /** @type {string} */ label, /** @type {string} */ sign) => h("button", {
    type: "button", class: "icon-button", "aria-label": label,
    click() {
      const { unit } = get();
      const n = cardOf(get()).layers[unit.layer]?.outputs ?? 1;
      set({ unit: { ...unit, neuron: (unit.neuron + by + n) % n } });
    },
  }, sign);
  const title = h("h2", {});
  const weights = contextOf(h("canvas", { class: "pixels weights", role: "img" }));
  const scale = h("p", { class: "hint" });
  const guess = createGuess((favourite) => set({ favourite }));
  const told = h("p", { class: "verdict", tabindex: "-1" });
  const bars = DIGITS.map((digit) => {
    const bar = h("i", {});
    const figure = h("td", {});
    return { bar, figure, row: h("tr", {}, h("th", { scope: "row" }, `${digit}`), h("td", { class: "bar-room" }, bar), figure) };
  });
  const means = h("table", { class: "means" }, h("caption", {}, "Its activation for each digit, on average"),
    h("thead", { class: "visually-hidden" }, h("tr", {}, ...["digit", "bar", "mean activation"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...bars.map(({ row }) => row)));
  const [most, least] = ["Excite it most", "Excite it least"].map((name) => {
    const room = h("div", { class: "liked" });
    return { element: h("div", {}, h("h3", {}, name), room), room, tiles: /** @type {ReturnType<typeof createTile>[]} */ ([]) };
  });
  const after = h("div", { class: "after" }, told, means, most?.element ?? "", least?.element ?? "");
  const waiting = h("p", { class: "hint" }, "The network reads ten thousand digits…");
  root.append(
    h("div", { class: "bar" }, labelled("Layer", layer), labelled("Neuron", which),
      h("span", { class: "turns" }, turn(-1, "Previous neuron", "‹"), turn(1, "Next neuron", "›"))),
    h("div", { class: "neuron" },
      h("div", {}, title, weights.canvas, scale), h("div", {}, guess.element, waiting, after)),
  );
  const layered = createWatch();
  const chosen = createWatch();
  const changed = createWatch();

  /**
   * @param {Float32Array} values
   * @param {import("./choosers.js").Frame} frame
   */
  function showWeights(values, { state, palette }) {
    const { unit } = state;
    const { canvas } = weights;
    const { kernel, image, side } = cardOf(state).layers[unit.layer] ?? {};
    canvas.hidden = side !== undefined;
    if (side !== undefined) {
      setText(scale, "A pool has no weights: it makes one number of its places.");
      return;
    }
    const tiles = kernel && image && tiled(values, image[0], kernel);
    const columns = tiles?.columns ?? (values.length === PIXELS ? SIDE : Math.min(16, Math.ceil(Math.sqrt(values.length))));
    canvas.width = columns;
    canvas.height = Math.ceil((tiles?.values ?? values).length / columns);
    const max = roundUp(largest(values));
    drawSigned(weights, tiles?.values ?? values, max, palette);
    const each = kernel ? `${kernel.join("×")} for each map that it reads, the same at all places` : values.length === PIXELS ? "one for each pixel" : `one for each neuron of ${layerName(cardOf(state), unit.layer - 1)}, row by row`;
    canvas.setAttribute("aria-label", `The weights of ${unitName(cardOf(state), unit)}, ${each}`);
    setText(scale, `Its ${values.length} weights, ${each}: blue up to ${signed(max)}, red down to ${signed(-max)}.`);
  }

  /**
   * A kernel's squares, one for each map that is read, beside and below each other.
   *
   * @param {Float32Array} values
   * @param {number} channels
   * @param {readonly [height: number, width: number]} kernel
   * @returns {{values: Float32Array, columns: number} | undefined}  undefined where some of it hangs over an edge
   */
  function tiled(values, channels, [height, width]) {
    if (values.length !== channels * height * width) return undefined;
    const across = Math.ceil(Math.sqrt(channels));
    const columns = across * width;
    const shown = new Float32Array(columns * Math.ceil(channels / across) * height);
    values.forEach((value, k) => {
      const [channel, row, column] = [Math.floor(k / (height * width)), Math.floor(k / width) % height, k % width];
      shown[(Math.floor(channel / across) * height + row) * columns + (channel % across) * width + column] = value;
    });
    return { values: shown, columns };
  }

  return {
    /** @param {import("./choosers.js").Frame} frame */
    sync(frame) {
      const { state, palette } = frame;
      const { network, source, unit, favourite, line } = state;
      const card = cardOf(state);
      if (layered(card)) {
        layer.replaceChildren(...card.layers.map((_, k) => h("option", { value: `${k}` }, layerGroup(card, k))));
      }
      if (chosen(card, unit.layer)) {
        const first = standForDigits(card, unit.layer) ? 0 : 1;
        which.replaceChildren(...Array.from({ length: card.layers[unit.layer]?.outputs ?? 0 }, (_, k) => h("option", { value: `${k}` }, shapeOf(card, unit.layer) ? neuronName(card, { layer: unit.layer, neuron: k }) : `${k + first}`)));
      }
      layer.value = `${unit.layer}`;
      which.value = `${unit.neuron}`;
      const answer = answers.get("neuron", { network, source, ...unit }, line.connection === "online");
      if (!changed(answer, card, unit, favourite, palette)) return;
      const asks = favourite === null && !isOutput(card, unit.layer);
      after.hidden = asks || answer === null;
      const name = unitName(card, unit);
      setText(title, name);
      guess.show(asks && answer ? `Look at its weights. Which digit excites ${name} most?` : null, told);
      waiting.hidden = answer !== null;
      scale.hidden = answer === null;
      if (!answer) weights.canvas.hidden = true;
      if (!answer) return;
      showWeights(answer.weights, frame);
      if (after.hidden) return;
      setText(told, favouriteInWords(state, answer.means));
      showMeans(answer);
      for (const [side, of] of /** @type {const} */ ([[most, answer.most], [least, answer.least]])) {
        if (!side) continue;
        while (side.tiles.length < of.labels.length) {
          const tile = createTile();
          side.tiles.push(tile);
          side.room.append(tile.element);
        }
        for (const [k, tile] of side.tiles.entries()) {
          const [digit, a] = [of.labels[k], number(of.a[k])];
          tile.show({
            image: of.images.subarray(k * PIXELS, (k + 1) * PIXELS), pass: network, above: `${digit}`, below: `a = ${a}`,
            name: `${digit} a = ${a}. Open its pass`, wrong: false,
          }, palette);
        }
      }
    },
  };

  /** @param {{means: readonly (number | null)[], low: number, high: number}} answer */
  function showMeans({ means: values, low, high }) {
    const [from, to] = [Math.min(0, low), Math.max(0, high)];
    const place = (/** @type {number} */ value) => (to > from ? (100 * (value - from)) / (to - from) : 0);
    for (const [k, { bar, figure }] of bars.entries()) {
      const value = values[k] ?? null;
      setText(figure, value === null ? "–" : number(value));
      bar.style.left = `${place(Math.min(0, value ?? 0))}%`;
      bar.style.width = `${Math.abs(place(value ?? 0) - place(0))}%`;
      bar.classList.toggle("negative", (value ?? 0) < 0);
    }
  }
}
