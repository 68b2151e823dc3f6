/**
 * A ready plan in the teacher's sheet: go to a moment with the class, read what to say, print it all.
 *
 * @typedef {import("../host.js").Host} Host
 * @typedef {import("./plans.js").Plan} Plan
 * @typedef {import("./plans.js").Part} Part
 */

import { carried } from "../../page/memory.js";
import { h, setText } from "../../parts/dom.js";
import { addSheet } from "../sheet.js";
import { placeIn, PLANS } from "./plans.js";

/** For this visit: which plan, the title of the part that one went to, and whether the plan is open. */
const kept = carried("forward-pass-plan");

/**
 * @param {Pick<Host, "path" | "open">} host
 * @param {() => void} close  the sheet: what is gone to is to be seen
 * @returns {{now: HTMLElement, all: HTMLElement}}  where one is, and the whole plan
 */
export function createPlan(host, close) {
  addSheet("plan");
  const { minutes = 0, part = "", open = false } = recalled();
  let place = placeIn(minutes, part);

  const heading = h("h3", { id: "plan-now" });
  const say = h("p", { class: "plan-say" });
  const then = h("p", {});
  const next = h("button", { type: "button", class: "step-button", click: () => place.next && go(place.next) });
  const now = h("section", { class: "plan-now", "aria-labelledby": "plan-now" }, heading, say, then, next);

  const tabs = PLANS.map((plan) => ({
    plan, element: h("button", { type: "button", class: "choice", click: () => choose(plan) }, `${plan.minutes} minutes`),
  }));
  const title = h("h3", {});
  const list = h("ol", { class: "plan-parts" });
  const all = h("details", { class: "class-plan", open, toggle: keep },
    h("summary", {}, "A ready plan"),
    h("div", { class: "row", role: "group", "aria-label": "How long" }, ...tabs.map(({ element }) => element)),
    title, list,
    h("button", { type: "button", class: "step-button", click: () => printPlan(place.plan) }, "Print the plan"));

  /** @param {Plan} plan  it goes on at the part that one is at, where it has that, too */
  function choose(plan) {
    place = placeIn(plan.minutes, place.part?.title ?? "");
    keep();
    sync();
  }

  /** @param {Part} part */
  function go(part) {
    place = placeIn(place.plan.minutes, part.title);
    keep();
    sync();
    close();
    const { page, fragment } = part;
    if (page === host.path) host.open(fragment, true);
    else location.assign(`${page}${location.search}#${fragment}`);
  }

  function keep() {
    kept.keep(JSON.stringify({ minutes: place.plan.minutes, part: place.part?.title, open: all.open }));
  }

  function sync() {
    const { plan, part: at, n, next: following } = place;
    now.hidden = at === null;
    next.hidden = following === null;
    setText(heading, `${n} of ${plan.parts.length} in the plan: ${at?.title ?? ""}`);
    setText(say, `“${at?.say ?? ""}”`);
    setText(then, at?.then ?? "");
    setText(next, `Next in the plan: ${following?.title ?? ""}`);
    for (const { plan: each, element } of tabs) element.setAttribute("aria-pressed", `${each === plan}`);
    setText(title, plan.title);
    list.replaceChildren(...partsOf(plan, go));
    if (at) list.children[n - 1]?.setAttribute("aria-current", "step");
  }

  sync();
  return { now, all };
}

/** @returns {{minutes?: number, part?: string, open?: boolean}} */
function recalled() {
  try {
    return JSON.parse(kept.recall() || "{}");
  } catch {
    return {}; // it holds something that is not ours
  }
}

/**
 * @param {Plan} plan
 * @param {((part: Part) => void) | null} go  null on paper
 */
function partsOf({ parts }, go) {
  return parts.map((part) => h("li", {},
    h("p", {}, h("b", {}, part.title), ` · ${part.minutes} minutes`),
    h("p", { class: "plan-say" }, `“${part.say}”`),
    h("p", {}, part.then),
    ...(go ? [h("button", { type: "button", class: "step-button", "aria-label": `Go there: ${part.title}`, click: () => go(part) }, "Go there")] : [])));
}

/** @param {Plan} plan */
function printPlan(plan) {
  const paper = h("section", { class: "plan-paper" },
    h("h1", {}, `${plan.title}: a plan for ${plan.minutes} minutes`), h("ol", {}, ...partsOf(plan, null)));
  document.body.append(paper);
  addEventListener("afterprint", () => paper.remove(), { once: true });
  print();
}
