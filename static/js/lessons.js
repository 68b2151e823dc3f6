/** The list of lessons: its theme and its view. */

import { createPresent } from "./parts/present.js";
import { createTheme } from "./parts/theme.js";

const [button, browser, present] = ["theme-button", "theme-color", "present-button"].map((id) => document.getElementById(id));
if (!button || !browser || !present) throw new Error("expected two buttons and a colour for the theme, found none");
const theme = createTheme(document.documentElement, button, browser, () => {});
createPresent(document.documentElement, present, theme.follow);
