/**
 * The sheet behind "Keep": pictures that hold the moment, the numbers of the pass, paper.
 *
 * @typedef {import("../keep.js").Keeper} Keeper
 */

import { stateInFile } from "../../link/kept.js";
import { isEmpty } from "../../state/selectors.js";
import { where } from "../../state/where.js";
import { Refused } from "../../wire/decode.js";
import { fetchNumbers } from "../../wire/kept-numbers.js";
import { createLessonAsker } from "../../wire/lessons.js";
import { h, setText, setUsable } from "../dom.js";
import { sheetHead } from "../sheet.js";
import { pngOf, save, svgOf } from "./files.js";
import { layOut } from "./worksheet.js";

const USUAL = { width: 704, height: 430 }; // px, where the stage is not to be seen

/** @param {Keeper} keeper */
export function createKeepSheet({ get, subscribe, ask, on, say, palette, paper, fontSize, fragment, go, stage }) {
  const askTool = createLessonAsker({ ask: (event, message) => ask(event, { lesson: "keep", ...message }), on }, {
    waits() {}, connection: () => get().line.connection, subscribe,
  });
  const told = h("p", { class: "hint", role: "status" });
  const chosen = h("input", {
    type: "file", accept: "image/png,image/svg+xml", hidden: true, "aria-label": "Kept file",
    change() {
      const [file] = chosen.files ?? [];
      chosen.value = "";
      if (file) void openFile(file);
    },
  });
  const button = (/** @type {string} */ words, /** @type {() => unknown} */ does) =>
    h("button", { type: "button", class: "choice", click: () => void does() }, words);
  const check = (/** @type {() => void} */ change) => h("input", { type: "checkbox", change });
  const answers = check(() => { if (answers.checked) blanks.checked = true; });
  const blanks = check(() => { if (!blanks.checked) answers.checked = false; });
  const numbers = [
    button("Save the numbers for Python (NPZ)", () => saveNumbers("npz")),
    button("Save the numbers for anything (JSON)", () => saveNumbers("json")),
  ];
  const dialog = h("dialog", { class: "sheet keep", "aria-labelledby": "keep-title", click(event) {
    if (event.target === dialog) dialog.close();
  } },
    sheetHead(h("h2", { id: "keep-title" }, "Keep this moment"), () => dialog.close()),
    h("h3", {}, "As a picture"),
    h("p", {}, "The picture holds the moment: drop it on this page, or open it here, and the page is as it is now."),
    h("div", { class: "row" },
      button("Save a picture (PNG)", async () => keep(await pngOf(looks(), palette()), "png")),
      button("Save a drawing for print (SVG)", () => keep(svgOf(looks(), paper()), "svg")),
      button("Open a kept file", () => chosen.click()), chosen),
    h("h3", {}, "In numbers"),
    h("p", {}, "All that the network computed, and its weights, each under its name."),
    h("div", { class: "row" }, ...numbers),
    told,
    h("h3", {}, "On paper"),
    h("p", {}, "One page, A4 or Letter, that is clear in black and white, too."),
    h("label", { class: "check" }, blanks, "Leave blanks, to guess before looking"),
    h("label", { class: "check" }, answers, "Print answers, too, on a second page"),
    h("div", { class: "row" }, button("Print this moment", printIt)));
  document.body.append(dialog);

  const looks = () => {
    const { clientWidth, clientHeight } = stage;
    const size = clientWidth ? { width: clientWidth, height: clientHeight } : USUAL;
    return { state: get(), fragment: fragment(), size: { ...size, font: fontSize() } };
  };

  /** @param {Blob} content @param {string} ending */
  function keep(content, ending) {
    const state = get();
    return save(content, `forward-pass-${state.work.network}-${where(state).step.id}.${ending}`);
  }

  /** @param {"npz" | "json"} kind */
  async function saveNumbers(kind) {
    const state = get();
    for (const each of numbers) setUsable(each, false);
    try {
      const file = await fetchNumbers(askTool, state, kind, (share) => setText(told, `${Math.round(100 * share)} %`));
      setText(told, "");
      await keep(file, kind);
    } catch (error) {
      setText(told, error instanceof Refused ? error.message : "The numbers come from the server, which does not answer. Try again once it does.");
    }
    ready();
  }

  function ready() {
    const isBare = isEmpty(get());
    for (const each of numbers) setUsable(each, !isBare);
    if (isBare) setText(told, "There are no numbers yet: draw a digit first.");
  }

  function printIt() {
    dialog.close();
    if (blanks.checked) layOut(get(), paper(), { answers: answers.checked });
    print();
  }

  /** @param {File} file */
  async function openFile(file) {
    const found = await stateInFile(file);
    if (found) {
      dialog.close();
      go(found);
    } else {
      const why = found === null
        ? "This file holds no moment. Open a picture that was saved here with Keep."
        : "This picture was changed or cut off, and its moment cannot be read. Save it again where it was made.";
      if (dialog.open) setText(told, why);
      else if (found !== null) say(why); // what holds no moment is taken for a photo
    }
  }

  return {
    open() {
      setText(told, "");
      ready();
      dialog.showModal();
    },
    openFile,
  };
}
