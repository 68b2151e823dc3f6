/**
 * Stage, stepper and inspector, wired together: the main page's, and a lesson's with a pass of its own.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/state.js").Action} Action
 *
 * @typedef {"head" | "stage" | "legend" | "inspector" | "notation" | "stepper" | "narrator" | "glossary"} Room
 */

import { listenToKeys } from "../input/keys.js";
import { createMotion } from "../page/motion.js";
import { isNews, narrationOf } from "../words/words.js";
import { setText } from "./dom.js";
import { createGlossary } from "./glossary.js";
import { createHead } from "./head.js";
import { createLegend } from "./legend.js";
import { createStage } from "./stage.js";
import { createStepper } from "./stepper.js";
import { createNotation } from "./tabs.js";

/**
 * @param {(name: Room) => HTMLElement} room
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   subscribe: (listener: (state: State, before: State) => void) => unknown,
 *   markDirty: () => void,
 *   fontSize: () => number,
 *   takesNext?: () => boolean,
 * }} page  `takesNext`: this Next is for something else
 * @param {object} more
 * @param {(room: HTMLElement) => import("../types.js").Part} more.inspector
 * @param {HTMLElement} [more.sight]  what Next brings into sight, where the page scrolls
 * @param {Partial<import("../input/keys.js").Commands>} [more.keys]  beside those of the stepper
 */
export function createDesk(room, page, { inspector, sight = room("stage"), keys = {} }) {
  const { get, dispatch, subscribe, markDirty } = page;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const stage = createStage(room("stage"), page);
  const stepper = createStepper(room("stepper"), {
    ...page,
    reveal: () => sight.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" }),
  });
  const parts = [
    createHead(room("head")),
    createLegend(room("legend"), page),
    inspector(room("inspector")),
    createNotation(room("notation"), page),
    stepper,
  ];
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
    ...keys,
  });
  subscribe((state, before) => {
    if (isNews(state, before)) setText(narrator, narrationOf(state));
  });

  return {
    /**
     * @param {{palette: import("../scene/colour.js").Palette}} frame
     * @returns {import("../types.js").Frame}  for whatever else is drawn
     */
    sync({ palette }) {
      if (advance(performance.now())) markDirty();
      const state = get();
      stage.sync({ state, palette });
      const frame = { state, palette, scene: stage.scene() };
      for (const part of parts) part.sync(frame);
      return frame;
    },
  };
}
