/**
 * Which digits the sample has.
 *
 * @typedef {import("../pixels-to-numbers.js").State} State
 */

import { button, choices, sentence } from "../../kit/pieces.js";

const SOURCES = { ours: "Our digits", mnist: "MNIST" };
const ANY = "any";
/** @type {Readonly<Record<string, string>>} */
const KINDS = { [ANY]: ANY, ...Object.fromEntries(Array.from("0123456789", (digit) => [`only ${digit}`, digit])) };

/**
 * @param {ReturnType<typeof import("./digits.js").createDigits>} digits
 * @param {import("../../kit/lesson.js").Page<State>} page
 * @returns {Record<string, import("../../kit/lesson.js").Figure<State>>}
 */
export function sampleBar(digits, { set, start }) {
  return {
    sources(room, page) {
      const { sync } = choices("Where the digits are from", SOURCES, (/** @type {State} */ { source }) => source,
        (source) => set({ source, guess: null }))(room, page);
      return {
        sync(frame) {
          sync(frame);
          const sample = digits.sample(frame.state);
          if (sample) room.hidden = !sample.hasMnist;
        },
      };
    },
    kinds: choices("Which digits", KINDS, ({ digit }) => (digit === null ? ANY : `only ${digit}`), (kind) =>
      set({ digit: kind === ANY ? null : Number(KINDS[kind]), guess: null })),
    another: button(() => set({ seed: Math.floor(Math.random() * (start.max_seed + 1)), guess: null })),
    "sample-name": sentence((state) => {
      const sample = digits.sample(state);
      return sample ? `${digits.n} digits, ${sample.name}` : "The server draws a sample…";
    }),
  };
}
