/**
 * "Photo": a digit on paper, chosen, taken, pasted, or dropped anywhere on the page. What that needs
 * is fetched when it is first wanted.
 *
 * @typedef {{
 *   dispatch: (action: import("../state/state.js").Action) => void,
 *   say: (note: string) => void,
 * }} Page
 */

import { onDropped } from "./dropped.js";

/**
 * Whether it is a moment that was kept, which is opened and not read.
 *
 * @param {File} file
 */
async function isKept(file) {
  try {
    return (await (await import("../link/kept.js")).stateInFile(file)) !== null;
  } catch {
    return false; // it has not come; neither will the sheet, which says so
  }
}

/** @param {Page} page */
export function createPhoto(page) {
  /** @type {Promise<ReturnType<typeof import("./photo/sheet.js").createPhotoSheet>> | null} */
  let sheet = null;
  /** @type {File | null} */
  let dropped = null;
  const fetchSheet = async () => (await import("./photo/sheet.js")).createPhotoSheet(page);

  /** @param {File} [file] */
  async function open(file) {
    try {
      (await (sheet ??= fetchSheet())).open(file);
    } catch {
      sheet = null;
      page.say("This part of the page could not be fetched. Try again once the server answers.");
    }
  }

  onDropped((file) => {
    dropped = file;
    void isKept(file).then((kept) => {
      if (!kept && file === dropped) void open(file);
    });
  });
  addEventListener("paste", (event) => {
    const file = Array.from(event.clipboardData?.files ?? []).find(({ type }) => type.startsWith("image/"));
    if (file) void open(file);
  });
  return () => void open();
}
