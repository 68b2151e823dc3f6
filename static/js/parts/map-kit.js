/** What draws layers of maps comes with the first network that has any. */

import { hasMaps } from "../state/maps.js";
import { fetched } from "../wire/fetched.js";

/** @typedef {import("../scene/layout.js").MapKit} MapKit */

/** Who is told when it has come. @type {Set<() => void>} */
const waiting = new Set();

const found = fetched(() => import("../draw/map-kit.js"), () => {
  for (const changed of waiting) changed();
  waiting.clear();
});

/**
 * @param {import("../types.js").Card} card
 * @param {() => void} [changed]  it has come
 * @returns {{kit: MapKit | null, awaited: boolean}}
 */
export function mapKitFor(card, changed) {
  if (!hasMaps(card)) return { kit: null, awaited: false };
  const kit = found();
  if (!kit && changed) waiting.add(changed);
  return { kit, awaited: !kit };
}
