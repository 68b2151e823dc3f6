/** The list of lessons: its theme, its view, and what has been done on this device. */

import { progress, progressInWords } from "./kit/progress.js";
import { createDoor } from "./parts/door.js";
import { createPresent } from "./parts/present.js";
import { createTheme } from "./parts/theme.js";

const [button, browser, present, door, note] =
  ["theme-button", "theme-color", "present-button", "class-button", "note"].map((id) => document.getElementById(id));
if (!button || !browser || !present || !door || !note) throw new Error("expected three buttons, a colour and a note, found fewer");
const theme = createTheme(document.documentElement, button, browser, () => {});
createPresent(document.documentElement, present, theme.follow);
const say = (/** @type {string | null} */ words) => void (note.textContent = words ?? "");
createDoor(door, async () => {
  const { createHost } = await import("./class/lineless.js");
  return createHost(door.dataset["client"] ?? "", location.pathname, say, theme.palette);
}, say);

function showProgress() {
  const done = progress();
  for (const room of document.querySelectorAll("[data-done]")) {
    room.textContent = progressInWords(done[room.getAttribute("data-done") ?? ""]);
  }
}

showProgress();
addEventListener("pageshow", showProgress); // by the browser's Back

