/**
 * Numbers → colours. Pure. Colours are [red, green, blue], 0 to 255.
 *
 * @typedef {readonly [number, number, number]} RGB
 *
 * @typedef {object} Palette  read from the style sheet's tokens, one for each theme
 * @property {RGB} bg
 * @property {RGB} ink
 * @property {RGB} soft
 * @property {RGB} line
 * @property {RGB} edge  outlines, 3 : 1 on the background
 * @property {RGB} pos
 * @property {RGB} neg
 * @property {RGB} now  the same in both themes
 * @property {RGB} nowEdge  around it: 3 : 1 where the background is light
 * @property {RGB} plate  0.0 in image and neurons, dark in both themes
 * @property {RGB} lit  1.0
 * @property {RGB} plateLine  between the pixels of the plate
 * @property {boolean} [hatched]  on paper, where colours may be lost, what is negative is hatched
 */

/**
 * @param {RGB} from
 * @param {RGB} to
 * @param {number} t  0 to 1
 * @returns {RGB}
 */
function mix(from, to, t) {
  return [
    Math.round(from[0] + (to[0] - from[0]) * t),
    Math.round(from[1] + (to[1] - from[1]) * t),
    Math.round(from[2] + (to[2] - from[2]) * t),
  ];
}

/**
 * Red for negative, blue for positive, the background in the middle.
 *
 * @param {number} value
 * @param {number} max  value of the full colour
 * @param {Palette} palette
 * @param {RGB} [middle]
 */
export function diverging(value, max, palette, middle = palette.bg) {
  const t = max > 0 ? Math.min(1, Math.abs(value) / max) : 0;
  return mix(middle, value < 0 ? palette.neg : palette.pos, t);
}

/**
 * @param {number} share  0 black to 1 white
 * @param {Palette} palette
 */
export function grey(share, palette) {
  return mix(palette.plate, palette.lit, Math.min(1, Math.max(0, share)));
}

/**
 * Black or white, whichever is easier to read on a colour: at least 4.58 : 1 on any.
 *
 * @param {RGB} background
 * @returns {RGB}
 */
export function textOn(background) {
  return luminance(background) > 0.179 ? [0, 0, 0] : [255, 255, 255];
}

/**
 * Relative luminance as WCAG 2 defines it.
 *
 * @param {RGB} colour
 */
export function luminance(colour) {
  const [r, g, b] = /** @type {[number, number, number]} */ (
    colour.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    })
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * @param {RGB} colour
 * @param {number} [alpha]
 */
export function css([r, g, b], alpha = 1) {
  return `rgba(${r},${g},${b},${alpha})`;
}

/**
 * @param {string} text  "#5aa9ff"
 * @returns {RGB}
 */
export function fromHex(text) {
  const [, digits = ""] = /^#([0-9a-f]{6})$/i.exec(text.trim()) ?? [];
  const value = Number.parseInt(digits, 16);
  if (Number.isNaN(value)) throw new Error(`expected a colour like #5aa9ff, found ${text}`);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
