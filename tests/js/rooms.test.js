/** Which room may import from which: `docs/rooms.md` says why. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const HOUSE = fileURLToPath(new URL("../../static/js", import.meta.url));

/** Rooms that each room must not import from. @type {Readonly<Record<string, readonly string[]>>} */
const NEVER = {
  state: ["words", "link", "wire", "scene", "draw", "input", "parts", "page", "class", "kit", "lessons", "mistakes"],
  words: ["link", "wire", "scene", "draw", "input", "parts", "page", "class", "kit", "lessons", "mistakes"],
  scene: ["link", "wire", "draw", "input", "parts", "page", "class", "kit", "lessons", "mistakes"],
  draw: ["state", "words", "link", "wire", "input", "parts", "page", "class", "kit", "lessons", "mistakes"],
  wire: ["link", "scene", "draw", "input", "parts", "class", "kit", "lessons", "mistakes"],
  link: ["words", "wire", "scene", "draw", "input", "parts", "page", "class", "kit", "lessons", "mistakes"],
  input: ["words", "link", "wire", "scene", "draw", "parts", "page", "class", "kit", "lessons", "mistakes"],
  parts: ["class", "kit", "lessons", "mistakes"],
  class: ["kit", "lessons", "mistakes"], // and nothing imports from it: whoever needs it asks for it later
  kit: ["class", "lessons", "mistakes"],
  lessons: ["class", "mistakes"],
  mistakes: ["class", "lessons"],
};

/** @param {string} path  from the house */
function roomOf(path) {
  const [room, ...rest] = path.split(sep);
  return rest.length ? room : ""; // what stands at the root is every room's
}

/** @returns {readonly {module: string, needs: string}[]} paths from the house */
function arrows() {
  const modules = readdirSync(HOUSE, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".js"));
  return modules.flatMap((module) => {
    const text = readFileSync(join(HOUSE, module), "utf8");
    const found = text.matchAll(/^(?:import|export) [^;]*? from "(\.[^"]+)";|=> import\("(\.[^"]+)"\)/gm);
    return Array.from(found, ([, now, path = now ?? ""]) => ({ module, needs: relative(HOUSE, join(HOUSE, dirname(module), path)) }));
  });
}

test("no module imports from a room that is not below its own", () => {
  const all = arrows();
  assert.ok(all.length > 500, `expected the house's imports, found ${all.length}`);
  const wrong = all.filter(({ module, needs }) => NEVER[roomOf(module) ?? ""]?.includes(roomOf(needs) ?? ""));
  assert.deepEqual(wrong, []);
});

test("every room of the house is one of the map's", () => {
  const rooms = new Set(arrows().flatMap(({ module }) => roomOf(module) ?? ""));
  const map = readFileSync(new URL("../../docs/rooms.md", import.meta.url), "utf8");
  const missing = [...rooms].filter((room) => room && !map.includes(`\`${room}/\``));
  assert.deepEqual(missing, []);
});
