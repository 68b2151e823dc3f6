/**
 * The moment as a file: a PNG as the page looks, an SVG for print; and whatever else is kept, handed
 * to the browser to save.
 *
 * @typedef {import("../../state/state.js").State} State
 * @typedef {import("../../scene/colour.js").Palette} Palette
 *
 * @typedef {object} Looks
 * @property {State} state
 * @property {string} fragment  of the link to this moment
 * @property {{width: number, height: number, font: number}} size  of the stage
 */

import { drawPoster } from "../../draw/poster.js";
import { contextOf } from "../../draw/surface.js";
import { createSvgContext } from "../../draw/svg.js";
import { metadataOf, pngWithState } from "../../link/kept.js";
import { css } from "../../scene/colour.js";
import { h } from "../dom.js";
import { posterOf } from "./poster.js";

const MOST_PIXELS = 12_000_000; // of a PNG: what a phone can still hold
const PAPER = 3; // 288 dots to the inch
const USED = 60_000; // ms after which a saved file's address is forgotten

/**
 * @param {Looks} looks
 * @param {Palette} palette  the page's own
 * @returns {Promise<Blob>}
 */
export async function pngOf({ state, fragment, size }, palette) {
  const canvas = painted(state, size, palette, { onPaper: false });
  const picture = await new Promise((done) => canvas.toBlob(done));
  if (!picture) throw new Error("expected a browser that can make a PNG");
  const bytes = new Uint8Array(await picture.arrayBuffer());
  return new Blob([/** @type {BlobPart} */ (pngWithState(bytes, fragment))], { type: "image/png" });
}

/**
 * @param {State} state
 * @param {Looks["size"]} size
 * @param {Palette} palette
 * @param {{onPaper: boolean}} look
 */
export function painted(state, size, palette, look) {
  const canvas = h("canvas");
  const ctx = contextOf(canvas);
  const poster = posterOf(state, size, palette, widthOn(ctx), look);
  const wanted = look.onPaper ? PAPER : Math.max(2, devicePixelRatio);
  const density = Math.min(wanted, Math.sqrt(MOST_PIXELS / (poster.width * poster.height)));
  canvas.width = Math.round(poster.width * density);
  canvas.height = Math.round(poster.height * density);
  ctx.scale(density, density);
  drawPoster(ctx, poster, palette);
  ctx.globalCompositeOperation = "destination-over"; // the stage has cleared its own ground
  ctx.fillStyle = css(palette.bg);
  ctx.fillRect(0, 0, poster.width, poster.height);
  return canvas;
}

/**
 * @param {Looks} looks
 * @param {Palette} palette  of paper
 * @returns {Blob}
 */
export function svgOf({ state, fragment, size }, palette) {
  const widthOf = widthOn(contextOf(h("canvas")));
  const poster = posterOf(state, size, palette, widthOf, { onPaper: true });
  const { ctx, file } = createSvgContext(widthOf);
  ctx.fillStyle = css(palette.bg);
  ctx.fillRect(0, 0, poster.width, poster.height);
  drawPoster(ctx, poster, palette);
  return new Blob([file(poster.width, poster.height, metadataOf(fragment))], { type: "image/svg+xml" });
}

/**
 * Hands a file to the browser: to its downloads, or on a phone to whatever takes it.
 *
 * @param {Blob} content
 * @param {string} name
 */
export async function save(content, name) {
  const file = new File([content], name, { type: content.type });
  if (matchMedia("(pointer: coarse)").matches && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return;
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return; // they chose to leave it
    }
  }
  const href = URL.createObjectURL(file);
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), USED);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @returns {import("./poster.js").WidthOf}
 */
function widthOn(ctx) {
  return (font, text) => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };
}
