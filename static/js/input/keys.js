/**
 * Keyboard → what the page can do. Pure but for the listener itself.
 *
 * @typedef {object} Command
 * @property {readonly string[]} on  values of `KeyboardEvent.key`
 * @property {readonly string[]} keys  as printed on them
 * @property {string} does
 * @property {keyof Commands} command
 *
 * @typedef {object} Commands
 * @property {() => void} next
 * @property {() => void} back
 * @property {() => void} first
 * @property {() => void} last
 * @property {() => void} play
 * @property {() => void} cover
 * @property {() => void} fullScreen
 * @property {() => void} clear
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} surprise
 * @property {() => void} release
 * @property {() => void} help
 */

/** @type {readonly Command[]} */
export const KEYS = [
  { on: ["ArrowRight", " ", "n"], keys: ["→", "Space", "N"], does: "Next", command: "next" },
  { on: ["ArrowLeft", "p"], keys: ["←", "P"], does: "Back", command: "back" },
  { on: ["Home"], keys: ["Home"], does: "To the start", command: "first" },
  { on: ["End"], keys: ["End"], does: "To the answer", command: "last" },
  { on: ["Enter"], keys: ["Enter"], does: "Play or pause", command: "play" },
  { on: ["a"], keys: ["A"], does: "Cover the answer", command: "cover" },
  { on: ["f"], keys: ["F"], does: "Full screen", command: "fullScreen" },
  { on: ["c"], keys: ["C"], does: "Clear the pad", command: "clear" },
  { on: ["z"], keys: ["Z"], does: "Undo", command: "undo" },
  { on: ["y"], keys: ["Y"], does: "Redo", command: "redo" },
  { on: ["s"], keys: ["S"], does: "Surprise me", command: "surprise" },
  { on: ["Escape"], keys: ["Esc"], does: "Let go of the neuron", command: "release" },
  { on: ["?"], keys: ["?"], does: "This help", command: "help" },
];

/**
 * @param {EventTarget} page
 * @param {Partial<Commands>} commands  those that the page has
 */
export function listenToKeys(page, commands) {
  page.addEventListener("keydown", (event) => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented) return;
    if (event.altKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    // Ctrl+Z is what people expect; every other key with Ctrl belongs to the browser.
    if (event.ctrlKey && key !== "z" && key !== "y") return;
    if (isBusy(event.target, event.key)) return;
    const named = KEYS.find(({ on }) => on.includes(key))?.command;
    const command = named && commands[named];
    if (!command) return;
    event.preventDefault();
    command();
  });
}

/**
 * Whether the element under the keyboard needs the key itself: fields, open dialogs, sliders, and
 * buttons for Space and Enter.
 *
 * @param {EventTarget | null} target
 * @param {string} key
 */
function isBusy(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.closest("dialog, select, textarea, input:not([type=range]):not([type=checkbox])")) return true;
  // The timeline's keys step, as everywhere; another slider's move it.
  if (/^(Arrow|Page|Home|End)/.test(key) && target.closest("[type=range]:not(.scrub)")) return true;
  return (key === " " || key === "Enter") && target.closest("button, a, input, summary") !== null;
}
