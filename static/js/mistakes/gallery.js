/**
 * The gallery: thousands of samples in rows, of which only those in sight are there. A row that
 * leaves at one end comes in again at the other with other samples.
 */

import { createWatch, h } from "../parts/dom.js";
import { createOrder } from "./order.js";
import { createTile } from "./tile.js";
import { LEGEND, tileCaption, tileInWords } from "./words.js";

const AROUND = 2; // rows beyond each edge that are there already

/**
 * @param {HTMLElement} root
 * @param {import("./choosers.js").Page} page
 */
export function createGallery(root, page) {
  const { get, set, samples, markDirty } = page;
  const order = createOrder("order", page);
  const probe = createTile();
  probe.element.classList.add("probe");
  const field = h("div", { class: "rows" });
  const box = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "The samples, row by row" }, field, probe.element);
  root.append(order.element, h("p", { class: "hint" }, LEGEND), box);
  /** Rows by their place among those that are there. @type {{element: HTMLElement, tiles: ReturnType<typeof createTile>[], place: number}[]} */
  const rows = [];
  const measured = createWatch();
  /** What was measured last: to ask for it in every frame would lay out all tiles each time. @type {{columns: number, width: number, height: number, seen: number} | null} */
  let size = null;
  let top = 0; // px
  let isOwed = true; // to scroll to the row of the sample that is looked at
  box.addEventListener("scroll", () => {
    top = box.scrollTop;
    if (size && rowOf(get().at, size) !== rowAt(top, size)) set({ at: rowAt(top, size) * size.columns });
    else markDirty();
  }, { passive: true });
  const observer = new ResizeObserver(() => {
    size = null;
    markDirty();
  });
  for (const element of [box, probe.element]) observer.observe(element);

  function measure() {
    box.style.removeProperty("--tile");
    const columns = Math.max(1, Math.floor(field.clientWidth / Math.max(1, probe.element.offsetWidth)));
    const width = field.clientWidth / columns; // so that they fill the row
    box.style.setProperty("--tile", `${width}px`);
    const height = Math.max(1, probe.element.offsetHeight);
    return { columns, width, height, seen: Math.ceil(box.clientHeight / height) };
  }

  return {
    /** @param {import("./choosers.js").Frame} frame */
    sync({ state, palette }) {
      const { network, at: first } = state;
      isOwed ||= size === null;
      const { columns, width, height, seen } = (size ??= measure());
      isOwed ||= rowOf(first, size) !== rowAt(top, size);
      if (isOwed) top = rowOf(first, size) * height;
      // The page in the middle of what is seen is asked for first.
      const n = samples.total(state, rowAt(top, size) * columns);
      order.show(state, n);
      const nRows = Math.ceil((n ?? 0) / columns);
      const nThere = Math.min(nRows, seen + 2 * AROUND + 1);
      if (measured(nRows, height)) field.style.height = `${nRows * height}px`;
      if (isOwed && n !== null) {
        box.scrollTop = top;
        top = box.scrollTop;
        isOwed = false;
      }
      const from = Math.max(0, rowAt(top, size) - AROUND);
      while (rows.length < nThere) {
        const row = { element: h("div", { class: "row" }), tiles: [], place: NaN };
        rows.push(row);
        field.append(row.element);
      }
      for (const [k, row] of rows.entries()) {
        // The row of these places that is the first one in sight, or after it.
        const place = from + ((((k - from) % rows.length) + rows.length) % rows.length);
        row.element.hidden = place >= nRows || place >= from + nThere;
        if (row.element.hidden) continue;
        if (row.place !== place) row.element.style.transform = `translateY(${place * height}px)`;
        row.place = place;
        while (row.tiles.length < columns) {
          const tile = createTile();
          row.tiles.push(tile);
          row.element.append(tile.element);
        }
        for (const [column, tile] of row.tiles.entries()) {
          const at = place * columns + column;
          tile.element.hidden = column >= columns || at >= (n ?? 0);
          if (tile.element.hidden) continue;
          tile.place(column * width);
          const sample = samples.sample(state, at);
          tile.show(sample && {
            image: sample.image,
            pass: network,
            above: `${sample.label}`,
            below: tileCaption(sample),
            name: tileInWords(sample),
            wrong: sample.label !== sample.answer,
          }, palette);
        }
      }
    },
  };
}

/** @param {number} at  a place @param {{columns: number}} size */
function rowOf(at, { columns }) {
  return Math.floor(at / columns);
}

/** @param {number} top  px @param {{height: number}} size */
function rowAt(top, { height }) {
  return Math.max(0, Math.floor(top / height));
}
