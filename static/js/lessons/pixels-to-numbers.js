/**
 * Lesson 3, "From pixels to numbers".
 *
 * @typedef {object} State
 * @property {number} pixel  that is looked at, 0 to 783
 * @property {number} unrolled  0, all in the picture, to 1, all in one line
 * @property {"ours" | "mnist"} source  of the sample
 * @property {number} seed
 * @property {number | null} digit  all of one kind, or of any
 * @property {number} at  which of the sample is looked at
 * @property {number | null} guess  which choice was taken in the scene
 * @property {number | null} selected  template
 * @property {keyof typeof SUBJECTS} subject  what is drawn in the last scene
 * @property {number} closed  steps from the 4 towards the 9
 * @property {keyof typeof NETWORKS} network  that reads it
 */

import { PIXELS, SIDE } from "../digit-image.js";
import { startLesson } from "../kit/lesson.js";
import { choice, numberIn, optional, wholeIn } from "../kit/moment.js";
import { createQuiz } from "../kit/quiz.js";
import { createDigits, MAX_SEED, N_DIGITS, NETWORK } from "./pixels-to-numbers/digits.js";
import { STEPS } from "./pixels-to-numbers/four-or-nine.js";
import { createLooking } from "./pixels-to-numbers/looking.js";
import { QUIZ } from "./pixels-to-numbers/quiz.js";
import { createSampling } from "./pixels-to-numbers/sampling.js";
import { createTurning, NETWORKS, SUBJECTS } from "./pixels-to-numbers/turning.js";

/** @type {State} */
const START = {
  pixel: 8 * SIDE + 12, // a grey one at the digit's edge
  unrolled: 0,
  source: "ours",
  seed: 1,
  digit: null,
  at: 0,
  guess: null,
  selected: null,
  subject: "turn",
  closed: 0,
  network: NETWORK,
};

startLesson({
  fields: {
    pixel: wholeIn(0, PIXELS - 1),
    unrolled: numberIn(0, 1),
    source: choice(/** @type {const} */ (["ours", "mnist"])),
    seed: wholeIn(0, MAX_SEED),
    digit: optional(wholeIn(0, 9)),
    at: wholeIn(0, N_DIGITS - 1),
    guess: optional(wholeIn(0, 2)),
    selected: optional(wholeIn(0, 9)),
    subject: choice(/** @type {State["subject"][]} */ (Object.keys(SUBJECTS))),
    closed: wholeIn(0, STEPS),
    network: choice(/** @type {State["network"][]} */ (Object.keys(NETWORKS))),
  },
  startOf: () => START,
  create(page) {
    const digits = createDigits(page);
    return [
      createLooking(page, digits.first),
      createSampling(page, digits),
      createTurning(page),
      createQuiz(page.room("quiz"), QUIZ, page),
    ];
  },
});
