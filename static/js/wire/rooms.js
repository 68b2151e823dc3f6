/**
 * What the server says of a class: the mirror of `app/messages/rooms.py`.
 *
 * @typedef {object} Moment  where the teacher is
 * @property {string} page  its path
 * @property {string} fragment  of a link, without its "#"
 * @property {string} [network]
 *
 * @typedef {object} Vote
 * @property {string} id
 * @property {"digit" | "neuron" | "yes-no" | "letters" | "lesson"} kind
 * @property {readonly string[]} labels  of the choices
 * @property {string} about
 * @property {1 | 2} round
 * @property {"open" | "closed" | "shown"} phase
 * @property {readonly (readonly number[])[] | null} counts  of each round, by choice, raised hands
 *   included; a pupil gets them once they are shown
 *
 * @typedef {object} Head  what everybody in a class knows
 * @property {string} code
 * @property {Moment} moment
 * @property {"mine" | "own"} steps  whose digit is stepped through: the teacher's, or each their own
 * @property {boolean} held  nobody looks around
 * @property {boolean} paused  nobody draws
 * @property {boolean} locked  nobody joins
 * @property {number | null} task  the digit that all are to draw
 * @property {boolean} drawing  and draw now: until the next moment
 * @property {"here" | "away"} steerer
 * @property {Vote | null} vote
 * @property {number} pupils
 * @property {number} following
 * @property {number} answered
 *
 * @typedef {readonly [number | null, number | null]} Votes  of one pupil, by round
 * @typedef {{prediction: number, runner_up: number | null, score: number, second?: number, doubted?: boolean}} Reading
 *   `second`: the runner-up's score; `doubted`: likely no digit
 *
 * @typedef {object} You
 * @property {string} id
 * @property {string} nickname
 * @property {boolean} following
 * @property {boolean} offered  the teacher hands the steering on to this device
 * @property {number | null} drawing
 * @property {Reading | null} reading
 * @property {Votes} votes
 *
 * @typedef {object} Pupil  as the teacher's page knows it
 * @property {string} id
 * @property {string} nickname
 * @property {boolean} here
 * @property {boolean} following
 * @property {boolean} hidden
 * @property {boolean} uncovered
 * @property {({n: number, points: Uint8Array, lengths: readonly number[], digit: any} & ({[Key in keyof Reading]: Reading[Key] | null})) | null} drawing  its reading is null until
 *   it has been read
 * @property {Votes} votes
 *
 * @typedef {{n: number, points: Uint8Array, lengths: readonly number[]}} Strokes
 *
 * @typedef {object} Told  of a class: what is there replaces what was known
 * @property {string} [code]
 * @property {number} revision
 * @property {Told} [room]  all of it, for whoever read too slowly for its parts
 * @property {Head} [head]
 * @property {Pick<Head, "pupils" | "following" | "answered">} [counts]  of the head
 * @property {You} [you]
 * @property {Strokes | null} [drawn]  a pupil's own, with the whole room
 * @property {boolean} [wall]  is to be seen
 * @property {boolean} [blank]  of the wall
 * @property {boolean} [display]  a second window shows the class
 * @property {boolean} [inviting]  how one joins is shown large
 * @property {readonly (readonly number[])[] | null} [hands]  raised, by round and choice
 * @property {readonly Pupil[]} [pupils]
 * @property {readonly string[]} [gone]
 * @property {Uint8Array} [snapshot]  what brings the class back after a restart of the server
 * @property {boolean} [ended]
 * @property {string} [told]
 */

import { check } from "./decode.js";

/**
 * @param {any} answer
 * @returns {{token?: string, room?: Told} & Record<string, any>}
 */
export function decodeRoom(answer) {
  check(answer);
  return answer;
}
