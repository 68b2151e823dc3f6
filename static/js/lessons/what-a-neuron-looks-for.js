/**
 * Lesson 4, "What a neuron looks for".
 *
 * @typedef {import("./what-a-neuron-looks-for/grids.js").Grid} Grid
 * @typedef {import("./what-a-neuron-looks-for/grids.js").TestImage} TestImage
 * @typedef {import("./what-a-neuron-looks-for/card.js").Parts} Parts
 * @typedef {import("./what-a-neuron-looks-for/shuffle.js").Training} Training
 * @typedef {import("./what-a-neuron-looks-for/areas.js").Counted} Counted
 * @typedef {import("../types.js").LayerPass} LayerPass
 *
 * @typedef {object} State
 * @property {Grid} grid  the painted neuron's weights
 * @property {number} bias
 * @property {number} neuron  of classic's first layer, whose place it takes
 * @property {number} digit  that classic reads
 * @property {number | null} guess
 * @property {readonly number[]} order  the four images, ranked
 * @property {boolean} revealed
 * @property {readonly number[]} sizes  of an architecture that is counted
 * @property {Counted | null} counted
 * @property {Training | null} training
 * @property {boolean} isTraining
 * @property {boolean} undone  the shuffle
 */

import { PIXELS } from "../digit-image.js";
import { edited } from "../state/edits.js";
import { percent } from "../words/format.js";
import { createAskFirst } from "../kit/ask-first.js";
import { createChoices } from "../kit/choices.js";
import { showNet, tidy } from "../kit/figures.js";
import { startLesson } from "../kit/lesson.js";
import { listOf, numberIn, optional, wholeIn } from "../kit/moment.js";
import { createQuiz } from "../kit/quiz.js";
import { createFirstLayer } from "../kit/shipped.js";
import { drawGrey } from "../draw/grid.js";
import { createWatch, h } from "../parts/dom.js";
import { pixelCanvas } from "../parts/pixel-canvas.js";
import { drawingsOf } from "../wire/samples.js";
import { remembering } from "../state/remember.js";
import { encodeDrawing } from "../wire/decode.js";
import { createAreas } from "./what-a-neuron-looks-for/areas.js";
import { createCard } from "./what-a-neuron-looks-for/card.js";
import { covered, FOUR, gridField, PRESETS, TESTS } from "./what-a-neuron-looks-for/grids.js";
import { EDGES, LOOPS } from "./what-a-neuron-looks-for/hope.js";
import { createOutputs } from "./what-a-neuron-looks-for/outputs.js";
import { createPainting } from "./what-a-neuron-looks-for/painting.js";
import { inPlaceOf, painted } from "./what-a-neuron-looks-for/question.js";
import { QUIZ } from "./what-a-neuron-looks-for/quiz.js";
import { createRanking } from "./what-a-neuron-looks-for/ranking.js";
import { createShuffle } from "./what-a-neuron-looks-for/shuffle.js";
import { createTiles, rowsOf, wallOf } from "./what-a-neuron-looks-for/tiles.js";

const COMPARED = [TESTS[0], TESTS.at(-1)].filter((image) => image !== undefined); // the bar, all white
const LARGEST_BIAS = 100; // as app/lessons/what_a_neuron_looks_for.py says
const LEARNS_AS_WELL = 0.03; // difference in accuracy below which nobody would speak of "worse"
const LEARNS_NOTHING = 0.2; // accuracy: twice what guessing has

/** What a scene begins with, beside what all begin with. @type {Readonly<Record<string, Partial<State>>>} */
const STARTS = {
  paint: { grid: PRESETS.bar },
  inside: { bias: -20, neuron: 11, digit: 4 }, // where the answer changes
};

/** @type {import("../kit/moment.js").Field<boolean>} */
const yesOrNo = { write: (value) => (value ? "1" : "0"), read: (text) => ({ 1: true, 0: false })[text] };

const ranks = listOf(wholeIn(0, FOUR.length - 1), 0, FOUR.length);

/** @param {readonly number[] | undefined} order */
function distinct(order) {
  return order && new Set(order).size === order.length ? order : undefined;
}

/** The wall of a network's first layer, with the painted neuron in it. */
const wallWith = remembering(
  (/** @type {import("../types.js").Weights} */ layer, /** @type {Grid | null} */ grid, /** @type {number} */ neuron) => {
    const inputs = Array.from(grid ?? [], (_, cell) => cell);
    const [changed] = edited([layer], grid ? [{ kind: "weights", layer: 0, neuron, inputs, values: grid }] : []);
    // One scale for all, the shipped network's: what is painted must not pale the others.
    return { ...wallOf(layer.W), grids: rowsOf(changed?.W ?? layer.W), chosen: grid ? neuron : null };
  });

const drawnWall = (/** @type {readonly Float32Array[]} */ grids) => ({ grids, end: 1, beyond: false, chosen: null });
const HOPED = { edges: drawnWall(EDGES), loops: drawnWall(LOOPS) };
const digitWall = remembering((/** @type {(Float32Array | undefined)[]} */ ...images) =>
  drawnWall(images.map((image) => image ?? new Float32Array(PIXELS))));
