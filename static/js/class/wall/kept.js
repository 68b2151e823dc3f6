/**
 * A class in one file: a page that prints on one sheet and holds what our page opens again. It has
 * the picture of the stage, the drawings that are not hidden, and the votes; nobody's name. Pure.
 *
 * @typedef {import("./tile.js").Tile} Tile
 *
 * @typedef {object} KeptVote
 * @property {string} text
 * @property {readonly string[]} labels
 * @property {readonly (readonly number[])[]} counts  of each round, by choice
 *
 * @typedef {object} Kept
 * @property {string} day  2026-11-30
 * @property {number | null} task
 * @property {string} network  that read the drawings
 * @property {string} picture  of the stage, a data: address; "" where there is none
 * @property {readonly Tile[]} tiles
 * @property {readonly KeptVote[]} votes
 *
 * @typedef {object} Made  at the page that steers a class, which alone has it
 * @property {readonly Tile[]} tiles  drawn there
 * @property {ReadonlyMap<string, KeptVote>} votes  that somebody took part in, by id
 */

import { PIXELS } from "../../digit-image.js";
import { decodeInk, encodeInk, toBytes, toText } from "../../link/ink.js";
import { decodeImage, encodeImage } from "../../wire/decode.js";
import { countsInWords, HERE, readingInWords } from "./tile.js";

const VERSION = 1;
const MARK = '<script type="application/json" id="forward-pass-class">';
const END = "</script>";
const PICTURE = /^data:image\/png;base64,[A-Za-z0-9+/=]*$/;
const MOST_TILES = 600;
const MOST_VOTES = 200;
const MOST_CHOICES = 20;

/**
 * @param {Kept} kept
 * @returns {string}  HTML
 */
