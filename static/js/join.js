/**
 * The door of a class: takes its code, or a link that steers or shows it, and goes on to where the
 * class is. It becomes a pupil here, so that a wrong code is told where it was typed.
 *
 * @typedef {import("./page/memory.js").Member} Member
 * @typedef {import("./wire/rooms.js").Moment} Moment
 */

import { member } from "./page/memory.js";
import { setText, setUsable } from "./parts/dom.js";
import { createTheme } from "./parts/theme.js";
import { createAsker, Lost } from "./wire/asker.js";
import { Refused } from "./wire/decode.js";
import { decodeRoom } from "./wire/rooms.js";
import { openSocket } from "./wire/socket.js";
import { LENGTH, lengthInWords, typedCode } from "./words/code.js";
import { lineInWords } from "./words/status.js";

const SLOW = 4000; // ms after which whoever waits is told for what

/** By the last part of the address, whose fragment is a token. @type {Readonly<Record<string, Member["role"]>>} */
const LINKS = { start: "steerer", show: "display" };
const DOES = /** @type {const} */ ({ pupil: "join", steerer: "steer", display: "display" });

/**
 * @template {HTMLElement} [Kind=HTMLElement]
 * @param {string} selector
 */
function find(selector) {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`expected an element ${selector}, found none`);
  return /** @type {Kind} */ (element);
}

const form = find("#door");
const field = /** @type {HTMLInputElement} */ (find("#code"));
const button = find("#enter");
const told = find("#told");
const title = find("h1");
const take = find("#take");
createTheme(document.documentElement, find("#theme-button"), find("#theme-color"), () => {});

/** What is asked once there is a line. @type {{role: Member["role"], with: Record<string, any>} | null} */
let wanted = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let slow;
let line = { connection: /** @type {import("./state/state.js").Connection} */ ("connecting"), late: false };
const put = createAsker(openSocket(/** @type {any} */ (globalThis).io, changed("connection"), changed("late")).ask);

/** @param {keyof typeof line} name */
function changed(name) {
  return (/** @type {any} */ value) => {
    line = { ...line, [name]: value };
    const isOnline = line.connection === "online";
    if (wanted) say(isOnline ? "Joining…" : lineInWords(line, { stays: "Stay on this page", again: "tried again" })?.[1] ?? "");
    if (name === "connection" && isOnline && wanted) void enter(wanted);
  };
}

/**
 * @param {string} words
 * @param {"fine" | "trouble"} [kind]
 */
function say(words, kind = "fine") {
  told.dataset["kind"] = kind;
  setText(told, words);
}

/** @param {NonNullable<typeof wanted>} way */
function want(way) {
  wanted = way;
  setUsable(button, false);
  clearTimeout(slow);
  slow = setTimeout(() => {
    if (wanted && line.connection === "online") say("Still waiting: the class is not back yet. This page keeps trying.");
  }, SLOW);
  if (line.connection === "online") void enter(way);
  say(line.connection === "online" ? "Joining…" : "Connecting…");
}

/** @param {NonNullable<typeof wanted>} way */
async function enter(way) {
  const { role, with: fields } = way;
  try {
    const { token, room } = await put("room", { do: DOES[role], ...fields }, decodeRoom);
    if (wanted !== way) return;
    member.keep({ role, code: room?.code ?? "", token: token ?? fields["token"] });
    goTo(/** @type {Moment} */ (room?.head?.moment), role);
  } catch (error) {
    if (error instanceof Lost || wanted !== way) return; // asked again once the line is back
    if (!(error instanceof Refused)) throw error;
    refused(error, way);
  }
}

/**
 * @param {Refused} error
 * @param {NonNullable<typeof wanted>} way
 */
function refused(error, { role, with: fields }) {
  const typed = typedCode(field.value);
  if (role === "pupil" && fields["token"] && typed) return want({ role, with: { code: typed } });
  wanted = null;
  setUsable(button, true);
  say(error.message, "trouble");
  take.hidden = error.code !== "taken";
  if (role === "pupil") field.select();
}

/**
 * @param {Moment} moment
 * @param {Member["role"]} role
 */
function goTo({ page, fragment }, role) {
  location.replace(`${page}${role === "display" ? "?view=projector" : ""}#${fragment}`);
}

/** @param {string} code */
function join(code) {
  if (code.length !== LENGTH) return say(lengthInWords(code.length), "trouble");
  const before = member.recall();
  const token = before?.code === code && (before.role === "pupil" ? before.token : before.pupil);
  want({ role: "pupil", with: token ? { token } : { code } });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!wanted) join(typedCode(field.value));
});
take.addEventListener("click", () => {
  take.hidden = true;
  want({ role: "steerer", with: { token: location.hash.slice(1), take: true } });
});

const last = (location.pathname.split("/")[2] ?? "").replace(/%[\da-f]{2}/gi, "");
const linked = LINKS[last];
if (linked) {
  form.hidden = true;
  setText(title, linked === "steerer" ? "Your class" : "The class on this screen");
  if (location.hash.length > 1) want({ role: linked, with: { token: location.hash.slice(1) } });
  else say("This link has lost its end. Copy the whole of it, or begin a class with the button “Class”.", "trouble");
} else if (last) {
  field.value = typedCode(last);
  join(field.value);
} else {
  field.focus();
}
