/**
 * The stage: one canvas, a tip beside the pointer, and hover and click on everything in it.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../state/state.js").Action} Action
 * @typedef {import("../state/state.js").Target} Target
 * @typedef {import("../scene/stage.js").Scene} Scene
 */

import { drawStage } from "../draw/stage.js";
import { hit } from "../scene/hit.js";
import { layoutOf } from "../scene/layout.js";
import { lookedAt } from "../scene/linked.js";
import { inkOf } from "../scene/plate.js";
import { doubtOf } from "../state/doubt.js";
import { remembering } from "../state/remember.js";
import { sceneOf } from "../scene/stage.js";
import { weightsOf } from "../state/edits.js";
import { cardOf } from "../state/selectors.js";
import { fetched } from "../wire/fetched.js";
import { createCanvas } from "./canvas.js";
import { mapKitFor } from "./map-kit.js";
import { createWatch, h, setText } from "./dom.js";
import { ahead } from "./later.js";

const FINGER = 16; // px of slack around a neuron
const MOUSE = 4;
const ASIDE = 22; // px from the pointer to the tip

const layout = remembering(
  /**
   * @param {import("../types.js").Card} card
   * @param {number} width
   * @param {number} height
   * @param {number} font
   * @param {number} density
   * @param {import("../scene/layout.js").MapKit | null} kit
   */
  (card, width, height, font, density, kit) => layoutOf(card, { width, height, font, density }, kit),
);

/**
 * @param {HTMLElement} root
 * @param {{
 *   get: () => State,
 *   dispatch: (action: Action) => void,
 *   markDirty: () => void,
 *   fontSize: () => number,
 * }} page
 */
export function createStage(root, { get, dispatch, markDirty, fontSize }) {
  const canvas = h("canvas", { class: "stage-canvas", "aria-hidden": "true" });
  const tip = h("p", { class: "tip", hidden: true });
  root.append(canvas, tip);

  const { ctx, size, changed } = createCanvas(canvas, { markDirty });
  /** @type {Scene | null} */
  let scene = null;
  let came = 0; // what draws maps, and what tips say
  const tips = fetched(() => import("../words/tips.js"), again);
  ahead(tips);
  /** @type {ReturnType<typeof import("./maps.js").listenToMapKeys> | null} */
  let mapKeys = null;
  const isOther = createWatch();
  /** @type {readonly [x: number, y: number] | null} */
  let pointer = null;

  /**
   * Where on the canvas, whatever lies over it.
   *
   * @param {MouseEvent} event
   * @returns {readonly [x: number, y: number]}
   */
  const placeOf = ({ clientX, clientY }) => {
    const { left, top } = canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  const targetAt = (/** @type {PointerEvent} */ event) =>
    scene && hit(scene, ...placeOf(event), event.pointerType === "touch" ? FINGER : MOUSE);
  const look = (/** @type {PointerEvent} */ event) => {
    pointer = placeOf(event);
    dispatch({ type: "hover", target: targetAt(event), tapped: event.pointerType === "touch" });
  };
  root.addEventListener("pointerdown", look);
  root.addEventListener("pointermove", look);
  root.addEventListener("pointercancel", () => dispatch({ type: "hover", target: null }));
  root.addEventListener("pointerleave", ({ pointerType }) => {
    // A finger leaves with every tap: what it tapped stays pointed at until the next touch or step.
    if (pointerType !== "touch") dispatch({ type: "hover", target: null });
  });
  addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !root.contains(target)) dispatch({ type: "hover", target: null });
  }, true);
  root.addEventListener("click", (event) => {
    const target = targetAt(/** @type {PointerEvent} */ (event));
    if (target?.kind === "pixel") return;
    const { selected } = get().place;
    const again =
      target && selected?.layer === target.layer && selected.neuron === target.neuron;
    if (again) dispatch({ type: "hover", target: null });
    const unit = target && !again ? { layer: target.layer, neuron: target.neuron } : null;
    dispatch({ type: "select", unit });
  });

  /**
   * Above what it speaks of, or below where there is no room: lines run to the left and right.
   *
   * @param {readonly [x: number, y: number]} at
   */
  function place([x, y]) {
    const { width } = size();
    const [tipWidth, tipHeight] = [tip.offsetWidth, tip.offsetHeight];
    const left = Math.max(0, Math.min(width - tipWidth, x - tipWidth / 2));
    const above = y - ASIDE - tipHeight;
    tip.style.transform = `translate(${left}px, ${above >= 0 ? above : y + ASIDE}px)`;
  }

  /** @param {State} state */
  function showTip(state) {
    const { hovered, tapped } = state.hand;
    const target = lookedAt(hovered, state.place.selected);
    const words = target && (hovered || (!tapped && numberIsHidden(target))) ? (tips()?.tipOf(state, target) ?? "") : "";
    tip.hidden = words === "";
    setText(tip, words);
    if (words) place(hovered && pointer ? pointer : middleOf(target));
  }

  /**
   * Whether a neuron's number does not fit inside it.
   *
   * @param {Target} target
   */
  function numberIsHidden(target) {
    return target.kind === "unit" && scene?.layout.layers[target.layer]?.font === 0;
  }

  /**
   * @param {Target | null} target
   * @returns {readonly [x: number, y: number]}
   */
  function middleOf(target) {
    const box = target && "layer" in target ? scene?.layout.layers[target.layer] : undefined;
    if (!box || !target || !("neuron" in target)) return [0, 0];
    return [box.x[target.neuron] ?? 0, box.y[target.neuron] ?? 0];
  }

  function again() {
    came += 1;
    markDirty();
  }

  return {
    /** @returns {Scene | null} */
    scene: () => scene,

    /** @param {Pick<Frame, "state" | "palette">} frame */
    sync({ state, palette }) {
      const { work, place, answers: { trace, maps, explanations }, hand: { at, hovered } } = state;
      const isNew = changed(
        trace, inkOf(state), work.blank, work.network, work.framing, weightsOf(state), place, at,
        explanations, maps, hovered, palette, doubtOf(state), came,
      );
      const { width, height } = size();
      if (!isNew || width === 0 || height === 0) return;
      const card = cardOf(state);
      const { maps: late, kit, awaited } = mapKitFor(card, again);
      root.toggleAttribute("aria-busy", awaited);
      if (awaited) return; // what stood there stays
      if (late) mapKeys ??= late.listenToMapKeys(root, tip, { get, dispatch });
      if (isOther(card)) mapKeys?.(late && card);
      scene = sceneOf(state, layout(card, width, height, fontSize(), devicePixelRatio, kit), palette);
      drawStage(ctx, scene, palette);
      showTip(state);
    },
  };
}