export function fileOf(kept) {
  const tiles = kept.tiles.filter(({ hidden }) => !hidden);
  const data = {
    v: VERSION, day: kept.day, task: kept.task, network: kept.network, picture: kept.picture, votes: kept.votes,
    drawings: tiles.map(drawingOf),
  };
  const columns = Math.max(6, Math.ceil(Math.sqrt(tiles.length * 1.6)));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A class, ${kept.day}</title>
<style>
@page { margin: 10mm; }
body { font: 12px/1.35 system-ui, sans-serif; margin: 12px; color: #000; background: #fff; }
h1 { font-size: 18px; margin: 0 0 4px; } p { margin: 0 0 6px; }
.stage { display: block; max-width: 100%; max-height: 48mm; background: #0c0f14; }
.tiles { display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 4px; max-width: ${columns * 7}em; margin: 8px 0; }
.tiles div { text-align: center; break-inside: avoid; } svg { width: 100%; border: 1px solid #999; }
.votes { columns: 3; } table { border-collapse: collapse; break-inside: avoid; margin-bottom: 6px; }
th, td { padding: 0 8px 0 0; text-align: left; font-weight: normal; } caption { text-align: left; font-weight: bold; }
</style>
<h1>Forward Pass: a class, ${kept.day}</h1>
<p>${escaped(countsInWords(tiles, kept.task))}. Open this file again on the page with “Open a kept class”.</p>
${PICTURE.test(kept.picture) ? `<img class="stage" alt="The stage" src="${kept.picture}">` : ""}
<div class="tiles">${tiles.map(tileInHtml).join("\n")}</div>
<div class="votes">${kept.votes.map(voteInHtml).join("\n")}</div>
${MARK}${JSON.stringify(data).replaceAll("<", "\\u003c")}${END}
</html>
`;
}

/** @param {Tile} tile */
function drawingOf({ drawing, image, reading }) {
  return { ink: encodeInk(drawing), image: image && toText(new Uint8Array(encodeImage(image).image)), reading };
}

/** @param {Tile} tile */
function tileInHtml({ drawing, reading }) {
  const path = drawing.map((stroke) => `M${stroke.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join("L")}l0 0`).join("");
  const words = reading ? readingInWords(reading) : { read: "", score: "" };
  return `<div><svg viewBox="0 0 1 1"><path d="${path}" fill="none" stroke="#000" stroke-width=".06" stroke-linecap="round" stroke-linejoin="round"/></svg>${words.read} <small>${words.score}</small></div>`;
}

/** @param {KeptVote} vote */
function voteInHtml({ text, labels, counts }) {
  const head = counts.length > 1 ? "<tr><th><th>at first<th>after talking" : "";
  const rows = labels.map((label, k) => `<tr><th>${escaped(label)}${counts.map((round) => `<td>${round[k]}`).join("")}`);
  return `<table><caption>${escaped(text)}</caption>${head}${rows.join("")}</table>`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/**
 * What a file holds, from wherever it came: nothing of it is believed unseen.
 *
 * @param {string} text
 * @returns {Kept | null}  null where it is no class of ours, whole
 */
export function keptIn(text) {
  const from = text.indexOf(MARK);
  const to = text.indexOf(END, from);
  if (from < 0 || to < 0) return null;
  try {
    return read(JSON.parse(text.slice(from + MARK.length, to)));
  } catch {
    return null; // it was changed, or cut off
  }
}

/**
 * What was made, as a text for the visit: hidden drawings, too.
 *
 * @param {string} code  of the class
 * @param {Made} made
 */
export function textOf(code, { tiles, votes }) {
  const drawings = tiles.map((tile) => ({ ...drawingOf(tile), hidden: tile.hidden, uncovered: tile.uncovered }));
  return JSON.stringify({ v: VERSION, code, drawings, votes: [...votes] });
}

/**
 * @param {string} text
 * @param {string} code  of the class
 * @returns {Made | null}  null where it is of another class, or nothing of ours
 */
export function madeIn(text, code) {
  try {
    const data = JSON.parse(text);
    must(data.v === VERSION && data.code === code);
    return {
      tiles: data.drawings.map((/** @type {any} */ each, /** @type {number} */ k) => ({
        ...tileIn(each, k), id: `here-${k + 1}`, name: HERE, hidden: each.hidden === true, uncovered: each.uncovered === true,
      })),
      votes: new Map(data.votes.map((/** @type {any} */ [id, vote]) => [id, voteIn(vote)])),
    };
  } catch {
    return null;
  }
}

/**
 * @param {any} data
 * @returns {Kept}
 */
function read({ v, day, task, network, picture, drawings, votes }) {
  must(v === VERSION && /^\d{4}-\d\d-\d\d$/.test(day) && (task === null || isDigit(task)));
  must(typeof network === "string" && network.length < 100);
  must(picture === "" || PICTURE.test(picture));
  must(drawings.length <= MOST_TILES && votes.length <= MOST_VOTES);
  return { day, task, network, picture, tiles: drawings.map(tileIn), votes: votes.map(voteIn) };
}

/**
 * @param {any} kept
 * @param {number} k
 * @returns {Tile}
 */
function tileIn({ ink, image, reading }, k) {
  const { drawing, complete } = decodeInk(ink);
  const pixels = image === null ? null : toBytes(image);
  must(complete && (pixels === null ? image === null : pixels.length === PIXELS));
  return {
    id: `kept-${k}`, name: "", hidden: false, uncovered: true, drawing,
    image: pixels && decodeImage(pixels), reading: reading && readingIn(reading),
  };
}

/** @param {any} reading */
function readingIn({ prediction, runnerUp, score, second, doubted }) {
  must(isDigit(prediction) && (runnerUp === null || isDigit(runnerUp)));
  must([score, second].every((each) => typeof each === "number" && Number.isFinite(each)));
  return { prediction, runnerUp, score, second, ...(doubted === true && { doubted }) };
}

/**
 * @param {any} vote
 * @returns {KeptVote}
 */
function voteIn({ text, labels, counts }) {
  must(typeof text === "string" && text.length < 500);
  must(labels.length <= MOST_CHOICES && labels.every((/** @type {unknown} */ label) => typeof label === "string" && label.length <= 60));
  must((counts.length === 1 || counts.length === 2) && counts.every((/** @type {unknown[]} */ round) =>
    round.length === labels.length && round.every((n) => Number.isInteger(n))));
  return { text, labels, counts };
}

/** @param {unknown} value */
function isDigit(value) {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 9;
}

/** @param {boolean} holds */
function must(holds) {
  if (!holds) throw new Error("expected a class that was kept, found something else");
}
