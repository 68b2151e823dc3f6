/**
 * Ready plans for a class: moments in order, each with its minutes and a sentence to say. They are
 * for a teacher who is new to this page, and for a substitute.
 *
 * @typedef {object} Part
 * @property {number} minutes
 * @property {string} page  its path
 * @property {string} fragment  of a link, without its "#"
 * @property {string} title
 * @property {string} say  to the class
 * @property {string} then  what to do
 *
 * @typedef {object} Plan
 * @property {number} minutes
 * @property {string} title
 * @property {readonly Part[]} parts
 */

const at = (/** @type {string} */ step) => `v=1&n=classic&s=${step}`;
const scene = (/** @type {string} */ name) => `v=1&scene=${name}`;

/** @type {Readonly<Record<string, Part>>} */
const PARTS = {
  draw: {
    minutes: 2, page: "/", fragment: at("drawing"), title: "Everybody draws a 7",
    say: "Draw a 7, the way you always write it. Somewhere in this room is a 7 that the machine gets wrong.",
    then: "Open “The wall”, and choose 7 beside “Draw”: every phone asks for it. Wait, look how many were read as a 7, and uncover two or three.",
  },
  pixels: {
    minutes: 2, page: "/", fragment: at("inputs"), title: "What the machine gets",
    say: "It does not see a 7. It gets 784 numbers, one for each small square: 0 is black, 1 is white.",
    then: "Press Next from the drawing to the inputs. Ask where the 1s are.",
  },
  guess: {
    minutes: 3, page: "/", fragment: at("inputs"), title: "Predict, talk, predict again",
    say: "Which digit will it say? Vote by yourself. Now turn to your neighbour, talk for a minute, and vote again.",
    then: "Tick “Predict first”, press Next up to the output, and let them vote twice. Next shows the votes, Next again the answer.",
  },
  sum: {
    minutes: 3, page: "/", fragment: `${at("sums-1")}&u=0.0`, title: "One neuron, by hand",
    say: "Every neuron does the same: each input times its weight, all added up, plus a bias. No magic, only a long sum.",
    then: "Open one neuron and go through three terms aloud. Check one with a calculator.",
  },
  party: {
    minutes: 6, page: "/lessons/one-neuron", fragment: scene("party"), title: "A neuron that goes to a party",
    say: "Two reasons, two weights. Will you go?",
    then: "Let them vote before you press a night. Then move a weight, and ask what will change first.",
  },
  chance: {
    minutes: 5, page: "/lessons/one-neuron", fragment: scene("chance"), title: "Yes or no, or how likely",
    say: "A cut-off says yes or no. Our network says how much. Where is it exactly in the middle?",
    then: "Switch from step to sigmoid and back, and watch the field.",
  },
  rule: {
    minutes: 5, page: "/lessons/pixels-to-numbers", fragment: scene("rule"), title: "A rule for a 7",
    say: "Write a rule that says what a 7 is. No examples, only a rule.",
    then: "Two minutes in pairs, one rule on the board. Then show the 7 that breaks it.",
  },
  paint: {
    minutes: 7, page: "/lessons/what-a-neuron-looks-for", fragment: scene("paint"), title: "What a neuron looks for",
    say: "Blue: ink here pushes the neuron up. Red: ink here pulls it down. What does this one hope for?",
    then: "Paint a neuron for a digit that the class chooses, and put it in.",
  },
  count: {
    minutes: 5, page: "/lessons/what-a-neuron-looks-for", fragment: scene("count"), title: "13,002 numbers",
    say: "How many numbers did somebody have to choose? And who chose them?",
    then: "Let them guess, then count layer by layer.",
  },
  mistakes: {
    minutes: 5, page: "/", fragment: at("answer"), title: "Make it fail",
    say: "Draw a digit that every person reads and the machine does not. Why did it fail?",
    then: "Look at the mistakes on the wall. Bring one to the stage and step through it.",
  },
  close: {
    minutes: 2, page: "/", fragment: at("answer"), title: "One sentence",
    say: "Finish the sentence: a neural network reads a digit by…",
    then: "Three pupils say theirs. Keep the class if you want its digits again, then end it.",
  },
};

/**
 * @param {string} title
 * @param {readonly (keyof typeof PARTS)[]} names
 * @returns {Plan}
 */
function plan(title, names) {
  const parts = names.flatMap((name) => PARTS[name] ?? []);
  return { title, parts, minutes: parts.reduce((sum, { minutes }) => sum + minutes, 0) };
}

const SHORT = plan("See it think", ["draw", "pixels", "guess", "sum"]);

/** @type {readonly Plan[]} */
export const PLANS = [
  SHORT,
  plan("What is a neuron?", ["draw", "pixels", "party", "chance", "guess", "mistakes", "close"]),
  plan("From ink to an answer", ["draw", "pixels", "rule", "party", "chance", "guess", "sum", "paint", "count", "mistakes", "close"]),
];

/**
 * Where one is in a plan.
 *
 * @param {number} minutes  of the plan; others than any plan's: the shortest
 * @param {string} title  of the part that one went to last, of whichever plan
 * @returns {{plan: Plan, part: Part | null, n: number, next: Part | null}}  n: which part it is, from
 *   1; 0 and null where the plan does not have it
 */
export function placeIn(minutes, title) {
  const found = PLANS.find((each) => each.minutes === minutes) ?? SHORT;
  const k = found.parts.findIndex((part) => part.title === title);
  const part = found.parts[k] ?? null;
  return { plan: found, part, n: k + 1, next: (part && found.parts[k + 1]) ?? null };
}
