/**
 * A canvas that is as sharp as the screen: its pixels follow its box and the screen's density.
 *
 * @typedef {object} Surface
 * @property {CanvasRenderingContext2D} ctx  scaled to CSS pixels
 * @property {() => {width: number, height: number}} size  in CSS pixels
 * @property {() => void} fit  takes the size of its box; the canvas is empty after it
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} onResize  it is to be fitted and drawn anew: until then its last picture stays,
 *   since an empty canvas would be seen for a frame
 * @returns {Surface}
 */
export function createSurface(canvas, onResize) {
  const ctx = contextOf(canvas);
  let width = 0;
  let height = 0;

  function fit() {
    const ratio = devicePixelRatio;
    width = canvas.clientWidth;
    height = canvas.clientHeight;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  const resized = () => {
    if (!matchMedia("print").matches) onResize(); // no frame would follow to draw it again
  };
  new ResizeObserver(resized).observe(canvas);
  watchDensity(resized);
  return { ctx, size: () => ({ width, height }), fit };
}

/** @param {HTMLCanvasElement} canvas */
export function contextOf(canvas) {
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("expected a browser that can draw on a canvas");
  return ctx;
}

/**
 * Zooming and moving a window to another screen change the density without changing the box.
 *
 * @param {() => void} onChange
 */
function watchDensity(onChange) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    "change",
    () => {
      onChange();
      watchDensity(onChange);
    },
    { once: true },
  );
}
