/**
 * The plane of the pupils in every scene that has one: the line, its mistakes, and who is new.
 *
 * @typedef {import("../downhill.js").State} State
 * @typedef {import("../../kit/lesson.js").Numbers["answer"]} Answers
 * @typedef {import("./pupils.js").Judged} Judged
 * @typedef {import("./pupils.js").Pupil} Pupil
 */

import { tidy } from "../../kit/figures.js";
import { createPlane } from "../../kit/plane.js";
import { AXES, chanceInWords, everyone, lineOf, nameOf, neuronOf, nowOf, pupilsOf } from "./pupils.js";

const SIDES = /** @type {const} */ (["", ""]); // tinted; words would stand in the way of the figures
const TURNED = ["two", "sum"]; // scenes in which the line can be moved
/** Shaded by the neuron's chance. */
const SQUARE = {
  across: { input: 0, low: AXES[0].low, high: AXES[0].high }, up: { input: 1, low: AXES[1].low, high: AXES[1].high }, layers: [0],
};
const GREW = 0.25; // how much larger a point is for each unit of its error

/**
 * @param {Answers} answers
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function plane(answers) {
  return (room, page) => {
    const { set, start, numbers } = page;
    const n = pupilsOf(start).length;

    return createPlane(room, {
      name: "Pupils by test and grades",
      axes: [AXES[0], AXES[1]],
      movePoint: (k, { x, y }) => k === n && set({ place: [x, y] }),
      moveLine: ({ w, b }) => set({ w, b }),
    }, (/** @type {import("../../kit/lesson.js").Frame<State>["state"]} */ state, { scene, told }) => {
      const all = everyone(state, start);
      const line = lineOf(state);
      /** @type {Judged | undefined} */
      const judged = answers("errors", nowOf(state, start))?.lines[0];
      if (!judged) return null;
      const name = nameOf(state, start.lines);
      const other = Object.entries(start.lines).find(([each]) => each !== name && scene === "two");
      const isShaded = told && (scene === "chance" || scene === "ten");
      return {
        ...(isShaded && { region: chances(numbers.region(neuronOf(line, [0, 0]), SQUARE)) }),
        points: all.map((pupil, k) => pointOf(pupil, k, { judged, scene, told, isNew: k === n })),
        lines: [
          {
            w: [line.weights[0] ?? 0, line.weights[1] ?? 0], b: line.bias, isFixed: !TURNED.includes(scene),
            ...(!isShaded && { sides: SIDES }),
            words: `${name ? `Line ${name}` : "Your line"}: ${judged.mistakes} mistakes`,
          },
          ...(other ? [{ w: other[1].weights, b: other[1].bias, tone: /** @type {const} */ ("ghost"), words: `Line ${other[0]}` }] : []),
        ],
        words: `Twelve pupils and a line. ${judged.mistakes} are on the wrong side.`,
      };
    }, page);
  };
}

/**
 * @param {Pupil} pupil
 * @param {number} k
 * @param {{judged: Judged, scene: string, told: boolean, isNew: boolean}} how
 * @returns {import("../../kit/plane.js").Point}
 */
function pointOf({ name, x: [x = 0, y = 0], y: got }, k, { judged, scene, told, isNew }) {
  const isUnknown = isNew && scene === "chance";
  const isWrong = judged.wrong[k] === 1 && scene !== "chance";
  const net = numberAt(k, { judged, scene, told, isWrong, isNew });
  const said = isUnknown ? "" : got ? ": got in" : ": did not get in";
  return {
    x, y, kind: isUnknown ? -1 : got, isNow: isNew, isWrong, isFixed: !isNew || scene === "ten",
    words: `${name}, test ${tidy(x)}, grades ${tidy(y)}${said}`,
    ...(net !== null && { text: isNew && scene !== "wrong" ? chanceInWords(net) : tidy(net), net }),
    ...(told && scene === "wrong" && { size: 0.8 + GREW * (judged.error[k] ?? 0) }),
  };
}

/**
 * What stands beside a point: what its scene is about.
 *
 * @param {number} k
 * @param {{judged: Judged, scene: string, told: boolean, isWrong: boolean, isNew: boolean}} how
 */
function numberAt(k, { judged: { a, error }, scene, told, isWrong, isNew }) {
  if (!told || TURNED.includes(scene)) return null;
  if (isNew && scene !== "wrong") return a[k] ?? null;
  return isWrong || isNew ? error[k] ?? null : null;
}

/**
 * What the neuron says all over the plane; null until it is there.
 *
 * @param {import("../../kit/numbers.js").Region | null} region
 * @returns {import("../../kit/plane.js").Region | null}
 */
function chances(region) {
  const bytes = region?.layers[0]?.neurons[0];
  return region && bytes ? { bytes, columns: region.n, rows: region.n } : null;
}
