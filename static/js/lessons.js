/** The list of lessons: its theme, its view, and what has been done on this device. */

import { progress, progressInWords } from "./kit/progress.js";
import { createPresent } from "./parts/present.js";
import { createTheme } from "./parts/theme.js";

const [button, browser, present] = ["theme-button", "theme-color", "present-button"].map((id) => document.getElementById(id));
if (!button || !browser || !present) throw new Error("expected two buttons and a colour for the theme, found none");
const theme = createTheme(document.documentElement, button, browser, () => {});
createPresent(document.documentElement, present, theme.follow);

function showProgress() {
  const done = progress();
  for (const room of document.querySelectorAll("[data-done]")) {
    room.textContent = progressInWords(done[room.getAttribute("data-done") ?? ""]);
  }
}

showProgress();
addEventListener("pageshow", showProgress); // by the browser's Back

