/**
 * How strongly a line is drawn. Pure.
 *
 * Opacity grows with the value's share of the scale, as the colour does in the legend, whose
 * middle is the background. Strong lines are thicker, too: they are seen first.
 */

export const LEVELS = 16; // lines of a level are drawn together
export const FAINTEST = 0.025; // share of the scale: what is below would not be seen

const FLOOR = { link: 0.06, bundle: 0.2, focus: 0.35 }; // opacity of the weakest: of few, more
const HAIRLINE = 1; // px: the browser draws these several times faster than thicker ones
const THICK_FROM = 0.22;
const THICKEST = 3.4;

/** @param {number} share  of the scale, 0 to 1 */
export function levelOf(share) {
  return Math.min(LEVELS - 1, Math.floor(share * LEVELS));
}

/**
 * @param {number} level
 * @param {keyof typeof FLOOR} kind
 * @param {number} thick  1 on a laptop
 */
export function strokeOf(level, kind, thick) {
  const share = (level + 0.5) / LEVELS;
  const more = Math.max(0, (share - THICK_FROM) / (1 - THICK_FROM));
  return {
    alpha: FLOOR[kind] + (1 - FLOOR[kind]) * share,
    width: HAIRLINE + more * (THICKEST * thick - HAIRLINE),
  };
}
