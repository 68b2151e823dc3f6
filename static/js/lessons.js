/** The list of lessons: its theme. */

import { createTheme } from "./parts/theme.js";

const [button, browser] = ["theme-button", "theme-color"].map((id) => document.getElementById(id));
if (!button || !browser) throw new Error("expected a button and a colour for the theme, found none");
createTheme(document.documentElement, button, browser, () => {});
