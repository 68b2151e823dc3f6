/**
 * "Keep": this moment as a file or on paper, and a kept file opened again, also where it is dropped on
 * the page. What that needs is fetched ahead, so that it is there without the server, too.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../scene/colour.js").Palette} Palette
 *
 * @typedef {object} Keeper  what the page gives to it
 * @property {() => State} get
 * @property {(listener: () => void) => (() => unknown)} subscribe
 * @property {import("../wire/asker.js").Send} ask
 * @property {ReturnType<typeof import("../wire/socket.js").openSocket>["on"]} on
 * @property {(note: string) => void} say
 * @property {() => Palette} palette
 * @property {() => Palette} paper  the palette of paper
 * @property {() => number} fontSize
 * @property {() => string} fragment  of the link to this moment
 * @property {(fragment: string) => void} go  to the moment of a fragment
 * @property {HTMLElement} stage
 */

import { onDropped } from "./dropped.js";
import { icon } from "./icons.js";
import { ahead } from "./later.js";

/**
 * @param {HTMLElement} button
 * @param {Keeper} keeper
 */
export function createKeep(button, keeper) {
  /** @type {Promise<ReturnType<typeof import("./keep/sheet.js").createKeepSheet>> | null} */
  let sheet = null;
  const fetchSheet = async () => (await import("./keep/sheet.js")).createKeepSheet(keeper);

  /** @param {(sheet: ReturnType<typeof import("./keep/sheet.js").createKeepSheet>) => unknown} use */
  async function withSheet(use) {
    try {
      use(await (sheet ??= fetchSheet()));
    } catch {
      sheet = null;
      keeper.say("This part of the page could not be fetched. Try again once the server answers.");
    }
  }

  button.append(icon("keep"));
  button.setAttribute("aria-label", "Keep or print");
  button.title = "Keep or print this moment";
  button.addEventListener("click", () => void withSheet(({ open }) => open()));
  ahead(() => void (sheet ??= fetchSheet()).catch(() => (sheet = null)));

  onDropped((file) => void withSheet(({ openFile }) => openFile(file)));
}
