/**
 * How layers of maps are arranged: as tiles, a place whole pixels of the screen wide, the later and
 * smaller maps drawn smaller. Pure. All lengths are CSS pixels.
 *
 * @typedef {import("../state/maps.js").Shape} Shape
 * @typedef {import("./layout.js").LayerBox} LayerBox
 *
 * @typedef {object} Tiles  of a layer, one for each map
 * @property {Float32Array} x  left edges
 * @property {Float32Array} y  top edges
 * @property {number} pixel  side of one place
 * @property {number} rows  places of a map
 * @property {number} columns
 *
 * @typedef {object} MapColumn  a layer before it has a position
 * @property {Shape} shape
 * @property {number} pixel  side of one place
 * @property {number} lines  of tiles, along the pass
 * @property {number} inLine  tiles in a line, across it
 * @property {number} pitch  from a tile to the next
 * @property {number} depth  along the pass
 */

const GAP = 3; // between tiles
const SHRINKING = 0.4; // a map of half the side is drawn at 0.76 of the size

/**
 * The largest tiles that leave the lines their room.
 *
 * @param {readonly Shape[]} shapes
 * @param {number} room  across the pass
 * @param {number} depth  along it, for all of them together
 * @param {number} density  pixels of the screen to a CSS pixel
 * @returns {readonly MapColumn[]}
 */
export function mapColumnsOf(shapes, room, depth, density) {
  const widest = Math.max(...shapes.map(sideOf));
  const arranged = (/** @type {number} */ side) => shapes.map((shape) => {
    const own = sideOf(shape);
    const fine = Math.floor((side * (own / widest) ** SHRINKING) / own + 1e-6);
    return columnOf(shape, Math.max(1, fine) / density, room);
  });
  let best = arranged(0);
  for (let side = widest; side <= room * density; side += 1) {
    const columns = arranged(side);
    if (columns.reduce((sum, column) => sum + column.depth, 0) <= depth) best = columns;
  }
  return best;
}

/** @param {Shape} shape */
function sideOf([, height, width]) {
  return Math.max(height, width);
}

/**
 * @param {Shape} shape
 * @param {number} pixel
 * @param {number} room
 * @returns {MapColumn}
 */
function columnOf(shape, pixel, room) {
  const pitch = sideOf(shape) * pixel + GAP;
  const lines = Math.ceil(shape[0] / Math.max(1, Math.floor((room + GAP) / pitch)));
  return { shape, pixel, lines, inLine: Math.ceil(shape[0] / lines), pitch, depth: lines * pitch - GAP };
}

/**
 * @param {MapColumn} column
 * @param {number} place  middle, along the pass
 * @param {number} centre  middle, across it
 * @param {boolean} downwards
 * @param {number} density
 * @returns {LayerBox}
 */
export function mapBoxOf({ shape: [maps, rows, columns], pixel, inLine, pitch, depth }, place, centre, downwards, density) {
  const start = place - depth / 2;
  const onScreen = (/** @type {number} */ length) => Math.round(length * density) / density;
  const along = (/** @type {number} */ map) => onScreen(start + Math.floor(map / inLine) * pitch);
  const across = (/** @type {number} */ map) => onScreen(centre + ((map % inLine) - inLine / 2) * pitch + GAP / 2);
  const [left, top] = downwards ? [across, along] : [along, across];
  const tiles = {
    x: Float32Array.from({ length: maps }, (_, map) => left(map)),
    y: Float32Array.from({ length: maps }, (_, map) => top(map)),
    pixel, rows, columns,
  };
  const n = rows * columns;
  const middles = (/** @type {Float32Array} */ edges, /** @type {(at: number) => number} */ offset) =>
    Float32Array.from({ length: maps * n }, (_, k) => (edges[Math.floor(k / n)] ?? 0) + (offset(k % n) + 0.5) * pixel);
  return {
    shape: "map",
    x: middles(tiles.x, (at) => at % columns),
    y: middles(tiles.y, (at) => Math.floor(at / columns)),
    r: pixel / 2,
    font: 0,
    start,
    end: place + depth / 2,
    tiles,
  };
}
