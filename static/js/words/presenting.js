/**
 * What the page says to whoever presents to a class. Pure.
 *
 * @typedef {import("../wire/rooms.js").Head} Head
 * @typedef {import("../state/state.js").Connection} Connection
 */

/** @param {number} n  devices in the class */
export function arrivalsInWords(n) {
  if (!n) return "No device has come yet.";
  return n === 1 ? "1 device has come." : `${n} devices have come.`;
}

/** @param {Pick<Head, "pupils" | "following">} head */
export function followersInWords({ pupils, following }) {
  return pupils ? `${following} of ${pupils} follow` : "Nobody yet";
}

/** @param {string} url  that a phone opens @returns {string}  as people type it, without the code */
export function typedAddress(url) {
  return url.replace(/^http:\/\//, "").replace(/\/[^/]*$/, "");
}

/** Why no device comes, and what to do: the likeliest first. */
export const CAUSES = /** @type {const} */ ([
  ["This computer's firewall keeps them out.", "Let Python, or Forward Pass, through it for private networks."],
  ["The phones are on another network.", "They need the Wi-Fi that this computer is on, not mobile data."],
  ["The Wi-Fi keeps its guests apart, as many schools' do.", "Turn on the hotspot of this computer or of a phone, and let all join that."],
  ["The address was typed without its end.", "The number behind the colon and the /c belong to it."],
]);

/**
 * How the device that presents stands to its class; "" while all is well.
 *
 * @param {object} known
 * @param {Connection} known.connection
 * @param {boolean} known.back  in touch with the class
 * @param {"steerer" | "display" | "pupil"} known.role
 * @param {Head["steerer"]} known.steerer
 * @param {boolean} known.wasTaken  another device took the steering from this one
 * @param {boolean} known.blank  the class sees nothing
 * @param {boolean} known.closed  no phone of those that have come can come back
 */
export function troubleInWords({ connection, back, role, steerer, wasTaken, blank, closed }) {
  if (connection === "offline") return "This device is offline. The class waits, and goes on when it is back.";
  if (connection === "unreachable") return "The server does not answer. The class waits, and goes on when it does.";
  if (!back) return "Coming back to the class…";
  if (wasTaken) return steerer === "away" ? "The device that steers is offline." : "Another device steers now.";
  if (role === "display" && steerer === "away") return "The device that steers is offline.";
  if (closed) return "Forward Pass was started anew, for this computer alone. Press Q to let the phones in again.";
  if (role === "steerer" && blank) return "The class sees a blank screen. B shows it again.";
  return "";
}

/** The switches of a class. */
export const SWITCHES = /** @type {const} */ ([
  ["held", "Lock the steps", "Nobody looks around on their own.", "steps are locked"],
  ["paused", "Pause the pads", "Nobody draws until you go on.", "pads are paused"],
  ["locked", "Lock the class", "Nobody else joins.", "class is locked"],
]);

/**
 * Which of them are on; "" for none.
 *
 * @param {Pick<Head, "held" | "paused" | "locked">} head
 */
export function locksInWords(head) {
  const on = SWITCHES.flatMap(([name, , , words]) => (head[name] ? [words] : []));
  return on.length ? `The ${on.join(", the ")}` : "";
}
