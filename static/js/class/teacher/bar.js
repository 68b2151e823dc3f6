/**
 * The class in the page's header: its code and a small QR code for latecomers, how many follow, and
 * what is out of order.
 *
 * @typedef {import("../session.js").Session} Session
 */

import { h, setText } from "../../parts/dom.js";
import { codeInWords, DOOR } from "../../words/code.js";
import { followersInWords, locksInWords, troubleInWords, typedAddress } from "../../words/presenting.js";

/**
 * @param {import("../host.js").Host} host
 * @param {Session} session
 * @param {() => import("./ways.js").Way | null} way  that latecomers are shown
 * @param {() => boolean} isClosed  no phone comes in
 * @param {() => void} enlarge
 */
export function createBar(host, session, way, isClosed, enlarge) {
  const picture = h("img", { class: "corner-qr", alt: "" });
  const code = h("b", { class: "corner-code", translate: "no" });
  const address = h("span", { class: "corner-address", translate: "no" });
  const corner = h("button", { type: "button", class: "class-corner", title: "Show the code large (Q)", click: enlarge },
    picture, h("span", { class: "corner-words" }, code, address));
  const count = h("span", { class: "class-count" });
  const locks = h("span", { class: "class-locks" });
  const trouble = h("p", { class: "class-trouble", role: "status" });
  const take = h("button", { type: "button", class: "step-button", click: () => void session.take() }, "Take the steering back");
  const follow = h("a", { class: "class-follow" }, "Follow as a pupil");
  const tools = h("div", { class: "class-tools", role: "group", "aria-label": "Class" });
  const bar = h("section", { class: "class-bar", "aria-label": "Class" }, corner, count, locks, tools, trouble, take, follow);
  const root = document.documentElement;
  const top = document.querySelector(".top") ?? document.body;
  top.append(bar);

  function sync() {
    const known = session.get();
    const shown = way();
    root.dataset["class"] = known ? session.role() : "";
    bar.hidden = known === null;
    if (!known) return;
    picture.hidden = shown === null;
    if (shown && picture.getAttribute("src") !== shown.qr) picture.src = shown.qr;
    setText(code, codeInWords(known.code));
    setText(address, shown ? typedAddress(shown.url) : "");
    setText(count, followersInWords(known.head));
    setText(locks, locksInWords(known.head));
    const wasTaken = session.wasTaken();
    setText(trouble, troubleInWords({
      connection: host.connection(), back: known.back, role: session.role(), steerer: known.head.steerer, blank: known.blank, wasTaken,
      closed: known.pupils.size > 0 && isClosed(),
    }));
    tools.hidden = session.role() !== "steerer";
    follow.hidden = !wasTaken || !known.back;
    take.hidden = follow.hidden || (session.wasPupil() && known.head.steerer === "here"); // it waits to be asked again
    follow.dataset["alone"] = `${take.hidden}`;
    follow.href = `${DOOR}/${known.code}`;
  }

  const stops = [session.subscribe(sync), host.subscribe(sync)];
  return {
    sync,
    tools,
    end() {
      for (const stop of stops) if (typeof stop === "function") stop();
      bar.remove();
      delete root.dataset["class"];
    },
  };
}
