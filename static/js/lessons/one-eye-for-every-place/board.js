/**
 * An image or a map as a board of cells, one for each number, with a window on it that can be moved.
 *
 * @typedef {object} Board
 * @property {Float32Array} values  row by row
 * @property {number} across  cells, and as many down
 * @property {number} [end]  of a signed scale; without it values are grey, 0 black to 1 white
 * @property {number} [rim]  cells of padding around
 * @property {Window} [window]
 * @property {boolean} [lines]  between the cells
 * @property {number} [until]  cells that are seen, the first ones
 * @property {readonly unknown[]} made  what it is made of, and drawn anew for
 * @property {string} words  for those who do not see it
 *
 * @typedef {{column: number, row: number, size: number}} Window  in cells; in the padding below 0
 *
 * @typedef {import("../../scene/colour.js").Palette} Palette
 */

import { drawGrey, drawSigned } from "../../draw/grid.js";
import { strokeNow } from "../../draw/now.js";
import { contextOf } from "../../draw/surface.js";
import { listenToHold } from "../../input/hold.js";
import { createCanvas } from "../../parts/canvas.js";
import { h } from "../../parts/dom.js";
import { css } from "../../scene/colour.js";

const EDGE = 3; // px around the cells, for a window at the rim
const THICK = 2; // px of the window's outline

/**
 * @param {HTMLElement} room
 * @param {Pick<import("../../kit/lesson.js").Page<any>, "markDirty">} page
 * @param {(frame: any) => Board | null} boardOf  null until its numbers are there
 * @param {(column: number, row: number) => void} [move]  the cell that is pointed at; below 0 in the padding
 * @returns {import("../../kit/lesson.js").Part<any>}
 */
export function createBoard(room, { markDirty }, boardOf, move) {
  const canvas = h("canvas", { role: "img", "aria-label": "Not computed yet" });
  room.classList.add("eye-board");
  room.append(canvas);
  const { ctx, size, changed } = createCanvas(canvas, { markDirty });
  const small = contextOf(h("canvas"));
  /** @type {Board | null} */
  let shown = null;

  if (move) {
    const follow = (/** @type {PointerEvent} */ { offsetX, offsetY }) => {
      if (!shown) return;
      const { cell, at } = layoutOf(shown, size().width);
      const inside = (/** @type {number} */ px) => Math.min((shown?.across ?? 1) - 1 + (shown?.rim ?? 0), Math.max(-(shown?.rim ?? 0), Math.floor((px - at) / cell)));
      move(inside(offsetX), inside(offsetY));
    };
    canvas.classList.add("movable");
    listenToHold(canvas, { begin: follow, move: follow, takeBack: () => {} });
  }

  return {
    sync(frame) {
      const board = boardOf(frame);
      if (!board || !changed(frame.palette, ...board.made)) return;
      shown = board;
      drawBoard(ctx, small, board, size().width, frame.palette);
      canvas.setAttribute("aria-label", board.words);
    },
  };
}

/**
 * @param {Board} board
 * @param {number} width  px
 * @returns {{cell: number, at: number}}  px: of a cell, and where the first one begins
 */
function layoutOf({ across, rim = 0 }, width) {
  const cell = (width - 2 * EDGE) / (across + 2 * rim);
  return { cell, at: EDGE + rim * cell };
}

/**
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {CanvasRenderingContext2D} small  in which a cell is a pixel
 * @param {Board} board
 * @param {number} width  px
 * @param {Palette} palette
 */
function drawBoard(ctx, small, board, width, palette) {
  const { values, across, end, rim = 0, window, lines = false, until = values.length } = board;
  const { cell, at } = layoutOf(board, width);
  ctx.clearRect(0, 0, width, width);
  if (rim) {
    ctx.fillStyle = css(palette.plateLine);
    ctx.fillRect(EDGE, EDGE, width - 2 * EDGE, width - 2 * EDGE);
  }
  [small.canvas.width, small.canvas.height] = [across, across];
  if (end === undefined) drawGrey(small, values, palette);
  else drawSigned(small, values, end, palette);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(small.canvas, at, at, across * cell, across * cell);
  if (until < values.length) {
    const [row, column] = [Math.floor(until / across), until % across];
    ctx.fillStyle = css(palette.line);
    ctx.fillRect(at + column * cell, at + row * cell, (across - column) * cell, cell);
    ctx.fillRect(at, at + (row + 1) * cell, across * cell, (across - row - 1) * cell);
  }
  ctx.lineWidth = 1;
  if (lines) {
    ctx.strokeStyle = css(palette.line);
    ctx.beginPath();
    for (let k = 1; k < across; k += 1) {
      ctx.rect(at + k * cell, at, 0, across * cell);
      ctx.rect(at, at + k * cell, across * cell, 0);
    }
    ctx.stroke();
  }
  ctx.strokeStyle = css(palette.edge);
  ctx.strokeRect(EDGE - 0.5, EDGE - 0.5, width - 2 * EDGE + 1, width - 2 * EDGE + 1);
  if (!window) return;
  const outline = new Path2D();
  outline.rect(at + window.column * cell, at + window.row * cell, window.size * cell, window.size * cell);
  ctx.lineJoin = "round";
  strokeNow(ctx, outline, THICK, palette);
}
