/**
 * What whoever steers a class sets: whose digit is stepped through, what the phones may do, which
 * device steers and which shows; and its end, which is asked once more.
 *
 * @typedef {import("../session.js").Session} Session
 */

import { createWatch, h, handOn, setText, setUsable } from "../../parts/dom.js";
import { sheetHead } from "../../parts/sheet.js";
import { codeInWords } from "../../words/code.js";
import { arrivalsInWords, SWITCHES } from "../../words/presenting.js";
import { createPlan } from "../plan/plan.js";
import { openWindow } from "./window.js";

/**
 * @param {import("../host.js").Host} host
 * @param {Session} session
 * @param {() => void} invite  shows how one joins
 */
export function createSettings(host, session, invite) {
  const set = (/** @type {object} */ fields) => void session.act("set", fields);
  const button = (/** @type {string} */ words, /** @type {() => void} */ click) =>
    h("button", { type: "button", class: "step-button", click }, words);
  const title = h("h2", { id: "class-title" });
  const count = h("p", { class: "settings-count" });

  const steps = /** @type {const} */ ([["mine", "Everyone sees my digit"], ["own", "Everyone steps through their own"]]).map(([value, words]) => ({
    value, element: h("button", { type: "button", class: "choice", click: () => set({ steps: value }) }, words),
  }));
  const switches = SWITCHES.map(([name, words, more]) => {
    const box = h("input", { type: "checkbox", id: `class-${name}`, "aria-describedby": `class-${name}-more`, change: () => set({ [name]: box.checked }) });
    const element = h("div", { class: "setting" }, box, h("label", { for: box.id }, words),
      h("span", { id: `class-${name}-more`, class: "setting-more" }, more));
    return { name, box, element };
  });

  const show = openWindow(session);
  const second = button("Open a window for the projector", show);

  const pupil = h("select", { "aria-label": "Pupil" });
  const offer = button("Offer the steering", () => void promote(pupil.value));
  const offered = h("p", { role: "status" });
  const recall = button("Take the offer back", () => void promote(null));
  const named = createWatch();

  /** @param {string | null} id */
  async function promote(id) {
    const name = session.get()?.pupils.get(id ?? "")?.nickname;
    if (await session.act("promote", { pupil: id })) {
      handOn(steering, () => (recall.hidden = !name), () => offer);
      setText(offered, name ? `${name} has been asked. Once that device says yes, it steers, and this one goes on showing.` : "");
    }
  }
  const steering = h("section", {}, h("h3", {}, "Walk around"),
    h("p", { class: "setting-more" }, "Join with your phone as a pupil does, and let it steer."),
    h("div", { class: "row" }, pupil, offer, recall), offered);

  const end = button("End the class", () => ask(true));
  const really = h("p", {}, "End it for everybody? All drawings and votes are deleted.");
  const yes = button("End it", () => void session.act("end").then(() => dialog.close()));
  const no = button("Go on", () => ask(false));
  const keep = button("Keep it first, on the wall", () => {
    dialog.close();
    set({ wall: true });
  });
  const asked = h("div", { class: "ending" }, really, h("div", { class: "row" }, keep, yes, no));
  recall.hidden = asked.hidden = true;

  /** @param {boolean} on */
  function ask(on) {
    handOn(ending, () => {
      asked.hidden = !on;
      end.hidden = on;
    }, () => (on ? no : end));
  }
  const ending = h("section", { class: "class-end" }, end, asked);

  const plan = createPlan(host, () => dialog.close());
  const dialog = h("dialog", { class: "sheet class-settings", "aria-labelledby": "class-title", close: () => ask(false) },
    sheetHead(title, () => dialog.close()),
    h("div", { class: "row" }, count, button("Show the code large (Q)", () => {
      dialog.close();
      invite();
    })),
    plan.now,
    h("section", {}, h("h3", { id: "class-steps" }, "Whose digit?"),
      h("div", { class: "row", role: "group", "aria-labelledby": "class-steps" }, ...steps.map(({ element }) => element))),
    h("section", {}, h("h3", {}, "The phones"), ...switches.map(({ element }) => element)),
    h("section", {}, h("h3", {}, "The projector"),
      h("p", { class: "setting-more" }, "The window shows the class without these controls. B blanks what the class sees."),
      second),
    steering,
    plan.all,
    ending);
  document.body.append(dialog);

  function sync() {
    const known = session.get();
    if (!known || session.role() !== "steerer") {
      recall.hidden = true;
      setText(offered, ""); // it was taken
      return dialog.close();
    }
    const { head, pupils } = known;
    setText(title, `Your class, ${codeInWords(known.code)}`);
    setText(count, arrivalsInWords(head.pupils));
    for (const { value, element } of steps) element.setAttribute("aria-pressed", `${head.steps === value}`);
    for (const { name, box } of switches) box.checked = head[name];
    const here = [...pupils.values()].filter(({ here: isHere }) => isHere);
    if (named(here.map(({ nickname }) => nickname).join())) {
      const before = pupil.value;
      pupil.replaceChildren(...here.map(({ id, nickname }) => h("option", { value: id }, nickname)));
      if (here.some(({ id }) => id === before)) pupil.value = before;
    }
    setUsable(offer, here.length > 0);
  }

  const stop = session.subscribe(sync);
  return {
    end() {
      stop();
      dialog.close();
      dialog.remove();
    },

    show() {
      sync();
      if (session.get() && !dialog.open) dialog.showModal();
    },
  };
}
