/**
 * Starts a lesson: reads what its page was sent, opens the line, and draws its parts once a frame.
 * The only module of a lesson that looks things up in the document.
 *
 * @typedef {import("../scene/colour.js").Palette} Palette
 * @typedef {import("./moment.js").Fields} Fields
 * @typedef {ReturnType<typeof import("./numbers.js").createNumbers>} Numbers
 *
 * @typedef {object} Limits  of what the lesson's page may ask about
 * @property {number} layers
 * @property {number} neurons  of a layer
 * @property {number} inputs
 * @property {number} size  the largest magnitude of a number
 *
 * @typedef {object} Common  what the state of every lesson has
 * @property {string} scene
 * @property {number | null} guess  which choice was taken in a scene that asks first; −1: "Show me"
 * @property {Line} line
 *
 * @typedef {Pick<import("../state/state.js").Line, "connection" | "late" | "error" | "note">
 *   & {waiting: Waiting | null}} Line  as on the main page, and what takes long
 *
 * @typedef {object} Waiting  for an answer
 * @property {number} place  in the line of those who wait; 0 once it is being computed
 * @property {number} progress  how far it is, 0 to 1
 */

/**
 * @template State
 * @typedef {Partial<State & Omit<Common, "line">> & {line?: Partial<Line>}} Change
 */

/**
 * What a part is drawn from. `told`: whatever answers the scene's question may be seen.
 *
 * @template State
 * @typedef {{state: State & Common, palette: Palette, scene: string, told: boolean}} Frame
 */

/**
 * Draws what changed, once a frame.
 *
 * @template State
 * @typedef {{sync: (frame: Frame<State>) => void}} Part
 */

/**
 * Puts itself into the room that the template gives its name, and is drawn in the scenes in which
 * that room is there.
 *
 * @template State
 * @typedef {(room: HTMLElement, page: Page<State>) => Part<State>} Figure
 */

/**
 * @template State
 * @typedef {readonly import("./quiz.js").Item<State & Common>[]} Quiz
 */

/**
 * What a lesson consists of, beside its words.
 *
 * @template State
 * @typedef {object} Setup
 * @property {Readonly<Record<string, Figure<State>>>} figures  by their `data-part`
 * @property {Readonly<Record<string, import("./quiz.js").Item<State & Common>>>} [asks]  first; by their `data-ask`
 * @property {Quiz<State> | (() => Promise<Quiz<State>>)} quiz  or how it comes later
 * @property {readonly Part<State>[]} [parts]  that have no room of their own, drawn before all figures
 */

/**
 * What a lesson's parts are given.
 *
 * @template State
 * @typedef {object} Page
 * @property {() => State & Common} get
 * @property {(change: Change<State>) => void} set
 * @property {Numbers} numbers
 * @property {(name: string, data: object, hear?: (piece: any) => void) => Promise<any>} ask  one of the
 *   lesson's own questions; `hear`: a part of a long answer has come
 * @property {import("../wire/asker.js").Send} send  for what keeps its answers itself, as the main
 *   page's reader does
 * @property {(name: string) => HTMLElement} room  the element with this `data-part`
 * @property {() => number} fontSize  of the smallest text, px
 * @property {() => void} markDirty
 * @property {Limits} limits
 * @property {any} start  the lesson's `start`
 * @property {ReturnType<typeof createComputing>["find"]} find  what may take a long answer
 * @property {() => void} misses  what is drawn now is made of a long answer that has not come yet
 */

