/**
 * Choices that outlive a visit: which network, which notation, which lines. Never a drawing.
 *
 * @typedef {import("./state.js").State} State
 */

const KEY = "forward-pass";
const CHOICES = /** @type {const} */ (["network", "notation", "lines", "speed"]);

/**
 * @returns {Partial<State>} empty where nothing is kept, or keeping is forbidden
 */
export function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return {
      ...(typeof kept.network === "string" && { network: kept.network }),
      ...((kept.notation === "a" || kept.notation === "p") && { notation: kept.notation }),
      ...((kept.lines === "weight" || kept.lines === "contribution") && { lines: kept.lines }),
      ...([0.5, 1, 2, 4].includes(kept.speed) && { speed: kept.speed }),
    };
  } catch {
    return {}; // storage is turned off, or holds something that is not ours
  }
}

/**
 * @param {State} state
 * @param {State} before
 */
export function remember(state, before) {
  if (CHOICES.every((choice) => state[choice] === before[choice])) return;
  const kept = Object.fromEntries(CHOICES.map((choice) => [choice, state[choice]]));
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage is turned off: the choice holds until the page is closed.
  }
}
