/**
 * Keeps a lesson's address a link to its moment, and goes where an address leads.
 *
 * @typedef {import("./moment.js").Fields} Fields
 */

import { readMoment, writeMoment } from "./moment.js";

const REST = 300; // ms; browsers take about three changes of the address a second
const TAMPERED = "This link was changed, or made by another version of the lesson. It opens at its start.";

/**
 * @template {{scene: string, note: string | null}} State
 * @param {{get: () => State, dispatch: (change: Partial<State>) => void, subscribe: (listener: () => void) => unknown}} store
 * @param {Fields} fields
 * @param {(scene?: string) => Partial<State>} startOf  a scene's start; the first scene's without
 */
export function createAddress({ get, dispatch, subscribe }, fields, startOf) {
  let scene = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  const fragment = () => `#${writeMoment(get(), /** @type {any} */ (startOf(get().scene)), fields)}`;

  function settle() {
    const before = scene;
    scene = get().scene;
    if (fragment() === location.hash) return;
    if (before === "" || before === scene) history.replaceState(null, "", fragment());
    else history.pushState(null, "", fragment());
  }

  function open() {
    const moment = readMoment(location.hash, fields);
    const start = startOf(/** @type {string | undefined} */ (moment?.["scene"]));
    dispatch(/** @type {Partial<State>} */ ({ ...start, ...moment, note: moment ? null : TAMPERED }));
    scene = get().scene;
  }

  subscribe(() => {
    clearTimeout(waiting);
    waiting = setTimeout(settle, REST);
  });
  addEventListener("popstate", open);

  return { open, link: () => new URL(fragment(), location.href).href };
}
