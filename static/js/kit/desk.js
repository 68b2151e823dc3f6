/**
 * The main page's stage, stepper and inspector on a lesson's page. What they show is a state as the
 * main page has it, the field `pass` of the lesson's state.
 *
 * @typedef {import("../state/state.js").State} Pass
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("./lesson.js").Common} Common
 * @typedef {import("./lesson.js").Page<{pass: Pass}>} Page
 */

import { listenToKeys } from "../input/keys.js";
import { createMotion } from "../page/motion.js";
import { createGlossary } from "../parts/glossary.js";
import { createHead } from "../parts/head.js";
import { createInspector } from "../parts/inspector.js";
import { createLegend } from "../parts/legend.js";
import { createStage } from "../parts/stage.js";
import { createStepper } from "../parts/stepper.js";
import { createNotation } from "../parts/tabs.js";
import { setText } from "../parts/dom.js";
import { createReader } from "../wire/reader.js";
import { reduce } from "../state/state.js";
import { isNews, narrationOf } from "../words/words.js";

/**
 * The pass as a store of its own, read by the server.
 *
 * @param {Pick<Page, "get" | "set" | "send">} page
 */
export function createPass({ get, set, send }) {
  /** @type {Set<(state: Pass, before: Pass) => void>} */
  const listeners = new Set();
  let seen = get().pass;
  const store = {
    get: () => get().pass,

    /** @param {Action} action */
    dispatch(action) {
      const before = get().pass;
      const pass = reduce(before, action);
      if (pass === before) return;
      set({ pass, ...(pass.line.error !== before.line.error && { refusal: pass.line.error }) });
      tell();
    },

    /** @param {(state: Pass, before: Pass) => void} listener */
    subscribe: (listener) => listeners.add(listener),
  };
  createReader(store, send);

  function tell() {
    const before = seen;
    seen = store.get();
    if (seen !== before) for (const listener of listeners) listener(seen, before);
  }

  return {
    ...store,

    /** @param {{state: Pick<Common, "connection">}} frame */
    sync({ state: { connection } }) {
      tell(); // of another scene's pass, or a link's, which came without an action
      store.dispatch({ type: "set", line: { connection } });
    },
  };
}

/**
 * @param {Pick<Page, "room" | "fontSize" | "markDirty">} page
 * @param {ReturnType<typeof createPass>} pass
 */
export function createDesk({ room, fontSize, markDirty }, { get, dispatch, subscribe }) {
  const page = { get, dispatch, markDirty, fontSize };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const stageRoom = room("stage");
  const head = createHead(room("head"));
  const stage = createStage(stageRoom, page);
  const legend = createLegend(room("legend"), page);
  const inspector = createInspector(room("inspector"), page);
  const notation = createNotation(room("notation"), page);
  const stepper = createStepper(room("stepper"), {
    ...page,
    reveal: () => stageRoom.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" }),
  });
  const advance = createMotion({ get, dispatch }, () => still.matches);
  const narrator = room("narrator");
  createGlossary(room("glossary"), document);

  listenToKeys(document, {
    next: stepper.forward,
    back: () => dispatch({ type: "back" }),
    first: () => dispatch({ type: "goto", step: 0 }),
    last: () => dispatch({ type: "goto", step: Infinity }),
    play: stepper.startOrStop,
    release: () => dispatch({ type: "select", unit: null }),
  });
  subscribe((state, before) => {
    if (isNews(state, before)) setText(narrator, narrationOf(state));
  });

  return {
    /** @param {{palette: import("./lesson.js").Palette}} frame */
    sync({ palette }) {
      if (advance(performance.now())) markDirty();
      const state = get();
      head.sync(state);
      stage.sync(state, palette);
      legend.sync(state, stage.scene());
      inspector.sync(state, palette);
      notation.sync(state);
      stepper.sync(state);
    },
  };
}