import { createAddress } from "../link/address.js";
import { createLoop } from "../page/loop.js";
import { createDoor } from "../parts/door.js";
import { fetchAhead } from "../parts/later.js";
import { createNote } from "../parts/note.js";
import { createPresent } from "../parts/present.js";
import { createShare } from "../parts/share.js";
import { createStatus } from "../parts/status.js";
import { createTheme } from "../parts/theme.js";
import { createStore } from "../page/store.js";
import { Refused } from "../wire/decode.js";
import { createLessonAsker } from "../wire/lessons.js";
import { openSocket } from "../wire/socket.js";
import { readMoment, writeMoment } from "./moment.js";
import { choice, optional, wholeIn } from "../link/fields.js";
import { createComputing } from "./computing.js";
import { createNumbers } from "./numbers.js";
import { comesLater } from "./pieces.js";
import { keepDone } from "./progress.js";
import { createAsked, createQuiz, foundOf, SHOWN } from "./quiz.js";
import { createScenes } from "./scenes.js";
import { statusOf } from "./status.js";
import { createTeacher } from "./teacher.js";

const QUIZ = "quiz"; // the last scene
const TAMPERED = "This link was changed, or made by another version of the lesson. It opens at its start.";

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(selector) {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`expected an element ${selector}, found none`);
  return element;
}

/**
 * Whether an element is there in a scene, as the template says.
 *
 * @param {HTMLElement | null} element
 * @param {string} scene
 * @returns {boolean}
 */
function isIn(element, scene) {
  if (!element) return true;
  const { in: named = scene, scene: own = scene } = element.dataset;
  return own === scene && named.split(" ").includes(scene) && isIn(element.parentElement, scene);
}

/**
 * The state with a change made. What the server refused is forgotten once something else is tried.
 *
 * @template {Common} State
 * @param {State} state
 * @param {Change<State>} change
 * @returns {State}
 */
function reduce(state, { line, ...change }) {
  const isTried = Object.keys(change).length > 0;
  return { ...state, ...change, line: { ...state.line, ...(isTried && { error: null }), ...line } };
}

/**
 * @template {object} State
 * @param {object} lesson
 * @param {(boot: {limits: Limits, start: any}) => Fields} lesson.fields  of the state that a link
 *   holds, without scene and guess
 * @param {(scene: string, start: any) => State} lesson.startOf  the state that a scene begins with
 * @param {(page: Page<State>) => Setup<State>} lesson.create
 * @param {boolean} [lesson.ownNext]  its figure has a Next of its own, so the scenes go by their names
 */
