/**
 * Watches a run of training: shows its pictures at their pace, and asks for the next ones in time. It
 * never gets ahead of who watches: a page asks again once it has shown what it was sent.
 *
 * @typedef {import("./run-state.js").RunState} RunState
 *
 * @typedef {{n: number, loss: number | null, right: number}} Measured
 *
 * @typedef {object} Mistake
 * @property {Uint8Array} image
 * @property {number} label
 * @property {number} said
 * @property {readonly (readonly [layer: number, neuron: number, input: number, change: number])[]} most
 * @property {number} neuron  of the first layer
 * @property {Uint8Array} moved
 * @property {number} end
 *
 * @typedef {object} Picture
 * @property {number} step
 * @property {boolean} left
 * @property {string} mark
 * @property {Measured} old
 * @property {Measured} new
 * @property {Uint8Array} grids
 * @property {number} end
 * @property {Mistake | null} mistake
 */

const PACE = 100; // ms from one picture to the next
const CALM = 1_000; // for whoever wants less motion
const EVERY = 10; // steps from one picture to the next
const A_QUESTION = 10; // pictures
const PAST = 30; // pictures of what led to a step
const SPARSE = 100; // steps between two pictures, at most
const FEW = 6; // pictures ahead, at which the next ones are asked for

/** All that decides a run's numbers. @param {{run: RunState}} state */
const settingOf = ({ run: { rate, batch, seed, source } }) => ({ rate, batch, seed, source });

/**
 * @template {{run: RunState}} State
 * @param {Pick<import("./lesson.js").Page<State>, "get" | "set" | "ask" | "send" | "markDirty">} page
 * @param {number} most  steps
 */
export function createWatcher({ get, set, ask, send, markDirty }, most) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** Of the run that is watched, by their steps. @type {Map<number, Picture>} */
  const pictures = new Map();
  let setting = "";
  /** After this step the loss left the chart. @type {number | null} */
  let left = null;
  let furthest = 0; // step that was seen
  let hasMnist = false;
  let hasFailed = false;
  let isOther = false; // the link's run had other numbers
  let timer = 0;
  let scene = "";
  /** The step to be seen once it is there, unless one has gone elsewhere by then. @type {number | null} */
  let wanted = null;
  let asker = 0; // the step that was seen when it was wanted
  /** What is asked for now; another one takes its place. @type {object | null} */
  let asked = null;

  const steps = () => [...pictures.keys()].sort((one, other) => one - other);
  const last = () => left ?? most;
  const change = (/** @type {Partial<RunState>} */ run) => set(/** @type {any} */ ({ run: { ...get().run, ...run } }));

  /** @param {number} step */
  function show(step) {
    const picture = pictures.get(step);
    if (!picture) return;
    const { at, mark } = get().run;
    if (at === step && mark !== "") isOther = mark !== picture.mark;
    else isOther = false;
    wanted = null;
    furthest = Math.max(furthest, step);
    change({ at: step, mark: picture.mark });
  }

  /** @param {Picture} picture */
  function take(picture) {
    if (picture.left) left = picture.step;
    pictures.set(picture.step, picture);
    if (wanted === null || (picture.step !== wanted && !(picture.left && wanted > picture.step))) return;
    if (get().run.at === asker) show(picture.step);
    else wanted = null;
  }

  /** @param {number} step */
  function want(step) {
    [wanted, asker] = [step, get().run.at];
    return step;
  }

  /**
   * @param {number} at
   * @param {number} by
   * @param {number} n
   */
  async function fetchFrom(at, by, n) {
    const own = (asked = {});
    const isOwn = () => asked === own;
    hasFailed = false;
    try {
      const answer = await ask("watch", { setting: settingOf(get()), at, every: by, n }, (piece) => isOwn() && take(piece));
      if (isOwn()) hasMnist = answer.has_mnist;
    } catch {
      if (isOwn()) [hasFailed, wanted] = [true, null];
      if (isOwn()) pause();
    }
    if (isOwn()) asked = null;
    markDirty();
  }

  /** What led to the step that a link opens: the course that a page has seen which came there by itself. */
  async function fetchPast() {
    const { at } = get().run;
    const by = Math.min(SPARSE, Math.max(EVERY, Math.ceil(at / PAST)));
    const now = setting;
    for (let from = 0; from < at && now === setting && !asked && !hasFailed; from += by * A_QUESTION) {
      await fetchFrom(from, by, Math.min(A_QUESTION, Math.ceil((at - from) / by)));
    }
  }

  function pause() {
    clearInterval(timer);
    timer = 0;
    markDirty();
  }

  function go() {
    const { at } = get().run;
    if (get().scene !== scene) return leave();
    if (at >= last()) return pause();
    const ahead = steps().filter((step) => step > at);
    const next = still.matches ? ahead.at(Math.min(ahead.length, CALM / PACE) - 1) : ahead[0];
    const end = ahead.at(-1) ?? at;
    const from = Math.min(end + EVERY, most); // the last step may be nearer
    if (ahead.length < FEW && !asked && left === null && end < most) void fetchFrom(from, EVERY, A_QUESTION);
    if (next !== undefined) show(next);
  }

  /** Nobody watches in another scene. */
  function leave() {
    pause();
    if (asked) void send("stop", { seq: 0, ask: "watch" }).catch(() => {});
    [asked, wanted] = [null, null];
  }

  return {
    isRunning: () => timer !== 0,
    isWaiting: () => asked !== null,
    hasFailed: () => hasFailed,
    isOther: () => isOther,
    hasMnist: () => hasMnist,
    last,
    left: () => left,
    change,

    /** What is seen; null until it is there. */
    picture: () => pictures.get(get().run.at) ?? null,

    /** All that was seen, in order. @returns {readonly Picture[]} */
    seen: () => steps().filter((step) => step <= furthest).flatMap((step) => pictures.get(step) ?? []),

    run() {
      if (timer) return pause();
      scene = get().scene;
      timer = window.setInterval(go, still.matches ? CALM : PACE);
      markDirty();
    },

    /** The next mini-batch. */
    step() {
      pause();
      const next = want(get().run.at + 1);
      if (pictures.has(next)) show(next);
      else void fetchFrom(next, 1, A_QUESTION / 2);
    },

    back() {
      pause();
      const { at } = get().run;
      const before = steps().filter((step) => step < at).at(-1);
      const step = want(before ?? Math.max(0, at - 1));
      if (pictures.has(step)) show(step);
      else void fetchFrom(step, 1, 1);
    },

    /** Where the nearest picture is that was seen. @param {number} place */
    goTo(place) {
      pause();
      const [first, ...others] = steps().filter((step) => step <= furthest);
      if (first === undefined) return;
      const nearest = others.reduce((best, step) => (Math.abs(step - place) < Math.abs(best - place) ? step : best), first);
      if (nearest !== get().run.at) show(nearest);
    },

    /** Forgets another setting's pictures, and asks for the one that is to be seen. @param {State & import("./lesson.js").Common} state */
    sync(state) {
      const now = JSON.stringify(settingOf(state));
      if (now !== setting) {
        setting = now;
        leave();
        pictures.clear();
        [left, furthest, hasFailed, isOther] = [null, 0, false, false];
      }
      const isOnline = state.line.connection === "online";
      if (!isOnline) hasFailed = false; // it is asked for again on the next line
      const { at, mark } = state.run;
      const there = pictures.get(at);
      if (there && there.mark !== mark) show(at);
      if (there || wanted !== null || hasFailed || !isOnline) return;
      void fetchFrom(want(at), 1, 1).then(() => void (pictures.size === 1 && fetchPast()));
    },
  };
}
