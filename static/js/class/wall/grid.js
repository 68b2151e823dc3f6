/**
 * The tiles of the wall: a canvas each, drawn anew only where the tile has changed.
 *
 * @typedef {import("./tile.js").Tile} Tile
 * @typedef {import("../../scene/colour.js").Palette} Palette
 *
 * @typedef {object} Look  at the tiles
 * @property {Palette} palette
 * @property {boolean} managed  hidden ones have a tile, too, which shows whose it is and no drawing
 * @property {boolean} unfolded  what is likely no digit has a tile, too
 * @property {boolean} pressable
 * @property {string | null} first  the tile that is A already
 * @property {number | null} task  the digit that all were to draw: what was read as another is marked
 */

import { drawGrey } from "../../draw/grid.js";
import { tilesOf } from "../../scene/tiles.js";
import { createList, createWatch, h, handOn, setText } from "../../parts/dom.js";
import { pixelCanvas } from "../../parts/pixel-canvas.js";
import { isFolded, readingInWords } from "./tile.js";

const GAP = 8; // px

/**
 * @param {(tile: Tile) => void} press
 * @param {() => HTMLElement} next  what gets the keyboard where the tile that had it is gone
 */
export function createGrid(press, next) {
  const element = h("div", { class: "class-tiles", role: "group", "aria-label": "Drawings" });
  const show = createList(element, () => createTile(press));
  let n = 0;
  const placed = createWatch();

  function place() {
    const { clientWidth: width, clientHeight: height } = element;
    if (!width || !placed(n, width, height)) return;
    const font = Number.parseFloat(getComputedStyle(element).fontSize);
    const { columns, side } = tilesOf({
      n, width, height, gap: GAP, words: font * 1.6 + 10, least: font * 4, most: font * 30,
    });
    element.style.setProperty("--columns", `${columns}`);
    element.style.setProperty("--tile", `${side}px`);
    element.classList.toggle("small", side < font * 6);
  }

  new ResizeObserver(place).observe(element);

  return {
    element,
    /**
     * @param {readonly Tile[]} tiles
     * @param {Look} look
     */
    sync(tiles, look) {
      const seen = tiles.filter((tile) => (look.managed || !tile.hidden) && (look.unfolded || !isFolded(tile)));
      n = seen.length;
      handOn(element, () => show(seen.map((tile) => ({ tile, look }))), next);
      place();
    },
  };
}

/** @param {(tile: Tile) => void} press */
function createTile(press) {
  const ctx = pixelCanvas();
  const heard = h("span", { class: "visually-hidden" });
  const read = h("strong", { class: "tile-read" });
  const score = h("span", { class: "tile-score" });
  /** @type {Tile | null} */
  let shown = null;
  const element = h("button", { type: "button", class: "class-tile", click: () => shown && press(shown) },
    h("span", { class: "tile-face" }, ctx.canvas), heard, h("span", { class: "tile-said" }, read, " ", score));
  const drawn = createWatch();
  const worded = createWatch();

  return {
    element,
    /** @param {{tile: Tile, look: Look}} now */
    show({ tile, look: { palette, pressable, first, task } }) {
      shown = tile;
      const isSeen = tile.uncovered && !tile.hidden;
      const image = isSeen ? tile.image : null;
      if (drawn(image, palette)) {
        ctx.canvas.hidden = !image;
        if (image) drawGrey(ctx, image, palette);
      }
      const isFirst = tile.id === first;
      const isMistake = isSeen && task !== null && tile.reading !== null && tile.reading.prediction !== task;
      if (!worded(JSON.stringify(tile.reading), tile.id, tile.name, tile.hidden, tile.uncovered, isFirst, isMistake, pressable)) return;
      element.disabled = !pressable;
      element.dataset["seen"] = `${isSeen}`;
      element.setAttribute("aria-pressed", `${isFirst}`);
      const words = isSeen && tile.reading ? readingInWords(tile.reading) : null;
      element.dataset["tone"] = words?.tone ?? "";
      element.dataset["mistake"] = `${isMistake}`;
      const said = `${isMistake ? "✗ " : ""}${words?.read ?? (isSeen ? "…" : "?")}`;
      setText(read, tile.hidden ? "hidden" : isFirst ? "A" : said);
      setText(score, isFirst ? "" : words?.score ?? "");
      element.title = tile.name;
      const what = isSeen ? (words?.tone === "weak" ? "no clear answer, " : "read as ") : tile.hidden ? "" : "covered ";
      setText(heard, tile.name ? `${tile.name}: ${what}` : what);
    },
  };
}
