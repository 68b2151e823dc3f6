/**
 * A plane of two inputs: axes, points of several classes, lines that part them, and what a network
 * makes of every place. Points and a line can be dragged, or moved by the arrow keys.
 *
 * @typedef {import("./plane-geometry.js").At} At
 * @typedef {import("./plane-geometry.js").Axis} Axis
 * @typedef {import("./plane-geometry.js").Straight} Straight
 * @typedef {import("../scene/colour.js").Palette} Palette
 * @typedef {import("../scene/colour.js").RGB} RGB
 *
 * @typedef {object} Point
 * @property {number} x
 * @property {number} y
 * @property {number} kind  its class: 0 a red square, 1 a blue disc, 2 a triangle, 3 a ring; −1 none yet
 * @property {string} words  for those who do not see it, such as "Ada, test 7, grades 4: gets in"
 * @property {string} [text]  beside it
 * @property {number} [net]  what `text` says, if a network computed it
 * @property {boolean} [isNow]
 * @property {boolean} [isWrong]  a mistake is made of it
 * @property {boolean} [isFixed]  though others can be moved
 * @property {number} [size]  1 is usual
 *
 * @typedef {Straight & {
 *   words: string,
 *   tone?: Tone,
 *   sides?: readonly [below: string, above: string],
 *   isFixed?: boolean,
 *   about?: At,
 *   step?: number,
 * }} PlaneLine  yellow without a tone; `sides`: what is said on either side of it, which are tinted then; `about`: where it
 *   goes through whatever happens; `step`: of its numbers when it is moved, 0.1 without
 *
 * @typedef {"now" | "soft" | "ghost" | "pos" | "neg"} Tone  yellow, ink, dashed, blue, red
 *
 * @typedef {object} Arrow  a way from here to there
 * @property {At} from
 * @property {At} to
 * @property {boolean} [hasTip]
 * @property {string} [text]  at its middle
 * @property {number} [net]  what `text` says, if a network computed it
 * @property {Tone} [tone]  without it as ink
 *
 * @typedef {object} Region  what a network says all over the plane
 * @property {Uint8Array} bytes  row by row from the lowest y, in each from the lowest x
 * @property {number} columns
 * @property {number} rows
 * @property {(byte: number, palette: Palette) => RGB} [colour]  without it red at 0, blue at 255
 *
 * @typedef {object} Shown
 * @property {readonly Point[]} points
 * @property {readonly PlaneLine[]} [lines]  the first is the one that can be moved
 * @property {readonly Arrow[]} [arrows]
 * @property {Region | null} [region]  null keeps what was there, until the next has come
 * @property {string} words  all of it, for those who do not see it
 */

import { listenToHold } from "../input/hold.js";
import { createWatch, h, s, setText } from "../parts/dom.js";
import { diverging } from "../scene/colour.js";
import { drawn } from "./plane-drawing.js";
import { layoutPlane } from "./plane-geometry.js";
import { createGrasp } from "./plane-grasp.js";
import { createPoint } from "./plane-point.js";

const FULL = 1.7; // the largest value's share of the full colour, below one: points stand out

/**
 * @param {HTMLElement} root
 * @param {object} plane
 * @param {string} plane.name
 * @param {readonly [Axis, Axis]} plane.axes  across and up
 * @param {(k: number, to: At) => void} [plane.movePoint]  points can be moved: on the axes' grid
 * @param {(k: number) => void} [plane.choosePoint]  points can be pressed
 * @param {(line: Straight) => void} [plane.moveLine]  the first line can be moved
 * @param {(state: any, frame: Parameters<import("./lesson.js").Part<any>["sync"]>[0]) => Shown | null} shownOf
 *   null until it is there
 * @param {{fontSize: () => number, markDirty: () => void}} page
 * @returns {import("./lesson.js").Part<any>}
 */
