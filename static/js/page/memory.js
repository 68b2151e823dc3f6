/**
 * Choices that outlive a visit: which network, notation, lines, form of formulas, theme; and for the visit,
 * whether Next asks first. Never a drawing.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../state/change.js").Change} Change
 *
 * @typedef {object} Member  of a class
 * @property {"pupil" | "steerer" | "display"} role
 * @property {string} code
 * @property {string} token  "" where none was given yet
 * @property {string} [pupil]  the token of the pupil that a device was which has come to steer
 */

import { SPEEDS } from "../state/pace.js";
import { NOT_PREDICTING } from "../state/predict.js";

const KEY = "forward-pass";
const HINT = "forward-pass-hint";
const THEME = "forward-pass-theme";
const LINE = "forward-pass-line";
const MOMENT = "forward-pass-moment";
const CLASS = "forward-pass-class";
const MADE = "forward-pass-class-made";
const PREDICT = "forward-pass-predict";

/** Flat, as every version of the page has kept them. @param {State} state */
function choicesOf({ work: { network }, place: { notation, lines, form, order }, hand: { speed } }) {
  return { network, notation, lines, speed, form, order };
}

/**
 * @returns {Change} empty where nothing is kept, or keeping is forbidden
 */
export function remembered() {
  const predict = read(PREDICT, thisVisit) === "on" && { predict: { ...NOT_PREDICTING, on: true } };
  const choices = chosen();
  return predict ? { ...choices, hand: { ...choices.hand, ...predict } } : choices;
}

/** @returns {Change} */
function chosen() {
  try {
    const kept = JSON.parse(read(KEY) ?? "{}");
    const place = {
      ...((kept.notation === "a" || kept.notation === "p") && { notation: kept.notation }),
      ...((kept.lines === "weight" || kept.lines === "contribution") && { lines: kept.lines }),
      ...(["scalar", "vector", "matrix"].includes(kept.form) && { form: kept.form }),
      ...((kept.order === "size" || kept.order === "index") && { order: kept.order }),
    };
    return {
      ...(typeof kept.network === "string" && { work: { network: kept.network } }),
      ...(Object.keys(place).length && { place }),
      ...(SPEEDS.includes(kept.speed) && { hand: { speed: kept.speed } }),
    };
  } catch {
    return {}; // it holds something that is not ours
  }
}

/**
 * @param {State} state
 * @param {State} before
 */
export function remember(state, before) {
  const choices = JSON.stringify(choicesOf(state));
  if (choices !== JSON.stringify(choicesOf(before))) write(KEY, choices);
  const { on } = state.hand.predict; // for the visit: a page that is loaded again goes on asking
  if (on !== before.hand.predict.on) write(PREDICT, on ? "on" : "", thisVisit);
}

/** The hint for a first visit: whether it has been seen, and that it has been. */
export const hint = {
  wasSeen: () => read(HINT) === "seen",
  keepSeen: () => write(HINT, "seen"),
};

/** The theme that was chosen by hand: in the projector's view a choice of its own. */
export const theme = {
  /** @param {string | undefined} view */
  recall: (view) => read(themeOf(view)),
  /**
   * @param {string | undefined} view
   * @param {string} name
   */
  keep: (view, name) => write(themeOf(view), name),
};

/** @param {string | undefined} view */
const themeOf = (view) => (view === "projector" ? `${THEME}-projector` : THEME);

/** Where the page was left: for this visit, which comes back from the lessons by a link without a moment. */
export const left = {
  recall: () => read(MOMENT, thisVisit) ?? "",
  /** @param {string} fragment */
  keep: (fragment) => write(MOMENT, fragment, thisVisit),
};

/** That WebSockets hang here, so that long-polling took over: for this visit, which goes from page to page. */
export const detour = {
  wasTaken: () => read(LINE, thisVisit) === "polling",
  take: () => write(LINE, "polling", thisVisit),
};

/**
 * Who this device is in a class. A window that shows the class beside the one that steers it, or that
 * tries what a pupil sees, is so for its own visit only.
 */
export const member = {
  /** @returns {Member | null} */
  recall: () => memberIn(thisVisit) ?? memberIn(thisDevice) ?? memberIn(thisWindow),
  /** @param {Member} member */
  keep(member) {
    const { role } = member;
    const isBeside = role === "display" || (role === "pupil" && memberIn(thisDevice)?.role === "steerer");
    const text = JSON.stringify(member);
    write(CLASS, isBeside ? text : "", thisVisit);
    if (!isBeside) write(CLASS, text);
    if (this.recall()?.token !== member.token) write(CLASS, text, thisWindow); // storage is turned off
  },
  forget() {
    const isBeside = memberIn(thisVisit) !== null;
    if (this.recall()?.role !== "pupil") made.keep(""); // a display was opened with a copy
    for (const storage of [thisVisit, thisWindow]) write(CLASS, "", storage);
    if (!isBeside) write(CLASS, "");
  },
};

const thisDevice = () => localStorage;
const thisVisit = () => sessionStorage;
/** The window's name goes from page to page, too. */
const thisWindow = () => ({
  getItem: (/** @type {string} */ key) => (window.name.startsWith(key) ? window.name.slice(key.length) : null),
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => void (window.name = key + value),
});

/** @param {() => Pick<Storage, "getItem">} storage @returns {Member | null} */
function memberIn(storage) {
  try {
    return JSON.parse(read(CLASS, storage) || "null");
  } catch {
    return null; // it holds something that is not ours
  }
}

/**
 * Something else that is kept under a name of its own.
 *
 * @param {string} key
 */
export const stored = (key) => ({
  recall: () => read(key),
  /** @param {string} value */
  keep: (value) => write(key, value),
});

/**
 * @param {string} key
 * @param {() => Pick<Storage, "getItem">} [storage]
 */
function read(key, storage = thisDevice) {
  try {
    return storage().getItem(key);
  } catch {
    return null; // storage is turned off
  }
}

/**
 * As `stored`, for this visit, which goes from page to page.
 *
 * @param {string} key
 */
export const carried = (key) => ({
  recall: () => read(key, () => sessionStorage),
  /** @param {string} value */
  keep: (value) => write(key, value, () => sessionStorage),
});

/** What was made at the page that steers a class: for this visit, until the class is forgotten. */
export const made = carried(MADE);

/**
 * @param {string} key
 * @param {string} value
 * @param {() => Pick<Storage, "setItem">} [storage]
 */
function write(key, value, storage = thisDevice) {
  try {
    storage().setItem(key, value);
  } catch {
    // Storage is turned off: the choice holds until the page is closed.
  }
}
