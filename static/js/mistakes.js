/** The page of mistakes: what a network reads right and wrong of thousands of digits. */

import { readsDigits } from "./digit-image.js";
import { readMoment, writeMoment } from "./kit/moment.js";
import { statusOf } from "./kit/status.js";
import { createAddress } from "./link/address.js";
import { createAnswers } from "./mistakes/answers.js";
import { createChoosers } from "./mistakes/choosers.js";
import { fieldsOf } from "./mistakes/link.js";
import { createSamples } from "./mistakes/samples.js";
import { initialState, reduce } from "./mistakes/state.js";
import { createTable } from "./mistakes/table.js";
import { createLoop } from "./page/loop.js";
import { createStore } from "./page/store.js";
import { createDoor } from "./parts/door.js";
import { fetchAhead, later } from "./parts/later.js";
import { createNote } from "./parts/note.js";
import { createPresent } from "./parts/present.js";
import { createShare } from "./parts/share.js";
import { createStatus } from "./parts/status.js";
import { createTheme } from "./parts/theme.js";
import { createLessonAsker } from "./wire/lessons.js";
import { openSocket } from "./wire/socket.js";

const TAMPERED = "This link was changed, or made by another version of the page. It opens at its start.";

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function find(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`expected an element with the id ${id}, found none`);
  return element;
}

/** @type {readonly import("./types.js").Card[]} */
const cards = JSON.parse(find("boot").textContent ?? "");
const first = initialState(cards.filter(readsDigits));
const store = createStore(reduce, first);
const { get, dispatch } = store;
/** @param {Partial<import("./kit/lesson.js").Line>} line */
const tell = (line) => dispatch({ line });
const say = (/** @type {string | null} */ note) => tell({ note });

const theme = createTheme(document.documentElement, find("theme-button"), find("theme-color"), () => markDirty());
createPresent(document.documentElement, find("present-button"), theme.follow);
const socket = openSocket(
  /** @type {any} */ (globalThis).io, (connection) => tell({ connection }), (late) => tell({ late }),
);
const asker = createLessonAsker(
  { ask: (event, message) => socket.ask(event, { lesson: "mistakes", ...message }), on: socket.on },
  { waits: (waiting) => tell({ waiting }), connection: () => get().line.connection, subscribe: store.subscribe },
);
const answers = createAnswers(asker, { changed: () => markDirty(), refused: (error) => tell({ error }) });
const page = {
  get, set: dispatch, answers, samples: createSamples(answers), markDirty: () => markDirty(), fontSize: theme.fontSize,
};

const fields = fieldsOf(first);
const address = createAddress(store, {
  write: (state) => writeMoment({ ...state }, { ...first }, fields),
  placeOf: ({ network, source, view, cell, unit }) => JSON.stringify([network, source, view, cell, unit]),
  open(fragment) {
    const moment = readMoment(fragment, fields);
    const { line: _, cards: __, ...start } = first;
    dispatch({ ...start, ...moment, line: { note: moment ? null : TAMPERED } });
    return moment ?? {};
  },
});
createShare(find("share-button"), {
  link: address.link, say, said: () => get().line.note, copied: "The link to this moment is copied.",
  show: (link) => say(`The link to this moment: ${link}`),
});
createDoor(find("class-button"), async () => {
  const { createHost } = await import("./class/lineless.js");
  return createHost(find("class-button").dataset["client"] ?? "", location.pathname, say, theme.palette);
}, say);

const changed = page.markDirty;
const views = {
  table: createTable(find("table"), page),
  gallery: later(find("gallery"), {
    load: () => import("./mistakes/gallery.js"), make: ({ createGallery }) => createGallery(find("gallery"), page), changed,
  }),
  one: later(find("one"), {
    load: () => import("./mistakes/one.js"), make: ({ createOne }) => createOne(find("one"), page), changed,
  }),
  neuron: later(find("neuron"), {
    load: () => import("./mistakes/neuron.js"), make: ({ createNeuron }) => createNeuron(find("neuron"), page), changed,
  }),
};
const always = [
  createStatus(find("status"), page, statusOf),
  createNote(find("note"), () => say(null)),
  createChoosers({ lead: find("lead"), choosers: find("choosers"), views: find("views"), absent: find("absent") }, page),
];

const markDirty = createLoop(() => {
  const state = get();
  const frame = { state, palette: theme.palette() };
  for (const part of always) part.sync(frame);
  const isAbsent = !find("absent").hidden;
  for (const [name, part] of Object.entries(views)) {
    find(name).hidden = isAbsent || name !== state.view;
    if (!find(name).hidden) part.sync(frame);
  }
  if (state.line.connection === "online") fetchAhead();
}, requestAnimationFrame);
store.subscribe((state, before) => {
  if (state.line.connection === "online" && before.line.connection !== "online") answers.forget();
  markDirty();
});
address.open();
markDirty();