export function createPlane(root, { name, axes, movePoint, choosePoint, moveLine }, shownOf, { fontSize, markDirty }) {
  const canvas = h("canvas", { class: "plane-region", "aria-hidden": "true" });
  const drawing = s("svg", { class: "plane-drawing", "aria-hidden": "true" });
  const words = h("p", { class: "visually-hidden" });
  const pointsRoom = h("div", {});
  root.classList.add("plane");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", name);

  let size = { width: 0, height: 0 };
  new ResizeObserver(() => {
    size = { width: root.clientWidth, height: root.clientHeight };
    markDirty();
  }).observe(root);
  let box = layoutPlane(size, 1, axes);
  /** @type {Shown} */
  let shown = { points: [], words: "" };
  /** @type {ReturnType<typeof createPoint>[]} */
  const points = [];
  const changed = createWatch();
  const painted = createWatch();
  const ground = { axes, X: (/** @type {number} */ x) => box.X(x), Y: (/** @type {number} */ y) => box.Y(y), placeOf };
  const grasps = moveLine ? [0, 1, 2].map((which) => createGrasp(which, ground, () => shown.lines?.[0], moveLine)) : [];
  const things = h("div", {}, ...grasps.map(({ element }) => element), pointsRoom);
  root.append(canvas, drawing, words, things);

  /** Where a pointer is, in the plane. @param {PointerEvent} event */
  function placeOf({ clientX, clientY }) {
    const { left, top } = root.getBoundingClientRect();
    return box.at({ x: clientX - left - root.clientLeft, y: clientY - top - root.clientTop });
  }

  /** What can be taken hold of nearest to a pointer: what lies close together may overlap. @param {PointerEvent} event */
  function nearestTo(event) {
    const { x, y } = placeOf(event);
    const far = (/** @type {{at: At}} */ { at }) => Math.hypot(box.X(at.x) - box.X(x), box.Y(at.y) - box.Y(y));
    const all = [...points.slice(0, shown.points.length), ...grasps].flatMap((thing) => {
      const at = thing.at();
      return at ? [{ thing, at }] : [];
    });
    return all.reduce((one, other) => (far(other) < far(one) ? other : one), all[0])?.thing;
  }

  if (movePoint || choosePoint || moveLine) {
    /** @type {ReturnType<typeof nearestTo>} */
    let held;
    things.addEventListener("mousedown", (event) => event.preventDefault()); // what is held has the keyboard
    listenToHold(things, {
      begin(event) {
        held = nearestTo(event);
        held?.element.focus({ preventScroll: true });
        held?.begin(event);
      },
      move: (event) => held?.move(event),
      end: () => held?.end(),
      takeBack: () => held?.takeBack(),
    });
  }

  /** @param {Region} region @param {Palette} palette */
  function paint({ bytes, columns, rows, colour = byLevel }, palette) {
    const image = new ImageData(columns, rows);
    /** A pixel for each byte that is there: thousands of places have the same few. @type {Uint8ClampedArray[]} */
    const pixels = [];
    bytes.forEach((byte, k) => {
      const pixel = (pixels[byte] ??= Uint8ClampedArray.of(...colour(byte, palette), 255));
      image.data.set(pixel, 4 * ((rows - 1 - Math.floor(k / columns)) * columns + (k % columns)));
    });
    canvas.width = columns;
    canvas.height = rows;
    canvas.getContext("2d")?.putImageData(image, 0, 0);
  }

  return {
    sync(frame) {
      const next = shownOf(frame.state, frame);
      if (!next) return;
      const { palette } = frame;
      const { region, ...rest } = next;
      canvas.hidden = region === undefined;
      if (region && painted(region.bytes, region.colour, palette)) paint(region, palette);
      if (!changed(size, fontSize(), JSON.stringify(rest))) return;
      shown = next;
      box = layoutPlane(size, fontSize(), axes);
      Object.assign(canvas.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.side}px`, height: `${box.side}px` });
      drawing.setAttribute("viewBox", `0 0 ${Math.max(1, size.width)} ${Math.max(1, size.height)}`);
      drawing.replaceChildren(...drawn(shown, box, axes, fontSize()));
      setText(words, shown.words);
      while (points.length < shown.points.length) points.push(createPoint(points.length, ground, { movePoint, choosePoint }));
      if (pointsRoom.childElementCount !== shown.points.length) {
        pointsRoom.replaceChildren(...points.slice(0, shown.points.length).map(({ element }) => element));
      }
      shown.points.forEach((point, k) => points[k]?.show(point));
      for (const grasp of grasps) grasp.show();
    },
  };
}

/**
 * @param {number} byte
 * @param {Palette} palette
 */
function byLevel(byte, palette) {
  return diverging(byte - 127.5, 127.5 * FULL, palette);
}
