/**
 * The planes: applicants by test and grades, scores over the average, and a table's four corners;
 * with the line where the neuron's sum is 0.
 *
 * @typedef {import("../../kit/plane.js").Shown} Shown
 * @typedef {import("./rules.js").Moment} Moment
 * @typedef {import("../a-line-that-decides.js").State} State
 */

import { changedAt } from "../../changed.js";
import { tidy } from "../../kit/figures.js";
import { createPlane } from "../../kit/plane.js";
import { axesOf, casesOf, equation, firesIn, GATES, inputsOf, pointsOf, reading, sideOf, zOf } from "./rules.js";

const STEPS = { scores: 0.1, gates: 0.05 }; // of the numbers of a line that is dragged
const ORIGIN = { x: 0, y: 0 };
const HALF = { x: 0.5, y: 0.5 };
/** The two sticks of XOR, and their middle. @type {readonly import("../../kit/plane.js").Arrow[]} */
const CROSS = [
  { from: ORIGIN, to: { x: 1, y: 1 }, hasTip: false, tone: "neg" },
  { from: { x: 0, y: 1 }, to: { x: 1, y: 0 }, hasTip: false, tone: "pos" },
  { from: HALF, to: HALF, hasTip: false, text: "(½, ½)" },
];

/**
 * @param {string} name
 * @param {string} of  a scene whose axes it has
 * @param {(name: string, data: object) => any} answer
 * @returns {import("../../kit/lesson.js").Figure<State>}
 */
export function plane(name, of, answer) {
  return (room, page) => {
    const { get, set, numbers, start } = page;

    /**
     * Where the line is once all other inputs are held: their part of the sum is the server's.
     *
     * @param {Moment} state
     */
    function sliceOf(state) {
      const [first = 0, second = 0] = state.w;
      if (inputsOf(state.scene) === 2) return { w: /** @type {const} */ ([first, second]), b: state.b };
      const held = numbers.layers(reading(state, [0, 0, ...state.others.slice(0, inputsOf(state.scene) - 2)]));
      return held && { w: /** @type {const} */ ([first, second]), b: zOf(held) };
    }

    /**
     * @param {Moment} state
     * @param {boolean} told
     * @returns {Shown | null}
     */
    function shownOf(state, told) {
      const { scene, chosen } = state;
      const cases = casesOf(state, start);
      const layers = cases.map(({ x }) => numbers.layers(reading(state, x)));
      const line = sliceOf(state);
      if (!line || layers.some((each) => each === null)) return null;
      const isGate = GATES.includes(scene);
      const seesLine = told || scene === "line" || scene === "far" || scene === "more" || scene === "why";
      const points = cases.map(({ name: who, at, wanted }, k) => {
        const fires = firesIn(layers[k] ?? undefined);
        const said = wanted === null ? sideOf(scene, fires) : `should be ${isGate ? sideOf(scene, wanted > 0) : wanted ? "in" : "out"}`;
        const isSaid = wanted !== null ? scene !== "and" || told : seesLine;
        return {
          ...at,
          kind: !isSaid ? -1 : Number(wanted === null ? fires : wanted > 0),
          words: `${who}: ${tidy(at.x)} and ${tidy(at.y)}${isSaid ? `, ${said}` : ""}`,
          text: isGate ? "" : who,
          isNow: k === chosen && told && scene !== "why",
          isWrong: told && wanted !== null && scene !== "why" && fires !== wanted > 0,
          isFixed: isGate || (!told && scene !== "line"),
        };
      });
      const [out, into] = isGate ? ["off", "on"] : ["out", "in"];
      return {
        points,
        lines: seesLine ? [{
          ...line,
          words: equation([...line.w], line.b),
          sides: /** @type {const} */ ([out, into]),
          ...(scene === "origin" && line.b === 0 && { about: ORIGIN }),
          step: isGate ? STEPS.gates : STEPS.scores,
          isFixed: !told || scene === "who" || inputsOf(scene) > 2,
        }] : [],
        arrows: [...(scene === "far" && told ? ruler(state) : []), ...(scene === "why" && told ? CROSS : [])],
        words: inWords(points, seesLine ? equation([...line.w], line.b) : null),
      };
    }

    /** From the chosen point straight to the line. @param {Moment} state */
    function ruler(state) {
      const { x, y } = casesOf(state, start)[state.chosen]?.at ?? ORIGIN;
      const [first = 0, second = 0] = state.w;
      const found = answer("measure", { points: [[x, y]], weights: [first, second], bias: state.b });
      if (!found?.distance) return [];
      const [distance] = found.distance;
      const way = -Math.sign(found.z[0]) * distance / found.length;
      return [{
        from: { x, y }, to: { x: x + way * first, y: y + way * second }, text: tidy(distance), net: distance,
      }];
    }

    return createPlane(room, {
      name,
      axes: axesOf(of),
      movePoint(k, { x, y }) {
        set({ points: changedAt(changedAt(pointsOf(get(), start), 2 * k, x), 2 * k + 1, y), chosen: k });
      },
      choosePoint: (chosen) => set({ chosen }),
      moveLine: ({ w: [first, second], b }) => set({ w: [first, second, ...get().w.slice(2)], b }),
    }, (state, { told }) => shownOf(state, told), page);
  };
}

/**
 * @param {readonly {words: string}[]} points
 * @param {string | null} line
 */
function inWords(points, line) {
  return `${line ? `The line ${line}. ` : ""}${points.map(({ words }) => words).join("; ")}.`;
}
