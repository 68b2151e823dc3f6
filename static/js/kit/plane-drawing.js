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
import { graspsOf, halfOf, layoutPlane, segmentOf, ticksOf } from "./plane-geometry.js";

const APART = 2.2; // letters, from a line to what is said beside it

/**
 * Axes, sides, lines and arrows, as elements.
 *
 * @param {Shown} shown
 * @param {ReturnType<typeof layoutPlane>} box
 * @param {readonly [Axis, Axis]} axes
 * @param {number} fontSize
 */
export function drawn({ lines = [], arrows = [] }, { left, top, side, X, Y }, axes, fontSize) {
  const [across, up] = axes;
  const bottom = top + side;
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
    ...ticksOf(across).flatMap((x) => [rule(`M${X(x)} ${top}V${bottom}`, x === 0), text(figure(x), X(x), bottom + fontSize * 1.25)]),
    ...ticksOf(up).flatMap((y) => [
      rule(`M${left} ${Y(y)}H${left + side}`, y === 0), text(figure(y), left - fontSize * 0.45, Y(y) + fontSize * 0.35, "plane-figure", "end"),
    ]),
    text(`${across.name} →`, left + side, bottom + fontSize * 2.55, "plane-name", "end"),
    text(`↑ ${up.name}`, left, top - fontSize * 0.6, "plane-name", "start"),
    ...lines.flatMap((line) => {
      const segment = segmentOf(line, axes);
      if (!segment) return [];
      const d = path(segment);
      return [
        ...((line.tone ?? "now") === "now" ? [s("path", { class: "plane-line around", d })] : []),
        s("path", { class: `plane-line ${line.tone ?? "now"}`, d }),
        ...(line.sides ?? []).map((words, k) => {
          const at = beside(line, segment, k ? 1 : -1, { X, Y }, fontSize * APART);
          return text(words, at.x, at.y + fontSize * 0.35, `plane-said ${k ? "pos" : "neg"}`);
        }),
      ];
    }),
    ...arrows.flatMap(({ from, to, hasTip = true, text: words, net, tone = "soft" }) => {
      const [x, y, angle] = [X(to.x), Y(to.y), (Math.atan2(Y(to.y) - Y(from.y), X(to.x) - X(from.x)) * 180) / Math.PI];
      const said = words ? text(words, (X(from.x) + x) / 2, (Y(from.y) + y) / 2 - fontSize * 0.5, "plane-said") : null;
      if (said && net !== undefined) said.dataset["net"] = `${net}`;
      return [
        s("path", { class: `plane-arrow ${tone}`, d: path([from, to]) }),
        ...(hasTip ? [s("path", { class: `plane-tip ${tone}`, d: "M1 0L-10-5V5Z", transform: `translate(${x} ${y}) rotate(${angle})` })] : []),
        ...(said ? [said] : []),
      ];
    }),
  ];
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
 * A place beside a line, in px: between its handles, so far off to one side.
 *
 * @param {Straight} line
 * @param {readonly [At, At]} segment
 * @param {1 | -1} way
 * @param {Pick<ReturnType<typeof layoutPlane>, "X" | "Y">} box
 * @param {number} apart
 */
function beside({ w: [p, q] }, segment, way, { X, Y }, apart) {
  const [from, middle] = graspsOf(segment);
  const ahead = { x: X(p) - X(0), y: Y(q) - Y(0) };
  const length = Math.hypot(ahead.x, ahead.y);
  return {
    x: (X(from.x) + X(middle.x)) / 2 + (way * apart * ahead.x) / length,
    y: (Y(from.y) + Y(middle.y)) / 2 + (way * apart * ahead.y) / length,
  };
}
