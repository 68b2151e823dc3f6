/**
 * A photo's way to the server and back: the file goes as it is, its stages and the digit image come.
 *
 * @typedef {import("../types.js").ImageInput} ImageInput
 * @typedef {import("../types.js").Picture} Picture
 */

import { inputOf } from "../digit-image.js";
import { retried } from "./asker.js";
import { Refused } from "./decode.js";

export const MAX_PHOTO = 8 * 1024 * 1024; // bytes
const PATH = "/api/photo";
const TRIES = 20; // of a photo that another one is in the way of

/** Of this page among others at the same address: one photo at a time is read for each. */
const PAGE = Math.random().toString(36).slice(2);

/**
 * @param {Blob} file
 * @returns {Promise<ImageInput>}  rejects with `Refused`, or where the server cannot be reached
 */
export function readPhoto(file) {
  let left = TRIES;
  return retried(async () => {
    if (file.size > MAX_PHOTO) throw new Refused("photo", { what: "bytes" });
    const answer = await fetch(`${PATH}?page=${PAGE}`, { method: "POST", body: file });
    if (answer.ok) return decodePhoto(await answer.json());
    if (answer.status === 413) throw new Refused("photo", { what: "bytes" });
    const { error } = await answer.json();
    left -= 1;
    throw new Refused(error.code, error.values, left > 0 && error.retry_after ? error.retry_after * 1000 : null);
  });
}

/**
 * @param {any} answer
 * @returns {ImageInput}
 */
export function decodePhoto({ stages, digit, image }) {
  const { photo, grey, even, ink } = stages;
  return {
    grey: bytesOf(image),
    photo: {
      stages: { photo: pictureOf(photo), grey: pictureOf(grey), even: pictureOf(even), ink: pictureOf(ink) },
      digit: { ...digit, fitted: Float32Array.from(bytesOf(digit.fitted), inputOf) },
    },
  };
}

/**
 * @param {{width: number, height: number, pixels: string}} sent  three bytes a pixel, or one
 * @returns {Picture}
 */
function pictureOf({ width, height, pixels }) {
  const sent = bytesOf(pixels);
  const depth = sent.length / (width * height);
  const rgba = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let band = 0; band < 3; band += 1) {
      rgba[4 * pixel + band] = sent[depth * pixel + Math.min(band, depth - 1)] ?? 0;
    }
  }
  return { width, height, rgba };
}

/** @param {string} base64 */
function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
