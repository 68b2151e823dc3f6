/**
 * A drawing whose tip can be dragged along the way that closes its top.
 *
 * @typedef {import("../../types.js").Drawing} Drawing
 */

import { strokeDrawing } from "../../draw/ink.js";
import { createSurface } from "../../draw/surface.js";
import { listenToHold } from "../../input/hold.js";
import { destination } from "../../kit/handle.js";
import { createWatch, h } from "../../parts/dom.js";
import { css } from "../../scene/colour.js";
import { PAD_PEN } from "../../scene/plate.js";
import { nearestStep, STEPS, tipOf } from "./four-or-nine.js";

/**
 * @param {HTMLElement} root
 * @param {(closed: number) => void} set
 * @param {Pick<import("../../kit/lesson.js").Page<any>, "palette" | "markDirty">} page
 */
export function createClosing(root, set, { palette, markDirty }) {
  const canvas = h("canvas", { role: "img" });
  const tip = h("div", {
    class: "closing-tip", role: "slider", tabindex: "0", "aria-label": "How far the top is closed",
    "aria-valuemin": "0", "aria-valuemax": `${STEPS}`,
  });
  root.classList.add("closing");
  root.append(canvas, tip);
  let resized = 0;
  const surface = createSurface(canvas, () => {
    resized += 1;
    markDirty();
  });
  let now = 0;
  let before = 0; // the pointer came down
  const changed = createWatch();

  listenToHold(tip, {
    begin() {
      before = now;
    },
    move({ clientX, clientY }) {
      const { left, top, width } = canvas.getBoundingClientRect();
      set(nearestStep([(clientX - left) / width, (clientY - top) / width]));
    },
    takeBack: () => set(before),
  });
  tip.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const to = destination(event.key, now, STEPS + 1);
    if (to === null) return;
    event.preventDefault();
    now = Math.min(STEPS, Math.max(0, to)); // the next key may come before the next frame
    set(now);
  });

  return {
    /**
     * @param {Drawing} drawing
     * @param {number | null} closed  null for a drawing that has no tip
     * @param {string} name  of what is drawn
     */
    sync(drawing, closed, name) {
      const colours = palette();
      if (!changed(closed, name, colours, resized)) return;
      const { ctx } = surface;
      const { width } = surface.size();
      ctx.clearRect(0, 0, width, width);
      ctx.lineWidth = PAD_PEN * width;
      ctx.strokeStyle = ctx.fillStyle = css(colours.lit);
      strokeDrawing(ctx, drawing, width);
      canvas.setAttribute("aria-label", name);
      tip.hidden = closed === null;
      if (closed === null) return;
      now = closed;
      const [x, y] = tipOf(closed);
      tip.style.left = `${x * 100}%`;
      tip.style.top = `${y * 100}%`;
      tip.setAttribute("aria-valuenow", `${closed}`);
      tip.setAttribute("aria-valuetext", `${share(closed)} closed`);
    },
  };
}

/** @param {number} closed */
export function share(closed) {
  return `${Math.round((closed / STEPS) * 100)} %`;
}
