/** What the page uses is as old as the oldest browsers that it names, or there is a way without it. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT, newerInMarkup, newerInScripts, newerInStyle, newerSyntax, sources } from "./floor.js";

/** What is newer, and how the page does without it. @type {Record<string, string>} */
const SCRIPTS = {
  "Document.exitFullscreen": "called only where something is shown in full screen",
  "DocumentOrShadowRoot.fullscreenElement": "undefined is as good as null",
  "Element.requestFullscreen": "?. : the key does nothing",
  "Navigator.canShare": "?. : a file goes to the downloads",
  "Navigator.share": "called only where it can",
  "PointerEvent.getCoalescedEvents": "?. : the event itself is taken",
};

/** @type {Record<string, string>} */
const STYLES = {
  "at-rules.container": "names of the timeline's groups stand at their places, and may be narrow",
  "at-rules.media.forced-colors": "there is no such mode",
  "at-rules.page": "the printer's own margins",
  "properties.align-content.start": "it is of a grid, where it is older",
  "properties.container-type": "see the units and the rule",
  "properties.cursor": "a finger has none",
  "properties.display.math": "MathML's own by default where the name is not known",
  "properties.forced-color-adjust": "there is no such mode",
  "properties.print-color-adjust.exact": "the prefixed one stands beside it",
  "types.color.color-mix": "no tint: what is lit has its mark at the side, its weight or its ring, too",
  "types.length.container_query_length_units": "a height stands before it",
};

/** @type {Record<string, string>} */
const MARKUP = {};

test("scripts use nothing newer than the oldest browsers, unless they can do without it", () => {
  const found = newerInScripts(new URL("tsconfig.json", ROOT).pathname);
  for (const text of sources("static/js", ".js").values()) {
    for (const path of newerSyntax(text)) found.set(path, []);
  }
  assert.deepEqual([...found.keys()].sort(), Object.keys(SCRIPTS).sort(), told(found));
});

test("style sheets use nothing newer than the oldest browsers, unless they can do without it", () => {
  const found = newerInStyle([...sources("static/css", ".css").values()].join("\n"));
  const known = Object.keys(STYLES);
  const without = new Set([...found.keys()].map((path) => known.find((each) => path.startsWith(each)) ?? path));
  assert.deepEqual([...without].sort(), known.sort(), told(found));
});

test("templates use nothing newer than the oldest browsers, unless they can do without it", () => {
  const found = newerInMarkup([...sources("templates", ".html").values()].join("\n"));
  assert.deepEqual([...found.keys()].sort(), Object.keys(MARKUP).sort(), told(found));
});

test("a newer feature is found, whatever it hangs on, and an older one of its name is not", () => {
  const folder = mkdtempSync(join(new URL("tests/js/", ROOT).pathname, "planted-"));
  try {
    writeFileSync(join(folder, "planted.js"), `
      const { checkVisibility } = document.body;
      /** @type {OffscreenCanvas | null} */
      export const none = null;
      export const own = { with: 1, union: 2 };
      export const used = [[1].with(0, own.with), own.union, new Float32Array(2).toSorted(), Object.groupBy([1], String),
        document.body.showPopover, checkVisibility, structuredClone([1].findLast(Boolean)), [1].at(-1)];
    `);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({
      extends: "../../../tsconfig.json", compilerOptions: { lib: ["ESNext", "DOM"] }, include: ["planted.js"],
    }));
    assert.deepEqual([...newerInScripts(join(folder, "tsconfig.json")).keys()].sort(), [
      "Array.with", "Element.checkVisibility", "Float32Array.toSorted", "HTMLElement.showPopover", "ObjectConstructor.groupBy",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.deepEqual(newerSyntax("const one = /(?<=a)b/;"), ["javascript.regular_expressions.lookbehind_assertion"]);
  assert.deepEqual(
    [...newerInStyle("a { text-decoration: underline dotted; color: color-mix(in srgb, red, blue); height: 5cqh; b & { inset: 0 } }").keys()].sort(),
    ["properties.text-decoration.dotted", "selectors.nesting", "types.color.color-mix", "types.length.container_query_length_units"],
  );
  assert.deepEqual([...newerInMarkup('<p id="a" popover="manual">').keys()], ["global_attributes.popover"]);
});

/** @param {Map<string, string[]>} found */
function told(found) {
  return [...found].map(([name, browsers]) => `${name}: not in ${browsers.join(", ")}`).join("\n");
}
