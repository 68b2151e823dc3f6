/**
 * How strongly a line is drawn. Pure.
 *
 * Opacity grows with the value's share of the scale, as the colour does in the legend, whose
 * middle is the background. Strong lines are also thicker, so that they are seen first.
 */

export const LEVELS = 16; // lines of a level are drawn together
export const FAINTEST = 0.025; // share of the scale: what is below would not be seen

const FLOOR = { link: 0.06, bundle: 0.2, focus: 0.35 }; // opacity of the weakest: more for few
const HAIRLINE = 1; // px: the browser draws these several times faster than thicker ones
const THICK = { from: 0.42, most: 3.4 }; // share of the scale; px
const THICK_IN_CROWD = { from: 0.5, most: 2.4 };

/** @param {number} share  of the scale, 0 to 1 */
export function levelOf(share) {
  return Math.min(LEVELS - 1, Math.floor(share * LEVELS));
}

/**
 * @param {number} level
 * @param {keyof typeof FLOOR} kind
 * @param {number} thick  1 on a laptop
 * @param {boolean} [crowded]  among many others
 */
export function strokeOf(level, kind, thick, crowded = false) {
  const share = (level + 0.5) / LEVELS;
  const { from, most } = crowded ? THICK_IN_CROWD : THICK;
  const first = from / Math.max(1, thick); // on a large screen hairlines are lost sooner
  const more = Math.max(0, (share - first) / (1 - first));
  return {
    alpha: FLOOR[kind] + (1 - FLOOR[kind]) * share,
    width: HAIRLINE + more * (most * thick - HAIRLINE),
  };
}
