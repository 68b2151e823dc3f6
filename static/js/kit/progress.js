/**
 * What of the lessons has been done on this device, for the list: in each lesson the scenes whose
 * prediction was made, and the quiz.
 *
 * @typedef {{done: readonly string[], of: number}} Progress  names of scenes, and how many there are
 */

import { stored } from "../page/memory.js";

const lessons = stored("forward-pass-lessons");

/** @returns {Readonly<Record<string, Progress>>} by their slugs; empty where nothing is kept */
export function progress() {
  try {
    const kept = Object.entries(JSON.parse(lessons.recall() ?? "{}"));
    return Object.fromEntries(kept.filter(([, each]) => Array.isArray(each?.done) && each.of > 0));
  } catch {
    return {}; // it holds something that is not ours
  }
}

/** What this page has kept already. @type {Set<string>} */
const written = new Set();

/**
 * @param {string} slug
 * @param {string} scene
 * @param {number} of  how many scenes the lesson has
 */
export function keepDone(slug, scene, of) {
  if (written.has(scene)) return;
  written.add(scene);
  const all = progress();
  const done = all[slug]?.done ?? [];
  lessons.keep(JSON.stringify({ ...all, [slug]: { done: [...new Set([...done, scene])], of } }));
}

/** @param {Progress | undefined} lesson */
export function progressInWords(lesson) {
  if (!lesson) return "";
  const n = Math.min(lesson.done.length, lesson.of);
  return n === lesson.of ? "✓ done" : `${n} of ${lesson.of} done`;
}
