/**
 * Pictures of line sets, kept from frame to frame: hundreds of curves take many times longer to
 * draw than their picture takes to copy, and while the pass moves most of them stand still.
 *
 * @typedef {import("../scene/lines.js").LineSet} LineSet
 * @typedef {import("../scene/colour.js").Palette} Palette
 *
 * @typedef {object} Picture
 * @property {HTMLCanvasElement} canvas
 * @property {readonly unknown[]} of  what it shows
 * @property {number} x  px on the stage
 * @property {number} y
 * @property {number} width  px
 * @property {number} height
 * @property {number} density  of its pixels
 */

const AROUND = 6; // px: half of the thickest line and more

/** @type {WeakMap<CanvasRenderingContext2D, (Picture | undefined)[]>} */
const kept = new WeakMap();

/**
 * The picture for a place in the order of drawing; each place has one canvas for good, so that
 * drawing for hours takes no more memory than drawing once.
 *
 * @param {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @param {number} place
 * @param {LineSet} set
 * @param {readonly unknown[]} look  anything else the picture depends on
 * @param {(ctx: CanvasRenderingContext2D) => void} draw
 * @returns {Picture}
 */
export function pictureOf(ctx, place, set, look, draw) {
  const pictures = kept.get(ctx) ?? [];
  kept.set(ctx, pictures);
  const density = ctx.getTransform().a;
  const of = [set, density, ...look];
  const before = pictures[place];
  if (before && of.every((value, k) => value === before.of[k])) return before;
  const [x, y, right, bottom] = outer(set.box, density);
  const [width, height] = [right - x, bottom - y];
  const columns = Math.max(1, Math.round(width * density));
  const rows = Math.max(1, Math.round(height * density));
  const canvas = before?.canvas ?? document.createElement("canvas");
  const surface = canvas.getContext("2d");
  if (!surface) throw new Error("expected a browser that can draw on a canvas off the screen");
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  surface.setTransform(density, 0, 0, density, -x * density, -y * density);
  surface.clearRect(x, y, width, height);
  draw(surface);
  const picture = { canvas, of, x, y, width, height, density };
  pictures[place] = picture;
  return picture;
}

/**
 * A part of a picture, onto the stage.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Picture} picture
 * @param {number} right  px on the stage up to which it is shown
 * @param {number} bottom
 */
export function copy(ctx, { canvas, x, y, width, height, density }, right, bottom) {
  const shownWidth = Math.min(width, right - x);
  const shownHeight = Math.min(height, bottom - y);
  if (shownWidth <= 0 || shownHeight <= 0) return;
  const [columns, rows] = [shownWidth * density, shownHeight * density];
  ctx.drawImage(canvas, 0, 0, columns, rows, x, y, shownWidth, shownHeight);
}

/**
 * A box with room for thick lines, on whole pixels of the screen.
 *
 * @param {LineSet["box"]} box
 * @param {number} density
 */
function outer([left, top, right, bottom], density) {
  const down = (/** @type {number} */ v) => Math.floor((v - AROUND) * density) / density;
  const up = (/** @type {number} */ v) => Math.ceil((v + AROUND) * density) / density;
  return /** @type {const} */ ([down(left), down(top), up(right), up(bottom)]);
}
