/**
 * For paper: the stage drawn anew, at the printer's resolution and in a size of its own.
 *
 * @typedef {import("../state/state.js").State} State
 * @typedef {import("../scene/colour.js").Palette} Palette
 */

import { drawStage } from "../draw/stage.js";
import { contextOf } from "../draw/surface.js";
import { layoutOf } from "../scene/layout.js";
import { sceneOf } from "../scene/stage.js";
import { cardOf } from "../state/selectors.js";
import { h } from "./dom.js";
import { mapKitFor } from "./map-kit.js";
import { withChange } from "../state/change.js";

const SIZE = { width: 704, height: 400, font: 11 }; // px: as wide as A4 within its margins
const DENSITY = 3; // 288 dots to the inch

/**
 * @param {HTMLElement} stage
 * @param {{get: () => State, palette: () => Palette, draw: () => void}} page  `draw` draws all of
 *   the page at once: its colours are those of paper until it was printed
 */
export function createPrint(stage, { get, palette, draw }) {
  const canvas = h("canvas", {
    class: "paper-stage", width: `${SIZE.width * DENSITY}`, height: `${SIZE.height * DENSITY}`, "aria-hidden": "true",
  });

  addEventListener("beforeprint", () => {
    draw();
    const { kit, awaited } = mapKitFor(cardOf(get()));
    if (awaited) return;
    const ctx = contextOf(canvas);
    ctx.setTransform(DENSITY, 0, 0, DENSITY, 0, 0);
    const layout = { ...layoutOf(cardOf(get()), { ...SIZE, density: DENSITY }, kit), dashed: true };
    drawStage(ctx, sceneOf(withChange(get(), { hand: { hovered: null } }), layout, palette()), palette());
    stage.append(canvas);
  });
  addEventListener("afterprint", () => {
    canvas.remove();
    draw();
  });
}
