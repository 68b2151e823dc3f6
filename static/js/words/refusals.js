/**
 * What the server refused, in words for whoever is using the page. Limits come with the error.
 */

const PAGE = "Something went wrong in this page. Load it again to go on.";
const EDIT = "This network has no such place, or it cannot hold that number: the change was not made.";
const PATIENCE = "Too much was asked at once. Try again in a moment.";

const SAVE = "Save it as JPEG, PNG or WebP, or take a photo of it.";

/** What was wrong with a photo, and what to do. @type {Readonly<Record<string, string>>} */
const PHOTO = {
  bytes: "This file is larger than 8 MB. Send a smaller photo.",
  broken: "This file is damaged, or only a part of it. Save it anew, or take another photo.",
  clear: "This WebP has more than 8 million pixels, some of them see-through. Save it as JPEG.",
  gif: `This is a GIF. ${SAVE}`,
  heic: "This is HEIC, AVIF or a film. On an iPhone: Settings, Camera, Formats, Most Compatible. Or send a screenshot of it.",
  ink: "No digit was found. Write one large and dark on plain paper, and let it fill half of the photo.",
  moves: "This picture moves. Send one that stands still.",
  other: `This is no photo that the page can read. ${SAVE}`,
  pixels: "This photo has more than 24 million pixels. Make it smaller, or cut out the digit.",
  slow: "This photo took too long to read. Try a smaller one, or cut out the digit.",
  small: "This picture is too small, or too narrow, to read a digit from. Send a larger one.",
  svg: `This is an SVG, which says how to draw a picture. ${SAVE}`,
};

/** By the server's code. @type {Readonly<Record<string, string | ((values: any) => string)>>} */
const WORDS = {
  activation: PAGE,
  away: "The class cannot be reached just now. What you did goes through by itself once it is back.",
  code: "No class has this code. Look at it again on the wall: it may have ended, too.",
  ended: "This class has ended.",
  event: PAGE,
  forbidden: "This device may not do that in this class. Join again with the code on the wall.",
  full: "This class is full. Ask your teacher to let somebody go.",
  gone: "The teacher's page is not back yet.",
  locked: "Nobody can join this class just now. Ask your teacher to unlock it.",
  paused: "Your teacher has paused drawing. What you drew is still there.",
  port: "Another program uses this port on the network. Stop it, or start Forward Pass with another port: --port 8123.",
  taken: "Another device steers this class now.",
  vote: "This vote is over.",
  busy: "Too many people wait for an answer just now. Try again in a minute.",
  edit: EDIT,
  image: PAGE,
  input: PAGE,
  internal: "Something went wrong on the server. It was not your doing; try something else, or try again.",
  layer: EDIT,
  lesson: "The server no longer has this lesson. Load the page again to see which there are.",
  limit: ({ what, least, most }) => (what === "size"
    ? `Here a number goes from −${figure(most)} to ${figure(most)}.`
    : `Here it goes ${least ? `from ${least}` : "up"} to ${figure(most)} ${what}.`),
  message: PAGE,
  mnist: ({ damaged }) => (damaged
    ? "What this server has of MNIST is not whole, or was changed. “forward-pass mnist fetch” brings it anew. Ours are there."
    : "This server has no MNIST digits to show. Ours are there."),
  network: "The server no longer has this network. Load the page again to see which there are.",
  neuron: EDIT,
  numbers: PAGE,
  overflow: "The numbers grew too large to compute with. Make a weight or an input smaller.",
  photo: ({ what }) => PHOTO[what] ?? PHOTO.other ?? "",
  points: ({ most }) => (most ? `A drawing has at most ${figure(most)} points. Undo a line to go on.` : PAGE),
  rate: PATIENCE,
  region: PAGE,
  replaced: PATIENCE,
  shape: PAGE,
  size: "This is more than the server reads in one question, 64 KB. Undo a part of it to go on.",
  slow: ({ seconds }) => `That took more than ${figure(seconds)} seconds, so the server stopped it.`,
  stopped: PATIENCE,
  sweep: PAGE,
  vector: PAGE,
  wire: "The server has another version of this page. Load the page again to go on.",
};

/**
 * @param {string} code
 * @param {object} [values]
 * @returns {string}  a sentence, or two
 */
export function refusalOf(code, values = {}) {
  const words = WORDS[code] ?? PAGE;
  return typeof words === "string" ? words : words(values);
}

/** @param {number} number */
function figure(number) {
  return number.toLocaleString("en");
}
