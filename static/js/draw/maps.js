/**
 * Layers of maps → pixels: a picture for each map, enlarged by whole pixels of the screen.
 *
 * @typedef {import("../scene/maps.js").MapsShape} MapsShape
 * @typedef {import("../scene/maps.js").TileShape} TileShape
 * @typedef {import("../scene/map-columns.js").Tiles} Tiles
 * @typedef {import("../scene/layout.js").Layout} Layout
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { css, diverging, grey } from "../scene/colour.js";
import { contextOf } from "./surface.js";
import { strokeNow } from "./now.js";
import { pathFor } from "./path.js";

const RAYS = 0.5; // opacity
const OVER = 0.92; // of a product over its pixel
const FORGOTTEN = 0.7; // of the veil over what a pool leaves behind

/** @typedef {{ctx: CanvasRenderingContext2D, of: readonly unknown[]}} Picture  a map, a pixel a place */

/** @type {WeakMap<CanvasRenderingContext2D, Map<string, Picture>>} */
const kept = new WeakMap();

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapsShape | null} shape
 * @param {Layout} layout
 * @param {Palette} palette
 */
export function drawMaps(ctx, shape, { thick }, palette) {
  if (!shape) return;
  const pictures = kept.get(ctx) ?? new Map();
  kept.set(ctx, pictures);
  shape.layers.forEach(({ tiles, maps }, layer) => {
    ctx.fillStyle = css(palette.edge);
    for (const { x, y } of maps) ctx.fillRect(x - 0.5, y - 0.5, tiles.columns * tiles.pixel + 1, tiles.rows * tiles.pixel + 1);
    maps.forEach((tile, map) => drawTile(ctx, tile, tiles, pictureFor(pictures, `${layer} ${map}`, tiles), palette));
  });
  drawProducts(ctx, shape, palette);
  drawField(ctx, shape, Math.min(2, thick), palette);
}

/**
 * @param {Map<string, Picture>} pictures
 * @param {string} name
 * @param {Tiles} tiles
 * @returns {Picture}
 */
function pictureFor(pictures, name, { columns: width, rows: height }) {
  const before = pictures.get(name);
  if (before && before.ctx.canvas.width === width && before.ctx.canvas.height === height) return before;
  const picture = { ctx: contextOf(Object.assign(document.createElement("canvas"), { width, height })), of: [] };
  pictures.set(name, picture);
  return picture;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {TileShape} tile
 * @param {Tiles} tiles
 * @param {Picture} picture
 * @param {Palette} palette
 */
function drawTile(ctx, { x, y, values, shown, max, signed }, { pixel, rows, columns }, picture, palette) {
  const of = [values, shown, max, signed, palette];
  if (of.some((value, k) => value !== picture.of[k])) {
    paint(picture.ctx, values, shown, (value) => (signed ? diverging(value, max, palette, palette.plate) : grey(value / max, palette)), palette);
    picture.of = of;
  }
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(picture.ctx.canvas, x, y, columns * pixel, rows * pixel);
  ctx.imageSmoothingEnabled = true;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Float32Array | null} values
 * @param {number} shown
 * @param {(value: number) => import("../scene/colour.js").RGB} colour
 * @param {Palette} palette
 */
function paint(ctx, values, shown, colour, palette) {
  const { width, height } = ctx.canvas;
  const picture = ctx.createImageData(width, height);
  for (let k = 0; k < width * height; k += 1) {
    const [r, g, b] = values && k < shown ? colour(values[k] ?? 0) : palette.bg;
    picture.data.set([r, g, b, 255], 4 * k);
  }
  ctx.putImageData(picture, 0, 0);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapsShape} shape
 * @param {Palette} palette
 */
function drawProducts(ctx, { products }, palette) {
  for (const { x, y, side, share, kind } of products) {
    if (kind === "won" || share === 0) continue;
    ctx.globalAlpha = kind === "forgotten" ? FORGOTTEN : OVER;
    ctx.fillStyle = css(kind === "forgotten" ? palette.bg : diverging(share, 1, palette));
    ctx.fillRect(x, y, side, side);
  }
  ctx.globalAlpha = 1;
  for (const { x, y, side, kind } of products) {
    if (kind !== "won" && kind !== "latest") continue;
    strokeNow(ctx, boxPath(ctx, { x, y, width: side, height: side }), 1.5, palette);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapsShape} shape
 * @param {number} thick
 * @param {Palette} palette
 */
function drawField(ctx, { windows, field, rays, place }, thick, palette) {
  if (!place) return;
  ctx.strokeStyle = css(palette.soft);
  ctx.lineWidth = thick;
  for (const box of field) ctx.stroke(boxPath(ctx, box));
  ctx.globalAlpha = RAYS;
  const lines = pathFor(ctx);
  for (const [x1, y1, x2, y2] of rays) {
    lines.moveTo(x1, y1);
    lines.lineTo(x2, y2);
  }
  ctx.strokeStyle = css(place.isNow ? palette.now : palette.ink);
  ctx.stroke(lines);
  ctx.globalAlpha = 1;
  if (place.sum !== null) {
    ctx.fillStyle = css(diverging(place.sum, 1, palette, palette.plate));
    ctx.fillRect(place.box.x, place.box.y, place.box.width, place.box.height);
  }
  for (const box of [...windows, grown(place.box)]) {
    const path = boxPath(ctx, box);
    if (place.isNow) {
      strokeNow(ctx, path, 1.6 * thick, palette);
      continue;
    }
    ctx.strokeStyle = css(palette.ink);
    ctx.lineWidth = 1.6 * thick;
    ctx.stroke(path);
  }
}

/** @param {import("../scene/maps.js").Box} box */
function grown({ x, y, width, height }) {
  return { x: x - 1.5, y: y - 1.5, width: width + 3, height: height + 3 };
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("../scene/maps.js").Box} box
 */
function boxPath(ctx, { x, y, width, height }) {
  const path = pathFor(ctx);
  path.rect(x, y, width, height);
  return path;
}
