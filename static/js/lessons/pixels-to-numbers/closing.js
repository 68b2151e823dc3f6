/** A drawing whose tip can be dragged along the way that closes its top. */

import { strokeDrawing } from "../../draw/ink.js";
import { listenToHold } from "../../input/hold.js";
import { createCanvas } from "../../parts/canvas.js";
import { destination } from "../../kit/handle.js";
import { h } from "../../parts/dom.js";
import { css } from "../../scene/colour.js";
import { PAD_PEN } from "../../scene/plate.js";
import { drawingOf, nearestStep, share, STEPS, SUBJECTS, tipOf } from "./four-or-nine.js";

/** @type {import("../../kit/lesson.js").Figure<import("../pixels-to-numbers.js").State>} */
export function closing(root, { set, markDirty }) {
  const canvas = h("canvas", { role: "img" });
  const tip = h("div", {
    class: "closing-tip", role: "slider", tabindex: "0", "aria-label": "How far the top is closed",
    "aria-valuemin": "0", "aria-valuemax": `${STEPS}`,
  });
  root.classList.add("fills", "closing");
  root.append(canvas, tip);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });
  let now = 0;
  let before = 0; // the pointer came down

  listenToHold(tip, {
    begin() {
      before = now;
    },
    move({ clientX, clientY }) {
      const { left, top, width } = canvas.getBoundingClientRect();
      set({ closed: nearestStep([(clientX - left) / width, (clientY - top) / width]) });
    },
    takeBack: () => set({ closed: before }),
  });
  tip.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const to = destination(event.key, now, STEPS + 1);
    if (to === null) return;
    event.preventDefault();
    now = Math.min(STEPS, Math.max(0, to)); // the next key may come before the next frame
    set({ closed: now });
  });

  return {
    sync({ state, palette }) {
      const { subject, closed } = state;
      if (!changed(subject, closed, palette)) return;
      const { width } = size();
      const isTurn = subject === "turn";
      ctx.clearRect(0, 0, width, width);
      ctx.lineWidth = PAD_PEN * width;
      ctx.strokeStyle = ctx.fillStyle = css(palette.lit);
      strokeDrawing(ctx, drawingOf(state), width);
      canvas.setAttribute("aria-label", isTurn ? `A 4 whose top is ${share(closed)} closed` : SUBJECTS[subject]);
      tip.hidden = !isTurn;
      now = closed;
      const [x, y] = tipOf(closed);
      tip.style.left = `${x * 100}%`;
      tip.style.top = `${y * 100}%`;
      tip.setAttribute("aria-valuenow", `${closed}`);
      tip.setAttribute("aria-valuetext", `${share(closed)} closed`);
    },
  };
}
