/** What a page says to whoever presents to a class. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { arrivalsInWords, followersInWords, locksInWords, troubleInWords, typedAddress } from "../../../static/js/words/presenting.js";

const FINE = /** @type {const} */ ({
  connection: "online", back: true, role: "steerer", steerer: "here", wasTaken: false, blank: false, closed: false,
});

test("devices that came are counted in words", () => {
  assert.deepEqual([0, 1, 28].map(arrivalsInWords), ["No device has come yet.", "1 device has come.", "28 devices have come."]);
  assert.equal(followersInWords({ pupils: 28, following: 24 }), "24 of 28 follow");
  assert.equal(followersInWords({ pupils: 0, following: 0 }), "Nobody yet");
});

test("what a teacher locked is said as long as it is", () => {
  assert.equal(locksInWords({ held: false, paused: false, locked: false }), "");
  assert.equal(locksInWords({ held: true, paused: false, locked: true }), "The steps are locked, the class is locked");
});

test("an address is short enough to type, and keeps what it needs", () => {
  assert.equal(typedAddress("http://192.168.1.20:8000/c/H4KP7W"), "192.168.1.20:8000/c");
  assert.equal(typedAddress("https://digits.school.example/c/H4KP7W"), "https://digits.school.example/c");
});

test("“you are offline” is told from “the teacher is”, and nothing while all is well", () => {
  assert.equal(troubleInWords(FINE), "");
  assert.match(troubleInWords({ ...FINE, connection: "offline" }), /^This device is offline/);
  assert.match(troubleInWords({ ...FINE, connection: "unreachable" }), /^The server does not answer/);
  assert.match(troubleInWords({ ...FINE, back: false }), /^Coming back/);
  assert.match(troubleInWords({ ...FINE, role: "display", steerer: "away" }), /^The device that steers is offline/);
  assert.match(troubleInWords({ ...FINE, role: "display", wasTaken: true }), /^Another device steers/);
  assert.match(troubleInWords({ ...FINE, blank: true }), /blank/);
  assert.match(troubleInWords({ ...FINE, blank: true, closed: true }), /let the phones in again/);
});
