/**
 * How one joins the class, large enough for the last row: a QR code, an address, and the code. It says
 * what to do where nobody comes.
 *
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("./ways.js").Way} Way
 */

import { createList, createWatch, h, handOn, setText } from "../../parts/dom.js";
import { sheetHead } from "../../parts/sheet.js";
import { codeInWords } from "../../words/code.js";
import { arrivalsInWords, CAUSES, typedAddress } from "../../words/presenting.js";

const PATIENCE = 60_000; // ms after which whoever waits for a device is told what may be wrong

/**
 * @param {Session} session
 * @param {ReturnType<typeof import("./ways.js").createWays>} ways
 */
export function createInvitation(session, ways) {
  let chosen = ""; // adapter of the way that is shown; "": the likeliest
  let isLate = false;
  let isNew = false; // the class begins by closing it
  let hasCome = false; // to the class
  const heard = createWatch();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  const title = h("h2", { id: "invite-title" });
  const picture = h("img", { class: "invite-qr", alt: "" });
  const address = h("b", { class: "invite-address", translate: "no" });
  const code = h("b", { class: "invite-code", translate: "no" });
  const count = h("p", { class: "invite-count", role: "status" });
  const others = h("div", { class: "row", role: "group", "aria-labelledby": "invite-others" });
  const showOthers = createList(others, createOther);
  const other = h("div", { class: "invite-others" },
    h("p", { id: "invite-others" }, "The address does not open? This computer has others, too:"), others);
  const causes = h("div", { class: "invite-causes" },
    h("h3", {}, "No device comes? It may be one of these:"),
    h("ul", {}, ...CAUSES.map(([why, what]) => h("li", {}, h("b", {}, why), ` ${what}`))));
  const alone = h("p", { class: "invite-alone" },
    "This computer is on no network that phones could share. Connect it to the Wi-Fi of the phones, or turn on its hotspot: the address appears here by itself. ",
    "Without phones, raised hands are counted, and pupils draw here in turn.");
  const open = h("button", { type: "button", class: "step-button primary", click: () => void ways.open() }, "Let phones in");
  const closed = h("div", { class: "invite-closed" },
    h("p", {}, "So far only this computer opens the page. Let the phones on its network in? Then everybody on that network can open it, until Forward Pass is stopped."),
    open);
  const foreign = h("p", { class: "invite-foreign" },
    "So far only the computer that runs Forward Pass opens the page. Press “Class” there to let phones in.");
  const joins = h("ol", { class: "invite-ways" },
    h("li", {}, "Scan this with your camera, or open ", address),
    h("li", {}, "If it asks for a code, it is ", code));
  const begin = h("button", { type: "button", class: "step-button", click: () => dialog.close() });
  const presentButton = document.getElementById("present-button");
  const present = h("button", {
    type: "button", class: "step-button",
    click() {
      dialog.close();
      presentButton?.click();
    },
  });
  const dialog = h("dialog", {
    class: "sheet invitation", "aria-labelledby": "invite-title",
    close() {
      ways.watch(false);
      clearTimeout(waiting);
      tell(false);
    },
    keydown(event) {
      if (event instanceof KeyboardEvent && event.key.toLowerCase() === "q" && !event.ctrlKey && !event.metaKey && !event.altKey) dialog.close();
    },
  }, sheetHead(title, () => dialog.close()),
  h("div", { class: "invite" }, picture,
    h("div", { class: "invite-words" }, closed, foreign, alone, joins, count, other, causes, h("div", { class: "row" }, begin, present))));
  document.body.append(dialog);

  function createOther() {
    /** @type {Way | null} */
    let way = null;
    const element = h("button", {
      type: "button", class: "choice", translate: "no",
      click() {
        chosen = way?.adapter ?? "";
        sync();
      },
    });
    return {
      element,
      show(/** @type {Way} */ shown) {
        way = shown;
        setText(element, typedAddress(shown.url) + (shown.adapter && ` (${shown.adapter})`));
        element.setAttribute("aria-pressed", `${shown === current()}`);
      },
    };
  }

  /** @returns {Way | null} */
  function current() {
    const all = ways.get()?.ways ?? [];
    return all.find(({ adapter }) => adapter === chosen) ?? all[0] ?? null;
  }

  function sync() {
    const known = ways.get();
    const room = session.get();
    const way = current();
    const isClosed = known?.closed ?? false;
    const n = room?.head.pupils ?? 0;
    handOn(dialog, () => {
      closed.hidden = !isClosed || !known?.may_open || way === null;
      foreign.hidden = !isClosed || known?.may_open === true;
      alone.hidden = known === null || way !== null || !foreign.hidden;
      joins.hidden = picture.hidden = way === null || isClosed;
      other.hidden = joins.hidden || (known?.ways.length ?? 0) < 2;
      causes.hidden = joins.hidden || n > 0 || !isLate;
    }, () => begin);
    present.hidden = isClosed || session.role() !== "steerer" || presentButton?.ariaPressed !== "false" || !presentButton.offsetParent;
    begin.classList.toggle("primary", !isClosed);
    setText(title, isClosed ? "A class" : "Join the class");
    const goOn = isNew ? "Begin" : "Go on";
    setText(begin, isClosed ? "Go on without phones" : goOn);
    setText(present, `${goOn}, large for a projector`);
    dialog.dataset["scans"] = `${!picture.hidden}`;
    if (way && picture.getAttribute("src") !== way.qr) {
      picture.src = way.qr;
      picture.alt = `QR code of ${way.url}`;
    }
    setText(address, way ? typedAddress(way.url) : "");
    setText(code, codeInWords(room?.code ?? ""));
    count.hidden = isClosed;
    setText(count, arrivalsInWords(n));
    showOthers(known?.ways ?? []);
  }

  /** Every window that shows the class shows it, too. @param {boolean} inviting */
  function tell(inviting) {
    if (session.get() && session.role() === "steerer") void session.act("set", { inviting });
  }

  /** Who shows the class shows this as long as whoever steers does; so does who comes to steer. */
  function follow() {
    const known = session.get();
    const leads = session.role() === "steerer";
    if (!known || (leads && hasCome)) return;
    hasCome = true;
    if (!heard(known.inviting)) return;
    if (leads && dialog.open) tell(true);
    else if (known.inviting) show();
    else dialog.close();
  }

  /** @param {boolean} [begins]  the class does, with it */
  function show(begins = false) {
    if (dialog.open) return;
    isNew = begins;
    dialog.showModal();
    ways.watch(true);
    isLate = false;
    waiting = setTimeout(() => {
      isLate = true;
      sync();
    }, PATIENCE);
    tell(true);
    sync();
  }

  const stops = [session.subscribe(sync), session.subscribe(follow)];
  return {
    end() {
      for (const stop of stops) stop();
      dialog.close();
      dialog.remove();
    },
    sync,
    current,
    isOpen: () => dialog.open,
    show,
  };
}
