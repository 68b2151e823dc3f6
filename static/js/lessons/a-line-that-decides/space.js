/**
 * Three inputs as a box: test and grades on its floor, the rank going up, and the plane in it where
 * the sum is 0. The slice at the rank of now is the line of the plane beside it.
 *
 * @typedef {import("../a-line-that-decides.js").State} State
 * @typedef {readonly [number, number, number]} Place  x₁, x₂, x₃
 */

import { createCanvas } from "../../parts/canvas.js";
import { h } from "../../parts/dom.js";
import { listenToHold } from "../../input/hold.js";
import { css } from "../../scene/colour.js";
import { cutOf, seenFrom } from "./box.js";

const TURN = 0.15; // radians for a key
const PER_PX = 0.008;
const AWAY = 6; // px of a name from its edge
const UPRIGHT = /** @type {const} */ ([[0, 0], [12, 0], [12, 12], [0, 12]]); // edges
/** @type {readonly [Place, Place]} */
const BOX = [[0, 0, 1], [12, 12, 10]];

/** @type {import("../../kit/lesson.js").Figure<State>} */
export function space(room, { fontSize, markDirty }) {
  const canvas = h("canvas", { role: "slider", tabindex: "0", "aria-label": "The box of three inputs, turned by the arrow keys", "aria-valuemin": "-180", "aria-valuemax": "180" });
  room.append(canvas);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });
  let turn = 0.62; // radians: neither plane nor floor on its edge
  let from = { x: 0, turn };

  /** @param {number} to */
  function turnTo(to) {
    turn = Math.atan2(Math.sin(to), Math.cos(to));
    markDirty();
  }

  listenToHold(canvas, {
    begin: ({ clientX }) => void (from = { x: clientX, turn }),
    move: ({ clientX }) => turnTo(from.turn + (clientX - from.x) * PER_PX),
    takeBack: () => turnTo(from.turn),
  });
  canvas.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    turnTo(turn + way * TURN);
    event.preventDefault();
  });

  return {
    sync({ state: { w, b, others: [rank = 1] }, palette }) {
      if (!changed(turn, rank, b, ...w, palette, fontSize())) return;
      const { width, height } = size();
      const at = seenFrom(turn, { width, height }, BOX);
      const weights = /** @type {Place} */ ([w[0] ?? 0, w[1] ?? 0, w[2] ?? 0]);
      const plane = cutOf(weights, b, BOX);
      canvas.setAttribute("aria-valuenow", `${Math.round((turn * 180) / Math.PI)}`);
      canvas.setAttribute("aria-valuetext", `Turned by ${Math.round((turn * 180) / Math.PI)} degrees. ${plane.length ? "The plane cuts the box" : "The plane is outside the box"}, sliced at rank ${rank}.`);

      ctx.clearRect(0, 0, width, height);
      /** @param {readonly Place[]} places @param {boolean} [closed] */
      const path = (places, closed = true) => {
        ctx.beginPath();
        places.forEach((place, k) => {
          const { x, y } = at(place);
          if (k) ctx.lineTo(x, y);
          else ctx.moveTo(x, y);
        });
        if (closed) ctx.closePath();
      };
      /** @param {number} z @returns {readonly Place[]} */
      const floor = (z) => UPRIGHT.map(([x, y]) => /** @type {const} */ ([x, y, z]));
      ctx.lineJoin = "round";
      ctx.lineWidth = 1;
      ctx.strokeStyle = css(palette.edge);
      for (const z of [1, 10]) {
        path(floor(z));
        ctx.stroke();
      }
      for (const [x, y] of UPRIGHT) {
        path([[x, y, 1], [x, y, 10]], false);
        ctx.stroke();
      }
      if (plane.length) {
        path(plane);
        ctx.fillStyle = css(palette.pos, 0.3);
        ctx.fill();
        ctx.strokeStyle = css(palette.pos);
        ctx.lineWidth = 2;
        ctx.stroke();
      }
      path(floor(rank));
      ctx.fillStyle = css(palette.soft, 0.18);
      ctx.fill();
      ctx.strokeStyle = css(palette.ink);
      ctx.lineWidth = 1.5;
      ctx.setLineDash([5, 4]);
      ctx.stroke();
      ctx.setLineDash([]);
      const slice = cutOf(weights, b, [[0, 0, rank], [12, 12, rank]]);
      if (slice.length > 1) {
        path(slice, false);
        for (const [colour, thick] of /** @type {const} */ ([[palette.nowEdge, 6], [palette.now, 3.5]])) {
          ctx.strokeStyle = css(colour);
          ctx.lineWidth = thick;
          ctx.stroke();
        }
      }
      ctx.font = `${fontSize()}px system-ui, sans-serif`;
      ctx.fillStyle = css(palette.ink);
      const edge = UPRIGHT.map((each) => at([each[0], each[1], 1])).reduce((one, other) => (other.x < one.x ? other : one));
      const rise = at([0, 0, 10]).y - at([0, 0, 1]).y;
      ctx.textAlign = "right";
      ctx.fillText("rank", edge.x + fontSize(), edge.y + rise - fontSize());
      ctx.textBaseline = "middle";
      for (const value of new Set([1, rank, 10])) {
        ctx.fillText(`${value}`, edge.x - AWAY, edge.y + ((value - 1) / 9) * rise);
      }
      ctx.textBaseline = "top";
      for (const [text, place] of /** @type {const} */ ([["test", [6, 0, 1]], ["grades", [0, 6, 1]]])) {
        const { x, y } = at(place);
        ctx.textAlign = x < width / 2 ? "right" : "left";
        ctx.fillText(text, x, y + AWAY);
      }
    },
  };
}
