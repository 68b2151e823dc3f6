/**
 * Wires the parts together. The only module that looks things up in the document.
 *
 * @typedef {import("./types.js").Card} Card
 */

import { createAddress } from "./link/address.js";
import { pageCodec } from "./link/page.js";
import { createLoop } from "./page/loop.js";
import { hint as hintMemory, left, remember, remembered } from "./page/memory.js";
import { createBeside } from "./parts/beside.js";
import { createDoor } from "./parts/door.js";
import { createDesk } from "./parts/desk.js";
import { createPredict } from "./parts/explore/predict.js";
import { createHint } from "./parts/hint.js";
import { createKeep } from "./parts/keep.js";
import { createInspector } from "./parts/inspector.js";
import { ahead, fetchAhead, later, openedLater } from "./parts/later.js";
import { createNote } from "./parts/note.js";
import { createPad } from "./parts/pad.js";
import { createPhoto } from "./parts/photo.js";
import { createPicker } from "./parts/picker.js";
import { createPresent } from "./parts/present.js";
import { createLinkSheet, createShare } from "./parts/share.js";
import { createStatus } from "./parts/status.js";
import { createTabs } from "./parts/tabs.js";
import { createTheme } from "./parts/theme.js";
import { createTray } from "./parts/tray.js";
import { fetched } from "./wire/fetched.js";
import { createReader } from "./wire/reader.js";
import { createSamples } from "./wire/samples.js";
import { initialState, isEmpty, reduce } from "./state/state.js";
import { createStore } from "./page/store.js";
import { openSocket } from "./wire/socket.js";
import { createWeightLoader } from "./wire/weights.js";
import { where } from "./state/where.js";
import { questionOf } from "./words/predict.js";
import { statusOf } from "./words/status.js";

/**
 * @template {HTMLElement} [Kind=HTMLElement]
 * @param {string} id
 * @returns {Kind}
 */
function find(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`expected an element with the id ${id}, found none`);
  return /** @type {Kind} */ (element);
}

/** @type {readonly Card[]} */
const cards = JSON.parse(find("boot").textContent ?? "");
const store = createStore(reduce, initialState(cards, remembered()));
const { get, dispatch } = store;
/** What a class may want Next for. */
let takesNext = () => false;
const page = { ...store, markDirty: () => markDirty(), fontSize: () => theme.fontSize(), takesNext: () => takesNext(), line: () => ({ ask, on }) };

const theme = createTheme(document.documentElement, find("theme-button"), find("theme-color"), page.markDirty);
createPresent(document.documentElement, find("present-button"), theme.follow);
const samples = createSamples(
  JSON.parse(find("first-digit").textContent ?? ""), new URL("../digits.json", import.meta.url), dispatch,
);
const status = createStatus(find("status"), page, statusOf);
const picker = createPicker(find("picker-button"), find("picker"), page);
const openHelp = openedLater(() => import("./parts/help.js"), ({ showHelp }) => showHelp(find("help"), page), (late) => say(late));
find("help-button").addEventListener("click", openHelp);
/** @param {string | null} note */
const say = (note) => dispatch({ type: "set", line: { note } });
const pad = createPad(find("pad"), { ...page, surprise: samples.next, photo: createPhoto({ dispatch, say }) });
const tabs = createTabs(find("tabs"), find("wall"), page);
/** Where a room of the desk has another id than its name. @type {Readonly<Record<string, string>>} */
const IDS = { head: "stage-head", notation: "notation-button", glossary: "glossary-note" };
const desk = createDesk((name) => find(IDS[name] ?? name), page, {
  inspector: (room) => createInspector(room, page),
  sight: find("stage-side"),
  keys: {
    cover: () => dispatch({ type: "cover", covered: !get().place.covered }),
    clear: () => dispatch({ type: "clear" }),
    undo: () => dispatch({ type: "undo" }),
    redo: () => dispatch({ type: "redo" }),
    surprise: samples.next,
    help: openHelp,
  },
});
const wall = later(find("wall"), {
  load: () => import("./parts/wall.js"),
  make: ({ createWall }) => createWall(find("wall"), page),
  changed: page.markDirty,
});
const doubt = later(find("doubt"), {
  load: () => import("./parts/doubt.js"),
  make: ({ createDoubt }) => createDoubt(find("doubt"), page),
  changed: page.markDirty,
});
const beside = createBeside(find("beside"), { inspector: find("inspector"), explore: find("explore"), stage: find("stage") }, page);
const predict = createPredict(find("predict"), find("question"), page);
const tray = createTray(find("tray-handle"), () => document.documentElement.dataset.view === "projector");
const hint = createHint(find("stepper"), hintMemory);
const note = createNote(find("note"), () => say(null));
const codec = pageCodec(store);
const address = createAddress(store, { ...codec, left });
createShare(find("share-button"), {
  link: address.link, say, said: () => get().line.note, show: createLinkSheet(find("share")),
  copied: "Link copied. It holds this drawing and this moment; neither is on the server.",
});

const parts = [pad, tabs, wall, doubt, beside, predict, tray, hint, picker, status, note];
const markDirty = createLoop(draw, requestAnimationFrame);

const PATIENCE = 1200; // ms; a slow line is not waited for with an empty page
setTimeout(() => {
  if (!document.body.classList.contains("furnished")) markDirty();
}, PATIENCE);

function draw() {
  const frame = desk.sync({ palette: theme.palette() });
  for (const part of parts) part.sync(frame);
  const { state } = frame;
  find("stage-side").dataset.reading = `${state.line.reading && state.answers.trace !== null && !isEmpty(state)}`;
  const { focus, trace, explanation } = where(state);
  const isWhole = trace && (explanation || !focus) && !document.querySelector("main [aria-busy=true]");
  if (isWhole || performance.now() > PATIENCE) document.body.classList.add("furnished");
  if (isWhole) fetchAhead();
}

store.subscribe((state, before) => {
  remember(state, before);
  markDirty();
});

ahead(fetched(() => import("./parts/print.js"), ({ createPrint }) => createPrint(find("stage"), { get, palette: theme.palette, draw })));

createWeightLoader(store);
const { ask, on } = openSocket(
  /** @type {any} */ (globalThis).io,
  (connection) => dispatch({ type: "set", line: { connection } }),
  (late) => dispatch({ type: "set", line: { late } }),
);
createReader(store, ask);
createKeep(find("keep-button"), {
  ...page, ask, on, say, palette: theme.palette, paper: theme.paper,
  fragment: () => codec.write(get()), go: address.go, stage: find("stage"),
});
createDoor(find("class-button"), () => ({
  path: "/", ask, on, say,
  connection: () => get().line.connection,
  subscribe: store.subscribe,
  guard: store.guard,
  moment: () => ({ page: "/", fragment: codec.write(get()), network: get().work.network }),
  isAtRest: () => codec.isAtRest(get()),
  open: codec.open,
  palette: theme.palette,
  desk: {
    ...store,
    picture: () => find("stage").querySelector("canvas")?.toDataURL() ?? "",
  },
  question: () => questionOf(get()),
  tell() {
    dispatch({ type: "guess", choice: null });
    say(null); // the class reads it beside its votes
  },
  beforeNext: (takes) => void (takesNext = takes),
}), say);
const linked = address.open();
if (!linked?.work?.drawing && !linked?.work?.blank && !linked?.work?.image) samples.first();
markDirty();
