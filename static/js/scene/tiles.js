/**
 * How many columns of square tiles make the tiles largest. Pure.
 *
 * @param {object} wall
 * @param {number} wall.n  tiles
 * @param {number} wall.width  px
 * @param {number} wall.height  px
 * @param {number} wall.gap  px between tiles
 * @param {number} wall.words  px below each tile
 * @param {number} wall.least  px; smaller tiles are not worth looking at: the wall scrolls instead
 * @param {number} wall.most  px
 * @returns {{columns: number, side: number}}
 */
export function tilesOf({ n, width, height, gap, words, least, most }) {
  let best = { columns: 1, side: 0 };
  for (let columns = 1; columns <= n; columns += 1) {
    const rows = Math.ceil(n / columns);
    const across = (width - gap * (columns - 1)) / columns;
    const down = (height - gap * (rows - 1)) / rows - words;
    const side = Math.floor(Math.min(across, down, most));
    if (side > best.side) best = { columns, side };
  }
  if (best.side >= least) return best;
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  return { columns, side: Math.min(most, Math.floor((width - gap * (columns - 1)) / columns)) };
}
