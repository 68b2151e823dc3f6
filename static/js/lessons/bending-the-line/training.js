/**
 * A network that learns the four evenings while one watches, and a hundred starts that are counted. The
 * server learns; the page shows its looks one after the other, so that one sees the region move.
 *
 * @typedef {import("../bending-the-line.js").State} State
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("../../kit/lesson.js").Page<State>} Page
 *
 * @typedef {object} Look  at the network on its way
 * @property {number} step
 * @property {number} loss
 * @property {number} slope
 * @property {readonly number[]} said  of the four evenings
 * @property {readonly number[]} net
 *
 * @typedef {{learned: boolean, steps: number}} Ended
 */

const PACE = 40; // ms from one look to the next

/**
 * @param {{steps: readonly number[], looks: Float32Array}} piece  a row for each look
 * @returns {readonly Look[]}
 */
export function looksIn({ steps, looks }) {
  const size = looks.length / steps.length;
  return steps.map((step, k) => {
    const [loss = 0, slope = 0, ...rest] = looks.subarray(k * size, (k + 1) * size);
    return { step, loss, slope, said: rest.slice(0, 4), net: rest.slice(4) };
  });
}

/**
 * @param {Page} page
 * @param {import("./asks.js").Facts} facts
 */
export function createTrainer({ get, set, ask, send, markDirty, start }, facts) {
  const isCounted = () => facts.counts?.length === start.hidden.length && (facts.counts ?? []).every(({ of }) => of === start.seeds);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** What is asked for now; another one takes its place. @type {object | null} */
  let current = null;
  let isAnswered = true;
  let isCounting = false;
  /** @type {Look[]} */
  let looks = [];
  /** @type {Ended | null} */
  let ended = null;
  let shown = 0; // of the looks
  let timer = 0;

  /** @param {string} name */
  const tellServer = (name) => void send("stop", { seq: 0, ask: name }).catch(() => {});

  function show() {
    const look = looks[shown];
    const isLast = ended !== null && shown === looks.length - 1;
    if (isLast) rest();
    set({ look: look ?? null, history: looks.slice(0, shown + 1), isTraining: !isLast, ended: isLast ? ended : null });
  }

  function rest() {
    clearInterval(timer);
    timer = 0;
  }

  function go() {
    const last = looks.length - 1;
    if (shown >= last && ended === null) return; // the next one is under way
    shown = still.matches ? last : Math.min(last, shown + 1);
    show();
  }

  const trainer = {
    async train() {
      const { seed, hidden } = get();
      const own = (current = {});
      [looks, ended, shown, isAnswered] = [[], null, 0, false];
      rest();
      set({ look: null, history: [], isTraining: true, ended: null });
      timer = window.setInterval(go, PACE);
      const answer = await ask("train", { seed, hidden }, (piece) => {
        if (current !== own) return;
        looks.push(...looksIn(piece).filter(({ step }) => step > (looks.at(-1)?.step ?? -1)));
      }).catch(() => null);
      if (current !== own) return;
      isAnswered = true;
      if (answer) ended = answer;
      else trainer.stop();
    },

    stop() {
      if (current && !isAnswered) tellServer("train");
      current = null;
      rest();
      set({ isTraining: false });
    },

    isCounting: () => isCounting,
    isCounted,

    /** Count the starts that learn it; once is enough. */
    async count() {
      if (isCounting || isCounted()) return;
      isCounting = true;
      const take = (/** @type {{counts: import("./asks.js").Count[]}} */ { counts }) => {
        facts.counts = counts;
        markDirty();
      };
      await ask("starts", {}, take).then(take).catch(() => null);
      isCounting = false;
      markDirty();
    },

    stopCounting() {
      if (isCounting) tellServer("starts");
    },

    /** Nobody watches in another scene. @param {{scene: string}} frame */
    sync({ scene }) {
      if (scene === "train") return;
      trainer.stopCounting();
      if (current && !isAnswered) tellServer("train");
      current = null;
      rest();
    },
  };
  return trainer;
}
