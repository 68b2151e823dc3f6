/**
 * A ready plan in the teacher's sheet: go to a moment with the class, read what to say, print it all.
 *
 * @typedef {import("../host.js").Host} Host
 * @typedef {import("./plans.js").Plan} Plan
 */

import { h } from "../../parts/dom.js";
import { PLANS } from "./plans.js";

/**
 * @param {Pick<Host, "path" | "open">} host
 * @param {() => void} close  the sheet: what is gone to is to be seen
 */
export function createPlan(host, close) {
  const list = h("ol", { class: "plan-parts" });
  const tabs = PLANS.map((plan, k) =>
    h("button", { type: "button", class: "choice", click: () => choose(k) }, `${plan.minutes} minutes`));
  const title = h("h3", { id: "plan-title" });
  let [chosen = null] = PLANS;

  /** @param {number} k */
  function choose(k) {
    chosen = PLANS[k] ?? null;
    tabs.forEach((tab, each) => tab.setAttribute("aria-pressed", `${each === k}`));
    title.textContent = chosen?.title ?? "";
    list.replaceChildren(...(chosen ? partsOf(chosen, go) : []));
  }

  /** @param {Plan["parts"][number]} part */
  function go({ page, fragment }) {
    close();
    if (page === host.path) host.open(fragment, true);
    else location.assign(`${page}${location.search}#${fragment}`);
  }

  choose(0);
  return h("details", { class: "class-plan" },
    h("summary", {}, "A ready plan"),
    h("div", { class: "row", role: "group", "aria-label": "How long" }, ...tabs),
    title, list,
    h("button", { type: "button", class: "step-button", click: () => chosen && printPlan(chosen) }, "Print the plan"));
}

/**
 * @param {Plan} plan
 * @param {((part: Plan["parts"][number]) => void) | null} go  null on paper
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
