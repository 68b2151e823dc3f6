/**
 * What lies under the points of a plane, as elements of a drawing: axes, sides, lines and arrows.
 *
 * @typedef {import("./plane-geometry.js").At} At
 * @typedef {import("./plane-geometry.js").Axis} Axis
 * @typedef {import("./plane-geometry.js").Straight} Straight
 * @typedef {import("./plane.js").Shown} Shown
 */

import { s } from "../parts/dom.js";
import { number } from "../words/format.js";
import { trimmed } from "./figures.js";
import { halfOf, segmentOf, ticksOf } from "./plane-geometry.js";

const APART = 2; // letters, from a line to what is said beside it
const ENOUGH = 60; // px around what is said, for a point and its text
const ALONG = [0.95, 0.05, 0.75, 0.25, 0.5]; // of a line, from its first end: where that may be said

/**
 * Axes, sides, lines and arrows, as elements.
 *
 * @param {Shown} shown
 * @param {ReturnType<typeof import("./plane-geometry.js").layoutPlane>} box
 * @param {readonly [Axis, Axis]} axes
 * @param {number} fontSize
 */
export function drawn({ points, lines = [], arrows = [] }, box, axes, fontSize) {
  const { left, top, side, X, Y } = box;
  const [across, up] = axes;
  const bottom = top + side;
  const taken = [...points, ...arrows.flatMap(({ from, to, text: words }) => (words ? [middle(from, to)] : []))]
    .map(({ x, y }) => ({ x: X(x), y: Y(y) }));
  const path = (/** @type {readonly At[]} */ at) => `M${at.map(({ x, y }) => `${X(x)} ${Y(y)}`).join("L")}`;
  const figure = (/** @type {number} */ value) => trimmed(number(value, 2));
  const text = (/** @type {string} */ words, /** @type {number} */ x, /** @type {number} */ y, kind = "plane-figure", anchor = "middle") => {
    const element = s("text", { class: kind, x: `${x}`, y: `${y}`, "text-anchor": anchor });
    element.textContent = words;
    return element;
  };
  const rule = (/** @type {string} */ d, /** @type {boolean} */ isZero) => s("path", { class: isZero ? "plane-zero" : "plane-rule", d });

  return [
    ...lines.flatMap((line) => (line.sides ? sidesOf(line, axes).map(({ kind, at }) =>
      s("path", { class: `plane-side ${kind}`, d: at.length ? `${path(at)}Z` : "" })) : [])),
    ...ticksOf(across).flatMap((x) => [rule(`M${X(x)} ${top}V${bottom}`, x === 0), text(figure(x), X(x), bottom + fontSize * 1.55)]),
    ...ticksOf(up).flatMap((y) => [
      rule(`M${left} ${Y(y)}H${left + side}`, y === 0), text(figure(y), left - fontSize * 0.5, Y(y) + fontSize * 0.3, "plane-figure", "end"),
    ]),
    text(`${across.name} →`, left + side, bottom + fontSize * 2.95, "plane-name", "end"),
    text(`↑ ${up.name}`, left, top - fontSize * 0.6, "plane-name", "start"),
    ...lines.flatMap((line) => {
      const segment = segmentOf(line, axes);
      if (!segment) return [];
      const d = path(segment);
      return [
        ...((line.tone ?? "now") === "now" ? [s("path", { class: "plane-line around", d })] : []),
        s("path", { class: `plane-line ${line.tone ?? "now"}`, d }),
        ...(line.sides ?? []).map((words, k) => {
          const at = clearest(beside(line, segment, k ? 1 : -1, box, fontSize * APART), taken);
          return text(words, at.x, at.y + fontSize * 0.35, `plane-said ${k ? "pos" : "neg"}`);
        }),
      ];
    }),
    ...arrows.flatMap(({ from, to, hasTip = true, text: words, net, tone = "soft" }) => {
      const [x, y, angle] = [X(to.x), Y(to.y), (Math.atan2(Y(to.y) - Y(from.y), X(to.x) - X(from.x)) * 180) / Math.PI];
      const said = words ? text(words, (X(from.x) + x) / 2, (Y(from.y) + y) / 2 - fontSize * 0.5, "plane-said") : null;
      if (said && net !== undefined) said.dataset["net"] = `${net}`;
      return [
        ...(tone === "now" ? [s("path", { class: "plane-arrow around", d: path([from, to]) })] : []),
        s("path", { class: `plane-arrow ${tone}`, d: path([from, to]) }),
        ...(hasTip ? [s("path", { class: `plane-tip ${tone}`, d: "M1 0L-10-5V5Z", transform: `translate(${x} ${y}) rotate(${angle})` })] : []),
        ...(said ? [said] : []),
      ];
    }),
  ];
}

/**
 * @param {At} from
 * @param {At} to
 */
function middle(from, to) {
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

/**
 * Both sides of a line, corner by corner.
 *
 * @param {Straight} line
 * @param {readonly [Axis, Axis]} axes
 */
function sidesOf({ w, b }, axes) {
  return [
    { kind: "pos", at: halfOf({ w, b }, axes) },
    { kind: "neg", at: halfOf({ w: [-w[0], -w[1]], b: -b }, axes) },
  ];
}

/**
 * Places beside a line, in px: so far off to one side, within the axes.
 *
 * @param {Straight} line
 * @param {readonly [At, At]} segment
 * @param {1 | -1} way
 * @param {ReturnType<typeof import("./plane-geometry.js").layoutPlane>} box
 * @param {number} apart
 * @returns {readonly At[]}
 */
function beside({ w: [p, q] }, [from, to], way, { X, Y, left, top, side }, apart) {
  const ahead = { x: X(p) - X(0), y: Y(q) - Y(0) };
  const length = Math.hypot(ahead.x, ahead.y);
  const within = (/** @type {number} */ px, /** @type {number} */ low) => Math.min(low + side - apart / 2, Math.max(low + apart / 2, px));
  return ALONG.map((share) => ({
    x: within(X(from.x + (to.x - from.x) * share) + (way * apart * ahead.x) / length, left),
    y: within(Y(from.y + (to.y - from.y) * share) + (way * apart * ahead.y) / length, top),
  }));
}

/**
 * The first place that nothing is near to, or else the one with the most room.
 *
 * @param {readonly At[]} places  px
 * @param {readonly At[]} taken  by others, px
 */
export function clearest(places, taken) {
  const room = (/** @type {At} */ { x, y }) => Math.min(ENOUGH, ...taken.map((other) => Math.hypot(other.x - x, other.y - y)));
  return places.reduce((one, other) => (room(other) > room(one) ? other : one));
}