const rankedGrid = remembering((/** @type {Grid} */ grid) => drawnWall([Float32Array.from(grid)]));

startLesson({
  fields: {
    grid: gridField,
    bias: numberIn(-LARGEST_BIAS, LARGEST_BIAS),
    neuron: wholeIn(0, 15),
    digit: wholeIn(0, 9),
    guess: optional(wholeIn(0, 2)),
    order: { write: ranks.write, read: (text) => distinct(ranks.read(text)) },
    revealed: yesOrNo,
    sizes: listOf(wholeIn(1, 10_000), 2, 9),
  },
  /** @returns {State} */
  startOf(scene, start) {
    return {
      grid: PRESETS.line, bias: 0, neuron: 0, digit: 4, guess: null, order: [], revealed: false,
      sizes: start.sizes, counted: null, training: null, isTraining: false, undone: false, ...STARTS[scene],
    };
  },
  create(page) {
    const { get, set, numbers, room, palette, ask, markDirty, start } = page;
    const drawings = drawingsOf(start.digits);
    const classic = createFirstLayer("classic", markDirty);
    const inputs = drawings.map(encodeDrawing);
    const shipped = (/** @type {number} */ digit) => ({ network: "classic", input: inputs[digit] ?? {} });

    const painting = createPainting(
      { paint: room("paint"), presets: room("presets"), bias: room("bias") }, page,
      (values) => {
        if (get().scene !== "paint") return; // a shipped network's numbers are not swept
        const seen = TESTS.map(({ pixels }) => painted(get().grid, get().bias, pixels));
        numbers.expect(seen, { kind: "bias", layer: 0, neuron: 0 }, values);
      });
    const looks = TESTS.map((image) => createCard(image));
    room("looks").append(...looks.map(({ picture, name, figures }) =>
      h("figure", { class: "look" }, picture, h("figcaption", {}, name), figures)));
    const askPaint = createAskFirst(room("ask-paint"), {
      text: "A grid with only a blue bar. Which excites it more: the bar, or an all white image?",
      choices: ["The bar", "All white", "Both the same"],
      answer: (guess) => set({ guess }),
    });
    const digits = createChoices(room("digits"), "Digit",
      Object.fromEntries(drawings.map((_, digit) => [`${digit}`, `${digit}`])), (digit) => set({ digit: Number(digit) }));
    const read = pixelCanvas();
    const fired = createFired();
    room("read").append(read.canvas, fired.element);
    const readChanged = createWatch();
    const wall = createTiles(room("wall"), {
      label: "Neurons of hidden layer 1", caption: (k) => `${k + 1}`, press: (neuron) => set({ neuron }),
    });
    const outputs = createOutputs(room("outputs"));
    const ranking = createRanking(room("ranking"), FOUR, { get, set });
    const rankedWall = createTiles(room("ranked"), { label: "The neuron’s weights", caption: () => "" });
    const hope = {
      edges: createTiles(room("edges"), { label: "Hope: edges", caption: () => "", legend: false }),
      loops: createTiles(room("loops"), { label: "Hope: loops and strokes", caption: () => "", legend: false }),
      digits: createTiles(room("hoped-digits"), { label: "Hope: digits", caption: (k) => `${k}`, legend: false }),
    };
    const truth = createTiles(room("truth"), { label: "Truth: the sixteen learned grids", caption: (k) => `${k + 1}` });
    const askShuffle = createAskFirst(room("ask-shuffle"), {
      text: "How well will the network with the shuffled pixels read new digits?",
      choices: ["As well", "Worse", "Not at all"],
      answer: (guess) => set({ guess }),
    });
    const shuffle = createShuffle(room("shuffle"), { set, start: () => void train() });
    const askCount = createAskFirst(room("ask-count"), {
      text: "Where are most of the numbers that the network learns?",
      choices: ["Hidden layer 1", "Hidden layer 2", "Output"],
      answer: (guess) => set({ guess }),
    });
    const areas = createAreas(room("areas"), { count: (sizes) => void count(sizes) });
    const asked = createWatch();

    /** The answer is the page's, whichever scene it is in by then. */
    async function train() {
      set({ isTraining: true });
      const training = await ask("train", { seed: start.seed }).catch(() => null);
      set({ isTraining: false, ...(get().scene === "shuffle" && { training }) });
    }

    let counting = 0;
    /**
     * What the server does not take leaves the architecture as it was.
     *
     * @param {readonly number[]} sizes
     */
    async function count(sizes) {
      const mine = (counting += 1);
      const counted = await ask("count", { sizes }).catch(() => null);
      if (counted && mine === counting) set({ sizes: counted.sizes, counted });
    }

    /**
     * @param {Grid} grid
     * @param {number} bias
     * @param {TestImage} image
     */
    function sumOf(grid, bias, { pixels }) {
      const layer = numbers.layers(painted(grid, bias, pixels))?.[0];
      return layer ? { z: layer.z[0] ?? 0, a: layer.a[0] ?? 0 } : null;
    }

    /**
     * The sums over blue and over red do not hang on the bias.
     *
     * @param {Grid} grid
     * @param {TestImage} image
     * @returns {Parts | null}
     */
    function partsOf(grid, { pixels }) {
      return numbers.opened(painted(grid, 0, pixels), 0, 0);
    }

    /**
     * The largest sum over the pixels of one colour.
     *
     * @param {Grid} grid
     */
    function longestBar(grid) {
      const white = covered(grid, new Float32Array(grid.length).fill(1));
      return Math.max(1, white.blue, white.red);
    }

    /** The newest grid's parts; while only the bias moves they need not be looked up. */
    let known = { grid: PRESETS.empty, parts: TESTS.map(() => /** @type {Parts | null} */ (null)) };

    /** @param {State} state */
    function syncPaint({ grid, bias, guess }) {
      const sums = TESTS.map((image) => sumOf(grid, bias, image));
      if (known.grid !== grid || known.parts.includes(null)) {
        known = { grid, parts: TESTS.map((image) => partsOf(grid, image)) };
      }
      looks.forEach((look, k) => look.sync(sums[k] ?? null, known.parts[k] ?? null, longestBar(grid), palette()));
      const [bar, white] = guess === null ? [] : COMPARED.map((image) => sumOf(PRESETS.bar, 0, image));
      askPaint.sync(guess, bar && white
        ? {
            right: bar.z > white.z ? 0 : bar.z < white.z ? 1 : 2,
            words: `z = ${tidy(bar.z)} and ${tidy(white.z)}. Paint red beside the bar: only then does other ink count against it.`,
          }
        : null);
    }

    /** @param {State} state */
    function syncInside({ grid, bias, neuron, digit }) {
      const was = numbers.trace(shipped(digit));
      const is = numbers.layers({ ...shipped(digit), edits: inPlaceOf(grid, bias, neuron) });
      outputs.sync(was?.layers ?? null, is);
      if (is) fired.sync(is[0]?.z[neuron] ?? 0, is[0]?.a[neuron] ?? 0);
      digits.sync(`${digit}`);
      if (was && readChanged(was, palette())) drawGrey(read, was.input, palette());
      const layer = classic();
      if (layer) wall.sync(wallWith(layer, grid, neuron), palette());
    }

    /** @param {State} state */
    function syncRank(state) {
      const { grid, bias, revealed } = state;
      const sums = FOUR.map((image) => (revealed ? sumOf(grid, bias, image) : null));
      const parts = FOUR.map((image) => (revealed ? partsOf(grid, image) : null));
      ranking.sync(state, sums, parts, longestBar(grid), palette());
      rankedWall.sync(rankedGrid(grid), palette());
    }

    function syncHope() {
      hope.edges.sync(HOPED.edges, palette());
      hope.loops.sync(HOPED.loops, palette());
      const images = drawings.map((_, digit) => numbers.trace(shipped(digit))?.input);
      if (!images.includes(undefined)) hope.digits.sync(digitWall(...images), palette());
      const layer = classic();
      if (layer) truth.sync(wallWith(layer, null, 0), palette());
    }

    /** @param {State} state */
    function syncShuffle(state) {
      const { training, digit, guess } = state;
      shuffle.sync(state, numbers.trace(shipped(digit))?.input ?? null, palette());
      const [one, other] = [training?.plain.accuracy ?? 0, training?.shuffled.accuracy ?? 0];
      const right = other < LEARNS_NOTHING ? 2 : one - other < LEARNS_AS_WELL ? 0 : 1;
      askShuffle.sync(guess, training ? { right, words: `${percent(one)} and ${percent(other)}.` } : null);
    }

    /** @param {State & {connection: string}} state */
    function syncCount({ sizes, counted, guess, connection }) {
      const isNew = asked(sizes, connection) && counted?.sizes !== sizes;
      if (isNew && connection === "online") void count(sizes);
      areas.sync(sizes, counted);
      if (counted && `${counted.sizes}` !== `${start.sizes}`) return; // classic is asked about
      const sums = counted?.layers.map(({ sum }) => sum) ?? [];
      askCount.sync(guess, counted
        ? { right: sums.indexOf(Math.max(...sums)), words: `${sums.join(", ")} numbers: the pixels are many.` }
        : null);
    }

    /** @type {Readonly<Record<string, (state: any) => void>>} */
    const scenes = {
      paint: syncPaint, inside: syncInside, rank: syncRank, hope: syncHope, shuffle: syncShuffle, count: syncCount,
    };
    return [{
      /** @param {State & {scene: string}} state */
      sync(state) {
        painting.sync(state, palette());
        scenes[state.scene]?.(state);
      },
    }, createQuiz(room("quiz"), QUIZ, page)];
  },
});

/** What the painted neuron makes of the digit. */
function createFired() {
  const z = h("b");
  const a = h("b");
  const changed = createWatch();
  return {
    element: h("p", { class: "grid-fired" }, "yours: z = ", z, ", a = ", a),
    /**
     * @param {number} sum
     * @param {number} activation
     */
    sync(sum, activation) {
      if (!changed(sum, activation)) return;
      showNet(z, sum);
      showNet(a, activation);
    },
  };
}
