/** What layers of maps need comes with the first network that has any. */

import { hasMaps } from "../state/maps.js";
import { late } from "../words/late.js";
import { fetched } from "../wire/fetched.js";

/** Who is told when it has come. @type {Set<() => void>} */
const waiting = new Set();

const found = fetched(() => import("./maps.js"), ({ words }) => {
  late.maps = words;
  for (const changed of waiting) changed();
  waiting.clear();
});

/**
 * @param {import("../types.js").Card} card
 * @param {() => void} [changed]  it has come
 * @returns {{maps: typeof import("./maps.js") | null, kit: import("../scene/layout.js").MapKit | null, awaited: boolean}}
 */
export function mapKitFor(card, changed) {
  const needed = hasMaps(card);
  const maps = needed ? found() : null;
  if (needed && !maps && changed) waiting.add(changed);
  return { maps, kit: maps?.kit ?? null, awaited: needed && !maps };
}
