/**
 * The wall of a class: how many drawings were read as what, then the drawings, uncovered one by one
 * or all at once. Whoever steers presses one to bring it to the stage, or two to put side by side.
 *
 * @typedef {import("../host.js").Host} Host
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("./tile.js").Tile} Tile
 *
 * @typedef {"step" | "compare" | "hide" | "remove"} Use  of a press on a tile
 */

import { encodeInk } from "../../link/ink.js";
import { createWatch, h, handOn, setText, setUsable } from "../../parts/dom.js";
import { sheetHead } from "../../parts/sheet.js";
import { addSheet } from "../sheet.js";
import { createGrid } from "./grid.js";
import { createKeep } from "./keep.js";
import { createMade } from "./made.js";
import { comparisonOf, momentOf } from "./moments.js";
import { countsInWords, createTiles, digitInWords, isFolded, tileOfPad } from "./tile.js";

/** @type {readonly (readonly [Use, string])[]} */
const USES = [["step", "Step through it"], ["compare", "Put two side by side"], ["hide", "Hide it"], ["remove", "Remove it"]];

/**
 * @param {HTMLElement} room  for the buttons that open it and add to it
 * @param {Host} host
 * @param {Session} session
 */
export function createClassWall(room, host, session) {
  addSheet("wall");
  const made = createMade(session);
  const own = () => made.get().tiles; // drawn at this device
  const tilesOf = createTiles();
  /** @type {Use} */
  let use = "step";
  /** @type {Tile | null} */
  let first = null;
  let unfolded = false; // what is likely no digit
  /** A class that was kept, opened again. @type {import("./kept.js").Kept | null} */
  let past = null;

  const button = (/** @type {string} */ words, /** @type {() => void} */ click) =>
    h("button", { type: "button", class: "choice", click }, words);
  const act = (/** @type {object} */ fields) => void session.act("wall", fields);
  const set = (/** @type {object} */ fields) => void session.act("set", fields);
  const show = (/** @type {Partial<import("../session.js").Front>} */ change) => void session.show(change);
  const isSteering = () => session.role() === "steerer";

  const title = h("h2", { id: "wall-title" });
  const task = h("select", {
    id: "wall-task", change: () => set({ task: task.value === "" ? null : Number(task.value) }),
  }, h("option", { value: "" }, "any digit"),
  ...Array.from({ length: 10 }, (_, digit) => h("option", { value: `${digit}` }, digitInWords(digit))));
  const cover = button("Uncover all", () => uncover(isAllSeen() ? "none" : "all"));
  const blank = button("Blank it (B)", () => show({ blank: !session.get()?.blank }));
  const fold = button("", () => {
    unfolded = !unfolded;
    sync();
  });
  const uses = USES.map(([name, words]) => h("button", { type: "button", class: "choice", click: () => choose(name) }, words));
  const said = h("p", { class: "wall-said", role: "status" });
  const answers = h("span", { class: "wall-answers" });
  const keep = createKeep(host, session, made, () => tiles(), (kept) => {
    past = kept;
    first = null;
    say("");
    sync();
  });
  const managing = h("span", { class: "row", role: "group", "aria-label": "Show" },
    h("label", { class: "wall-task", for: "wall-task" }, "Draw", task), cover, blank);
  const pressing = h("span", { class: "row", role: "group", "aria-labelledby": "wall-uses" },
    h("span", { id: "wall-uses" }, "Press a drawing to"), ...uses);
  const keeping = h("span", { class: "row" }, keep.element, fold);
  const controls = h("div", { class: "wall-controls" }, managing, pressing, keeping);
  const grid = createGrid(press, () => (managing.hidden ? uses[0] ?? dialog : blank));
  const curtain = h("p", { class: "wall-blank" });
  const dialog = h("dialog", {
    class: "class-wall", "aria-labelledby": "wall-title",
    cancel(event) {
      if (!isSteering() || past) event.preventDefault();
      if (past) close(); // the wall of today stays open under it
    },
    close: () => void (session.get() && isOpen() && (isSteering() ? close() : sync())), // by Escape
    keydown(event) {
      const isB = event instanceof KeyboardEvent && event.key.toLowerCase() === "b" && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isB && isSteering() && event.target !== task) show({ blank: !session.get()?.blank });
    },
  }, sheetHead(title, close), controls, h("div", { class: "wall-line" }, said, answers), keep.votes, grid.element, curtain);
  document.body.append(dialog);

  const add = button("Add this digit to the wall", addOwn);
  room.append(button("The wall", () => show({ wall: true })), ...(host.desk ? [add] : []));
  const changed = createWatch();

  function isOpen() {
    return past !== null || session.get()?.wall === true;
  }

  function close() {
    if (past) {
      past = null;
      sync();
    } else show({ wall: false });
  }

  /** @returns {readonly Tile[]} */
  function tiles() {
    return past?.tiles ?? [...tilesOf(session.get()?.pupils.values() ?? []), ...own()];
  }

  function isAllSeen() {
    return tiles().every((tile) => tile.hidden || tile.uncovered || isFolded(tile));
  }

  /** @param {"all" | "none"} which */
  function uncover(which) {
    const wanted = (/** @type {Tile} */ tile) => which === "all" && (tile.uncovered || !isFolded(tile));
    made.keep({ tiles: own().map((tile) => ({ ...tile, uncovered: wanted(tile) })) });
    const theirs = tiles().filter(({ id }) => !isOwn(id));
    act({ uncover: which === "none" || !theirs.some(isFolded) ? which : theirs.filter(wanted).map(({ id }) => id) });
    sync();
  }

  /** @param {Use} next */
  function choose(next) {
    use = next;
    first = null;
    say({ step: "", compare: "Press the one that is A.", hide: "Press one to hide it. It stays hidden, whatever its pupil draws next.", remove: "" }[use]);
    sync();
  }

  /**
   * @param {string} words
   * @param {...HTMLElement} buttons
   */
  function say(words, ...buttons) {
    setText(said, words);
    handOn(answers, () => answers.replaceChildren(...buttons), () => uses.find((each) => each.ariaPressed === "true"));
  }

  /** @param {Tile} tile */
  function press(tile) {
    const whose = tile.name || "this drawing";
    if (use === "hide") hide(tile, whose);
    else if (use === "remove") {
      const go = button("Remove", () => remove(tile, whose));
      say(`Remove ${whose}? The drawing is gone then, and the phone leaves the class.`, go, button("Leave it", () => say("")));
      go.focus();
    } else if (!tile.uncovered) change(tile, { uncovered: true }, () => act({ uncover: [tile.id] }));
    else if (use === "step") bring(momentOf(network(), tile.drawing));
    else if (first === null || first.id === tile.id) {
      first = first ? null : tile;
      say(first ? "Now press the one that is B." : "Press the one that is A.");
      sync();
    } else bring(comparisonOf(network(), first.drawing, tile.drawing));
  }

  /**
   * @param {Tile} tile
   * @param {string} whose
   */
  function hide(tile, whose) {
    const hidden = !tile.hidden;
    const put = (/** @type {boolean} */ on) => change(tile, { hidden: on }, () => act(on ? { hide: tile.id } : { unhide: tile.id }));
    put(hidden);
    const undo = button("Undo", () => {
      put(!hidden);
      say("");
    });
    say(`${hidden ? "Hidden" : "Shown again"}: ${whose}.`, undo);
  }

  /**
   * @param {Tile} tile
   * @param {string} whose
   */
  function remove(tile, whose) {
    if (isOwn(tile.id)) made.keep({ tiles: own().filter(({ id }) => id !== tile.id) });
    else act({ remove: tile.id });
    say(`Removed: ${whose}.`);
    sync();
  }

  /**
   * @param {Tile} tile
   * @param {Partial<Tile>} to
   * @param {() => void} tell  the server, of a pupil's
   */
  function change(tile, to, tell) {
    if (isOwn(tile.id)) {
      made.keep({ tiles: own().map((each) => (each.id === tile.id ? { ...each, ...to } : each)) });
      sync();
    } else tell();
  }

  /** @param {string} id */
  function isOwn(id) {
    return own().some((tile) => tile.id === id);
  }

  function network() {
    return session.get()?.head.moment.network ?? "";
  }

  /** @param {string} fragment  of the main page */
  function bring(fragment) {
    first = null;
    past = null;
    say("");
    show({ wall: false });
    if (host.path === "/") host.open(fragment, false);
    else location.assign(`/${location.search}#${fragment}`);
  }

  function addOwn() {
    const tile = host.desk && tileOfPad(host.desk.get(), `here-at-${Date.now()}`);
    if (!tile) return;
    made.keep({ tiles: [...own(), tile] });
    host.desk?.dispatch({ type: "clear" });
    host.say(`On the wall now: ${own().length} drawn here. The pad is free for the next.`);
    sync();
  }

  function sync() {
    const known = session.get();
    const state = host.desk?.get();
    setUsable(add, state !== undefined && tileOfPad(state, "") !== null && !isSame(state.work.drawing, own().at(-1)?.drawing));
    if (isOpen() !== dialog.open) {
      if (isOpen()) dialog.showModal();
      else dialog.close();
    }
    const palette = host.palette();
    if (!isOpen() || !changed(known?.pupils, own(), known?.head.task, known?.blank, use, first, past, unfolded, palette, isSteering())) return;
    const all = tiles();
    const isBlank = known?.blank === true && past === null;
    const isManaged = isSteering() && past === null;
    setText(title, past ? `A kept class: ${past.tiles.length} drawings` : countsInWords(all, known?.head.task ?? null));
    title.hidden = isBlank && !isSteering();
    controls.hidden = !isSteering();
    managing.hidden = past !== null;
    task.value = `${known?.head.task ?? ""}`;
    setText(cover, isAllSeen() && all.length ? "Cover all" : "Uncover all");
    setText(blank, isBlank ? "Show it again (B)" : "Blank it (B)");
    USES.forEach(([name], k) => {
      uses[k]?.setAttribute("aria-pressed", `${name === use}`);
      if (uses[k]) uses[k].hidden = past !== null && (name === "hide" || name === "remove");
    });
    curtain.hidden = !isBlank;
    setText(curtain, isSteering() ? "The wall is blank." : "");
    const folded = all.filter((tile) => !tile.hidden && isFolded(tile)).length;
    fold.hidden = folded === 0;
    setText(fold, foldInWords(folded, unfolded));
    keep.sync(past);
    grid.sync(isBlank ? [] : all, {
      palette, managed: isManaged && use === "hide", unfolded: unfolded && isSteering(), pressable: isSteering(), first: first?.id ?? null,
      task: past ? null : known?.head.task ?? null,
    });
    grid.element.hidden = isBlank;
  }

  const stops = [host.subscribe(sync), session.subscribe(sync)];
  sync();
  return {
    end() {
      for (const stop of stops) if (typeof stop === "function") stop();
      keep.end();
      made.end();
      dialog.close();
      dialog.remove();
    },
  };
}

/**
 * @param {number} n  drawings that are likely no digit
 * @param {boolean} unfolded
 */
function foldInWords(n, unfolded) {
  return `${unfolded ? "Fold" : "Show"} ${n === 1 ? "one that is" : `${n} that are`} probably no digit`;
}

/**
 * A page that is loaded again has the same drawing once more.
 *
 * @param {import("../../types.js").Drawing} a
 * @param {import("../../types.js").Drawing} [b]
 */
function isSame(a, b) {
  return a === b || (b !== undefined && encodeInk(a) === encodeInk(b));
}