export function startLesson({ fields, startOf, create, ownNext = false }) {
  const { slug, limits, start } = JSON.parse(find("#boot").textContent ?? "");
  const sections = Array.from(document.querySelectorAll("[data-scene]"), (each) => /** @type {HTMLElement} */ (each));
  const titles = sections.map(({ dataset }) => ({ scene: dataset["scene"] ?? "", title: dataset["title"] ?? "" }));
  // The quiz comes last, and nothing beside it answers it.
  find("#figure").dataset["in"] = titles.flatMap(({ scene }) => (scene === QUIZ ? [] : [scene])).join(" ");
  const askIn = (/** @type {string} */ scene) => {
    const asked = document.querySelector(`[data-scene="${scene}"] [data-ask]`);
    return asked instanceof HTMLElement ? asked.dataset["ask"] ?? null : null;
  };
  /** What a class may want Next for. */
  let takesNext = () => false;
  const told = ({ scene, guess } = get()) => guess !== null || askIn(scene) === null;
  const scenes = createScenes(find("#scenes"), sections, document.querySelectorAll("[data-in], [data-after]"), { enter, askIn, ownNext, takesNext: () => takesNext() });
  const [first = ""] = scenes.names;
  const beginning = (scene = first) => ({ ...startOf(scene === QUIZ ? first : scene, start), scene, guess: null });
  /** @type {State & Common} */
  const initial = {
    ...beginning(), line: { connection: "connecting", late: false, error: null, note: null, waiting: null },
  };
  const store = createStore(reduce, initial);
  /** The newest state whose every number was there: what is gone back to if the server refuses. */
  let good = initial;
  const { get, dispatch: set } = store;
  /** Who is told when a state has come to rest. @type {Set<() => void>} */
  const resting = new Set();

  /** Scenes as they were left: whoever comes back finds what was made there. @type {Map<string, State & Common>} */
  const left = new Map();

  /** @param {string} scene */
  function enter(scene) {
    left.set(get().scene, get());
    set(/** @type {any} */ ({ ...beginning(scene), ...left.get(scene), line: { error: null, note: null } }));
  }

  /** @param {Partial<Line>} line */
  const tell = (line) => set(/** @type {any} */ ({ line }));
  const socket = openSocket(
    /** @type {any} */ (globalThis).io, (connection) => tell({ connection }), (late) => tell({ late }),
  );
  /** @type {import("../wire/asker.js").Send} */
  const send = (event, message) => socket.ask(event, { lesson: slug, ...message });
  const say = (/** @type {string | null} */ note) => tell({ note });
  const numbers = createNumbers(send, {
    changed: () => markDirty(),
    refused(refusal) {
      if (get().line.error === refusal) return; // what is gone back to is refused, too
      set(/** @type {any} */ ({ ...good, line: { error: refusal } }));
    },
  });

  const askLesson = createLessonAsker({ ask: send, on: socket.on }, {
    waits: (waiting) => tell({ waiting }),
    connection: () => get().line.connection,
    subscribe: store.subscribe,
  });

  /** @type {Page<State>["ask"]} */
  async function ask(name, data, hear) {
    try {
      return await askLesson(name, data, hear);
    } catch (error) {
      // Later, since whoever asked now changes the state, and a change forgets what was refused.
      if (error instanceof Refused) setTimeout(() => tell({ error: error.message }));
      throw error;
    }
  }

  const theme = createTheme(document.documentElement, find("#theme-button"), find("#theme-color"), () => markDirty());
  createPresent(document.documentElement, find("#present-button"), theme.follow);
  const computing = createComputing();
  const page = {
    get, set, numbers, ask, send, limits, start,
    room: (/** @type {string} */ name) => find(`[data-part="${name}"]`),
    fontSize: theme.fontSize,
    markDirty: () => markDirty(),
    find: computing.find,
    misses: computing.misses,
  };
  const { figures, asks = {}, quiz, parts: own = [] } = create(page);
  /** The quiz, once it is there. @type {import("./quiz.js").Asking | null} */
  let asking = null;
  const quizDoes = {
    done: () => keepDone(slug, QUIZ, titles.length),
    asks: (/** @type {import("./quiz.js").Asking} */ quiz) => void (asking = quiz),
  };
  const answers = find(".answers");
  const placed = [
    ...Object.entries(asks).map(([name, item]) => ({ room: find(`[data-ask="${name}"]`), figure: createAsked(item), isAsked: true })),
    ...Object.entries(figures).map(([name, figure]) => ({ room: page.room(name), figure, isAsked: false })),
    {
      room: page.room(QUIZ),
      figure: typeof quiz === "function" ? comesLater(quiz, (items) => createQuiz(items, quizDoes)) : createQuiz(quiz, quizDoes),
      isAsked: true,
    },
  ].map(({ room, figure, isAsked }) => ({
    room, isAsked, // what is asked says itself what it waits for
    part: figure(room, page),
    isAnswer: answers.contains(room),
    scenes: scenes.names.filter((scene) => isIn(room, scene)),
  }));
  const most = Math.max(0, ...Object.values(asks).map(({ choices }) => choices.length));
  const held = {
    scene: choice(scenes.names), ...(most && { guess: optional(wholeIn(SHOWN, most - 1)) }), ...fields({ limits, start }),
  };
  const codec = {
    write: (/** @type {State & Common} */ state) => writeMoment(state, beginning(state.scene), held),
    placeOf: (/** @type {State & Common} */ { scene }) => scene,
    open(/** @type {string} */ fragment) {
      const moment = readMoment(fragment, held);
      const line = { note: moment ? null : TAMPERED };
      set(/** @type {any} */ ({ ...beginning(/** @type {any} */ (moment)?.scene), ...moment, line }));
      return moment ?? {};
    },
  };
  const path = `/lessons/${slug}`;

  /**
   * The number of a question of the quiz; undefined where it is about something else.
   *
   * @param {string} [about]
   */
  const quizNumber = (about = "") => (about.startsWith(`${path}#${QUIZ}-`) ? Number(about.split("-").at(-1)) - 1 : undefined);

  /**
   * @param {string} [about]
   * @returns {import("../class/host.js").Question | null}
   */
  function questionNow(about) {
    const { scene } = get();
    const open = scene === QUIZ ? asking?.open(quizNumber(about)) : null;
    if (open) return { kind: "lesson", about: `${path}#${QUIZ}-${open.k + 1}`, text: open.item.text, labels: open.item.choices };
    const item = told() ? undefined : asks[askIn(scene) ?? ""];
    return item ? { kind: "lesson", about: `${path}#${scene}`, text: item.text, labels: item.choices } : null;
  }

  const address = createAddress(store, codec);
  createShare(find("#share-button"), {
    link: address.link, say, said: () => get().line.note, copied: "The link to this moment is copied.",
    show: (link) => say(`The link to this moment: ${link}`),
  });
  const teacher = createTeacher(find(".teacher"), titles, {
    sheet: answers, sync: () => markDirty(),
    isReady: () => !numbers.waits() && !answers.querySelector("[aria-busy]"),
  });
  const desk = find("main");
  const everywhere = [
    scenes,
    createStatus(find("#status"), page, statusOf),
    createNote(find("#note"), () => say(null)),
    ...own,
  ];

  const frame = () => ({ state: get(), palette: theme.palette(), scene: get().scene, told: told() });
  const markDirty = createLoop(() => {
    numbers.begin();
    for (const part of everywhere) part.sync(frame());
    computing.begin();
    for (const { room, part, scenes: seen, isAnswer, isAsked } of placed) {
      if (!(isAnswer ? teacher.isOpen() : seen.includes(get().scene))) continue;
      if (isAsked) part.sync(frame());
      else computing.draw(room, () => part.sync(frame()), get().line.connection === "online");
    }
    desk.setAttribute("aria-busy", `${numbers.waits()}`);
    if (!numbers.waits() && good !== get()) {
      good = get();
      for (const hear of resting) hear();
    }
    if (get().line.connection === "online") {
      if (!numbers.waits()) fetchAhead();
      numbers.end();
    }
    if (get().scene !== QUIZ && told()) keepDone(slug, get().scene, titles.length);
    teacher.sync();
  }, requestAnimationFrame);
  store.subscribe(markDirty);
  address.open();
  createDoor(find("#class-button"), () => ({
    path, say,
    ask: socket.ask,
    on: socket.on,
    connection: () => get().line.connection,
    subscribe(listener) {
      const hear = () => listener(get(), get());
      resting.add(hear);
      const stop = store.subscribe(listener);
      return () => stop() && resting.delete(hear);
    },
    guard: store.guard,
    moment: () => ({ page: path, fragment: codec.write(get()) }),
    isAtRest: () => good === get(),
    open: codec.open,
    palette: theme.palette,
    desk: null,
    question: questionNow,
    tell(about) {
      const k = quizNumber(about);
      if (k === undefined) set(/** @type {any} */ ({ guess: SHOWN }));
      else asking?.tell(k);
    },
    answer(about) {
      const { scene } = get();
      const k = quizNumber(about);
      if (k !== undefined) return asking?.answer(k) ?? null;
      const item = told() && about === `${path}#${scene}` && asks[askIn(scene) ?? ""];
      return item ? foundOf(item, get(), numbers)?.right ?? null : null;
    },
    beforeNext: (takes) => void (takesNext = takes),
  }), say);
  markDirty();
}
