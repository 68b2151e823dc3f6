/**
 * Wires the parts together. The only module that looks things up in the document.
 *
 * @typedef {import("./state/state.js").State} State
 * @typedef {import("./types.js").Card} Card
 */

import { listenToKeys } from "./input/keys.js";
import { createAddress } from "./link/address.js";
import { createLoop } from "./page/loop.js";
import { hint as hintMemory, left, remember, remembered } from "./page/memory.js";
import { createMotion } from "./page/motion.js";
import { createBeside } from "./parts/beside.js";
import { createPredict } from "./parts/explore/predict.js";
import { createMover } from "./parts/explore/mover.js";
import { createCompare } from "./parts/explore/compare.js";
import { createEdit } from "./parts/explore/edit.js";
import { createInput } from "./parts/explore/input.js";
import { createPath } from "./parts/explore/path.js";
import { createGlossary } from "./parts/glossary.js";
import { createHead } from "./parts/head.js";
import { showHelp } from "./parts/help.js";
import { createHint } from "./parts/hint.js";
import { createInspector } from "./parts/inspector.js";
import { createLegend } from "./parts/legend.js";
import { createNote } from "./parts/note.js";
import { createPad } from "./parts/pad.js";
import { createPicker } from "./parts/picker.js";
import { createPresent } from "./parts/present.js";
import { createPrint } from "./parts/print.js";
import { createShare } from "./parts/share.js";
import { createStage } from "./parts/stage.js";
import { createStatus } from "./parts/status.js";
import { createStepper } from "./parts/stepper.js";
import { createNotation, createTabs } from "./parts/tabs.js";
import { createTheme } from "./parts/theme.js";
import { createTray } from "./parts/tray.js";
import { createWall } from "./parts/wall.js";
import { createReader } from "./wire/reader.js";
import { createSamples } from "./wire/samples.js";
import { initialState, isEmpty, reduce } from "./state/state.js";
import { createStore } from "./page/store.js";
import { openSocket } from "./wire/socket.js";
import { createWeightLoader } from "./wire/weights.js";
import { isNews, narrationOf } from "./words/words.js";
import { setText } from "./parts/dom.js";

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
const page = { get, dispatch, markDirty: () => markDirty(), fontSize: () => theme.fontSize() };

const theme = createTheme(document.documentElement, find("theme-button"), find("theme-color"), page.markDirty);
createPresent(document.documentElement, find("present-button"), theme.follow);
const samples = createSamples(
  JSON.parse(find("first-digit").textContent ?? ""), new URL("../digits.json", import.meta.url), dispatch,
);
const status = createStatus(find("status"), page);
const picker = createPicker(find("picker-button"), find("picker"), page);
const openHelp = () => showHelp(find("help"), page);
find("help-button").addEventListener("click", openHelp);
const pad = createPad(find("pad"), { ...page, surprise: samples.next });
const tabs = createTabs(find("tabs"), page);
const notation = createNotation(find("notation-button"), page);
const head = createHead(find("stage-head"));
const stage = createStage(find("stage"), page);
const mover = createMover(find("stage"), page);
const wall = createWall(find("wall"), page);
const legend = createLegend(find("legend"), page);
const inspector = createInspector(find("inspector"), page);
const beside = createBeside(find("beside"), { inspector: find("inspector"), explore: find("explore") }, {
  path: () => createPath(page),
  edit: () => createEdit(page),
  input: () => createInput(page),
  compare: () => createCompare(page),
}, page);
const predict = createPredict(find("predict"), find("question"), page);
const tray = createTray(find("tray-handle"), () => document.documentElement.dataset.view === "projector");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const stepper = createStepper(find("stepper"), {
  ...page,
  reveal: () =>
    find("stage-side").scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" }),
});
const hint = createHint(find("stepper"), hintMemory);
createGlossary(find("glossary-note"), document);
const note = createNote(find("note"), page);
const address = createAddress(store, left);
createShare(find("share-button"), find("share"), { ...page, link: address.link });
const advance = createMotion(store, () => still.matches);

const markDirty = createLoop((time) => {
  const moving = advance(time);
  draw(get());
  if (moving) markDirty();
}, requestAnimationFrame);

const PATIENCE = 1200; // ms; a slow line is not waited for with an empty page
setTimeout(() => {
  if (!document.body.classList.contains("furnished")) markDirty();
}, PATIENCE);

/** @param {State} state */
function draw(state) {
  const palette = theme.palette();
  pad.sync(state, palette);
  stage.sync(state, palette);
  mover.sync(state, stage.scene());
  tabs.sync(state);
  notation.sync(state);
  head.sync(state);
  legend.sync(state, stage.scene());
  wall.sync(state, palette);
  inspector.sync(state, palette);
  beside.sync(state, palette);
  predict.sync(state, palette);
  tray.sync(state);
  stepper.sync(state);
  hint.sync(state);
  picker.sync(state);
  status.sync(state);
  find("stage-side").dataset.reading = `${state.line.reading && state.answers.trace !== null && !isEmpty(state)}`;
  note.sync(state.line);
  if (state.answers.explanation || performance.now() > PATIENCE) document.body.classList.add("furnished");
}

store.subscribe((state, before) => {
  if (isNews(state, before)) {
    setText(find("narrator"), narrationOf(state));
  }
  remember(state, before);
  markDirty();
});

createPrint(find("stage"), { get, palette: theme.palette, draw: () => draw(get()) });

listenToKeys(document, {
  next: stepper.forward,
  back: () => dispatch({ type: "back" }),
  first: () => dispatch({ type: "goto", step: 0 }),
  last: () => dispatch({ type: "goto", step: Infinity }),
  play: stepper.startOrStop,
  cover: () => dispatch({ type: "cover", covered: !get().place.covered }),
  clear: () => dispatch({ type: "clear" }),
  undo: () => dispatch({ type: "undo" }),
  redo: () => dispatch({ type: "redo" }),
  surprise: samples.next,
  release: () => dispatch({ type: "select", unit: null }),
  help: openHelp,
});

createWeightLoader(store);
const { ask } = openSocket(
  /** @type {any} */ (globalThis).io,
  (connection) => dispatch({ type: "set", line: { connection } }),
  (late) => dispatch({ type: "set", line: { late } }),
);
createReader(store, ask);
const linked = address.open();
if (!linked?.work?.drawing && !linked?.work?.blank) samples.first();
markDirty();
