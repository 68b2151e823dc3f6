/**
 * What a line is told about: its mistakes, one pupil's error, and all errors added up.
 *
 * @typedef {import("../downhill.js").State} State
 * @typedef {import("./pupils.js").Judged} Judged
 * @typedef {import("../../kit/lesson.js").Figure<State>} Figure
 * @typedef {import("../../kit/lesson.js").Numbers["answer"]} Answers
 */

import { netSpan, showNet, tidy } from "../../kit/figures.js";
import { createWatch, h } from "../../parts/dom.js";
import { chanceInWords, errorsOf, everyone, lineOf, nameOf, NEW, nowOf, pupilsOf } from "./pupils.js";

/**
 * How many mistakes the line makes, and how far on the wrong side they are, once that is told.
 *
 * @param {Answers} answers
 * @returns {Figure}
 */
export function mistakes(answers) {
  return (room, { start }) => {
    const pupils = pupilsOf(start);
    const n = h("b", {});
    const list = h("ul", { class: "mistakes" });
    room.append(h("p", { class: "title" }, n, " mistakes"), list);
    const changed = createWatch();
    return {
      sync({ state, told }) {
        /** @type {Judged | undefined} */
        const judged = answers("errors", nowOf(state, start))?.lines[0];
        if (!judged || !changed(judged, told)) return;
        showNet(n, judged.mistakes);
        list.replaceChildren(...pupils.flatMap(({ name }, k) =>
          (told && judged.wrong[k] ? [h("li", {}, `${name}: z = `, netSpan(judged.z[k] ?? 0))] : [])));
      },
    };
  };
}

/**
 * The new pupil's own numbers: her sum, her chance, and how wrong the line is about her.
 *
 * @param {Answers} answers
 * @returns {Figure}
 */
export function about(answers) {
  return (room, { start }) => {
    const changed = createWatch();
    return {
      sync({ state, scene }) {
        /** @type {Judged | undefined} */
        const judged = answers("errors", nowOf(state, start))?.lines[0];
        if (!judged || !changed(judged, scene)) return;
        const [z = 0, a = 0, chance = 0, error = 0] = [judged.z, judged.a, judged.chance, judged.error].map((each) => each.at(-1));
        const said = chanceInWords(a);
        room.replaceChildren(
          h("p", {}, `${NEW}: z = `, netSpan(z), `, σ(z) ${said.startsWith("≈") ? "" : "= "}`, netSpan(a, said)),
          ...(scene === "wrong" ? [h("p", {}, "She got in, so her error is −ln ", netSpan(chance, chanceInWords(chance)), " = ", netSpan(error))] : []));
      },
    };
  };
}

/**
 * Every pupil's chance and error under the line that is now; where it is about all, their product and sum.
 *
 * @param {Answers} answers
 * @returns {Figure}
 */
export function tally(answers) {
  return (room, { start }) => {
    const head = h("tr", {}, ...["Pupil", "right answer", "its chance", "−ln"].map((text) => h("th", { scope: "col" }, text)));
    const body = h("tbody", {});
    const foot = h("tfoot", {});
    room.append(h("table", { class: "figures tally" }, h("thead", {}, head), body, foot));
    const changed = createWatch();
    return {
      sync({ state, scene }) {
        /** @type {Judged | undefined} */
        const judged = answers("errors", nowOf(state, start))?.lines[0];
        if (!judged || !changed(judged, scene)) return;
        body.replaceChildren(...everyone(state, start).map(({ name, y }, k) => {
          const chance = judged.chance[k] ?? 0;
          return h("tr", { class: judged.wrong[k] ? "is-wrong" : "" },
            h("th", { scope: "row" }, judged.wrong[k] ? `${name} ✗` : name), h("td", {}, y ? "in" : "out"),
            h("td", {}, netSpan(chance, chanceInWords(chance))), h("td", {}, netSpan(judged.error[k] ?? 0)));
        }));
        foot.replaceChildren(...(scene === "sum" ? [h("tr", {}, h("th", { scope: "row" }, "All"), h("td", {}),
          h("td", {}, "× = ", netSpan(judged.product, tidy(judged.product, 5))), h("td", {}, "E = ", netSpan(judged.total)))] : []));
      },
    };
  };
}

/**
 * The error of both lines and of one's own, or of line A before and after all was multiplied.
 *
 * @param {Answers} answers
 * @returns {Figure}
 */
export function compared(answers) {
  return (room, { start }) => {
    const changed = createWatch();
    return {
      sync({ state, scene }) {
        const { A, B } = start.lines;
        const isOwn = nameOf(state, start.lines) === null;
        /** @type {readonly (readonly [name: string, line: import("./pupils.js").Line])[]} */
        const rows = scene === "ten"
          ? [["Line A", A], [`times ${state.times}`, lineOf(state)]]
          : [["Line A", A], ["Line B", B], ...(isOwn ? [/** @type {const} */ (["Your line", lineOf(state)])] : [])];
        /** @type {Judged[] | undefined} */
        const found = answers("errors", errorsOf(pupilsOf(start), rows.map(([, line]) => line)))?.lines;
        if (!found || !changed(found, scene)) return;
        const most = Math.max(...found.map(({ total }) => total));
        room.replaceChildren(...found.map(({ total }, k) => {
          const bar = h("i", { class: "compared-bar", "aria-hidden": "true" });
          bar.style.setProperty("--share", `${total / most}`);
          return h("p", { class: "compared" }, h("span", {}, rows[k]?.[0] ?? ""), bar, h("b", {}, "E = ", netSpan(total)));
        }));
      },
    };
  };
}
