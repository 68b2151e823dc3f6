/**
 * What a page offers to a class that is on it.
 *
 * @typedef {object} Host
 * @property {string} path  of the page: "/", "/lessons/downhill"
 * @property {ReturnType<typeof import("../wire/socket.js").openSocket>["ask"]} ask
 * @property {ReturnType<typeof import("../wire/socket.js").openSocket>["on"]} on
 * @property {() => import("../state/state.js").Connection} connection
 * @property {(listener: () => void) => unknown} subscribe  to whatever changes on the page
 * @property {() => import("../wire/rooms.js").Moment} moment  of this page, as a link holds it
 * @property {() => boolean} isAtRest  the moment is one to show
 * @property {(fragment: string, placeOnly: boolean) => unknown} open  goes to a moment of this page;
 *   placeOnly: whatever was drawn stays
 * @property {(note: string | null) => void} say
 * @property {() => import("../scene/colour.js").Palette} palette
 * @property {Desk | null} desk  of the page that has one pad and one stage
 *
 * @typedef {object} Desk
 * @property {() => import("../state/state.js").State} get
 * @property {(action: import("../state/state.js").Action) => void} dispatch
 */

export {};
