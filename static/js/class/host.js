/**
 * What a page offers to a class that is on it.
 *
 * @typedef {object} Host
 * @property {string} path  of the page: "/", "/lessons/downhill"
 * @property {ReturnType<typeof import("../wire/socket.js").openSocket>["ask"]} ask
 * @property {ReturnType<typeof import("../wire/socket.js").openSocket>["on"]} on
 * @property {() => import("../state/state.js").Connection} connection
 * @property {(listener: (now: any, before: any) => void) => unknown} subscribe  to whatever changes
 *   on the page: what it knows now, and before
 * @property {(may: (next: any, before: any) => boolean) => void} guard  whether a change may be
 * @property {() => import("../wire/rooms.js").Moment} moment  of this page, as a link holds it
 * @property {() => boolean} isAtRest  the moment is one to show
 * @property {(fragment: string, placeOnly: boolean, isLent?: boolean) => unknown} open  goes to a
 *   moment of this page; placeOnly: whatever was drawn stays; isLent: the first stroke replaces the
 *   drawing that comes with it
 * @property {(note: string | null) => void} say
 * @property {() => import("../scene/colour.js").Palette} palette
 * @property {Desk | null} desk  of the page that has one pad and one stage
 * @property {(about?: string) => Question | null} question  that the page asks now; of several, the one
 *   that is about this
 * @property {(about: string) => void} tell  the page answers it itself: the guess is nobody's
 * @property {(about: string) => number | null} [answer]  of a page without a desk: the number of the
 *   choice that holds, where the page has told it
 * @property {(takes: () => boolean) => void} beforeNext  asked at every Next; true: this one is for
 *   something else
 *
 * @typedef {object} Desk
 * @property {() => import("../state/state.js").State} get
 * @property {(action: import("../state/state.js").Action) => void} dispatch
 * @property {() => string} picture  of the stage, a data: address
 *
 * @typedef {object} Question
 * @property {"digit" | "neuron" | "lesson"} kind
 * @property {string} about  the page and what on it: another question has another one
 * @property {string} text
 * @property {readonly string[]} labels  of its choices
 */

export {};
