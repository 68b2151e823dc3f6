/**
 * "Keep": the class as a file, and a file opened again.
 *
 * @typedef {import("../host.js").Host} Host
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("./kept.js").Kept} Kept
 */

import { createWatch, h, handOn, setText } from "../../parts/dom.js";
import { onDropped } from "../../parts/dropped.js";
import { createBallot } from "../vote/ballot.js";
import { questionInWords } from "../vote/words.js";
import { fileOf, keptIn } from "./kept.js";

const LARGEST = 30_000_000; // bytes of a file that is looked into

/**
 * @param {Host} host
 * @param {Session} session
 * @param {import("./made.js").MadeHere} made
 * @param {() => readonly import("./tile.js").Tile[]} tiles  of the wall
 * @param {(kept: Kept) => void} open
 */
export function createKeep(host, session, made, tiles, open) {
  const said = h("span", { role: "status" });
  const file = h("input", {
    type: "file", id: "kept-file", class: "visually-hidden", accept: ".html,text/html", tabindex: "-1", "aria-label": "A kept class",
    change: () => {
      const [chosen] = file.files ?? [];
      if (chosen) void look(chosen);
      file.value = "";
    },
  });
  const save = h("button", { type: "button", class: "choice", click: keep }, "Keep");
  const reopen = h("button", { type: "button", class: "choice", click: () => file.click() }, "Open a kept class");
  const element = h("span", { class: "row" }, save, reopen, file, said);
  const shown = h("section", { class: "kept-votes", "aria-label": "Votes", hidden: true });

  const over = new AbortController();
  const changed = createWatch();
  const stop = session.subscribe(() => {
    const vote = session.get()?.head.vote;
    if (!vote?.counts?.flat().some(Boolean) || !changed(vote.id, `${vote.counts}`)) return;
    const { votes } = made.get();
    const text = votes.get(vote.id)?.text ?? questionInWords(vote, host.question(vote.about));
    made.keep({ votes: new Map(votes).set(vote.id, { text, labels: vote.labels, counts: vote.counts }) });
  });

  onDropped((dropped, event) => {
    if (host.desk && !/\.html?$/i.test(dropped.name)) return; // the page's own: a photo, or a moment that was kept
    event.stopPropagation();
    void look(dropped);
  }, { target: document, signal: over.signal });

  function keep() {
    const known = session.get();
    const day = new Date().toLocaleDateString("sv"); // 2026-11-30
    const text = fileOf({
      day, task: known?.head.task ?? null, network: known?.head.moment.network ?? "",
      picture: host.desk?.picture() ?? "", tiles: tiles(), votes: [...made.get().votes.values()],
    });
    const address = URL.createObjectURL(new Blob([text], { type: "text/html" }));
    h("a", { href: address, download: `class-${day}.html` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    setText(said, "Kept in one file: it holds children’s handwriting, and no names.");
  }

  /** @param {File} chosen */
  async function look(chosen) {
    const kept = chosen.size > LARGEST ? null : keptIn(await chosen.text());
    const words = "This file holds no class that was kept here, or not all of it.";
    setText(said, kept ? "" : words);
    if (kept) open(kept);
    else host.say(words);
  }

  return {
    element,
    votes: shown,

    end() {
      over.abort();
      stop();
    },

    /** @param {Kept | null} kept  that is open */
    sync(kept) {
      handOn(save, () => (save.hidden = kept !== null), () => reopen);
      shown.hidden = kept === null || (!kept.votes.length && !kept.picture);
      shown.replaceChildren(
        ...(kept?.picture ? [h("img", { src: kept.picture, alt: "The stage as it was" })] : []),
        ...(kept?.votes ?? []).map(({ text, labels, counts }) => h("figure", {}, h("figcaption", {}, text),
          ...createBallot({ id: "", kind: "letters", about: "", labels, counts, round: 2, phase: "shown" }, {
            pictures: () => [], count: null, hands: [],
          }))));
    },
  };
}
