/** Making elements. */

/** What holds figures and formulas, which a browser that translates the page must leave alone. */
const FIGURES = ["td", "code", "math"];

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | ((event: Event) => void)>} [attributes]
 *   a function listens to the event of its name; true sets an attribute, false leaves it out
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (FIGURES.includes(tag)) element.translate = false;
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/**
 * A MathML element.
 *
 * @param {string} tag
 * @param {...(Node | string)} children
 * @returns {MathMLElement}
 */
export function m(tag, ...children) {
  const element = /** @type {MathMLElement} */ (
    document.createElementNS("http://www.w3.org/1998/Math/MathML", tag)
  );
  if (FIGURES.includes(tag)) element.setAttribute("translate", "no");
  // Some fonts' brackets would grow to twice the height of a number with an index.
  if (tag === "mo") element.setAttribute("stretchy", "false");
  element.append(...children);
  return element;
}

/**
 * An SVG element.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * As many children as there are values. They are kept from one time to the next and told what they
 * show now: elements made anew cost many times as much as a changed text.
 *
 * @template Value
 * @param {HTMLElement} root
 * @param {() => {element: HTMLElement, show: (value: Value) => void}} make
 */
export function createList(root, make) {
  /** @type {ReturnType<typeof make>[]} */
  const items = [];
  return (/** @type {readonly Value[]} */ values) => {
    while (items.length < values.length) items.push(make());
    values.forEach((value, k) => items[k]?.show(value));
    if (root.childElementCount !== values.length) {
      root.replaceChildren(...items.slice(0, values.length).map(({ element }) => element));
    }
  };
}

/**
 * Tells whether any of the values it is asked about has changed since it was last asked.
 */
export function createWatch() {
  /** @type {readonly unknown[] | null} */
  let seen = null;
  return (/** @type {readonly unknown[]} */ ...values) => {
    const changed = seen === null || values.some((value, k) => value !== seen?.[k]);
    seen = values;
    return changed;
  };
}

/** @type {WeakMap<Node, string>} */
const WRITTEN = new WeakMap();

/**
 * Changes a text only where it differs, so that screen readers are not told it again, nor a browser
 * that translates the page.
 *
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  const before = WRITTEN.get(node);
  WRITTEN.set(node, text);
  if (node.textContent !== text && !(before === text && isTranslated(node))) node.textContent = text;
}

/**
 * Whether a browser has put its own words in the place of ours.
 *
 * @param {Node} node
 */
function isTranslated(node) {
  return node instanceof Element && node.querySelector("font") !== null;
}

/**
 * Whether a button can be pressed. One that cannot keeps the keyboard, which `disabled` would take
 * from it: the next Space would then fall to the page, whose Space is Next.
 *
 * @param {HTMLElement} button
 * @param {boolean} usable
 */
export function setUsable(button, usable) {
  button.setAttribute("aria-disabled", `${!usable}`);
  button.addEventListener("click", refuse, { capture: true }); // the same listener is added once
}

/** @param {Event} event */
function refuse(event) {
  const { currentTarget: button } = event;
  if (button instanceof Element && button.ariaDisabled === "true") event.stopImmediatePropagation();
}

/**
 * A change that may take away what has the keyboard: then the keyboard goes on to what stands in
 * its place, not back to the top of the page.
 *
 * @param {Element} root  of all that the change may take away
 * @param {() => void} change
 * @param {() => HTMLElement | null | undefined} next
 */
export function handOn(root, change, next) {
  const held = root.contains(document.activeElement);
  change();
  if (!held) return;
  const { activeElement } = document;
  if (!root.contains(activeElement) || !activeElement?.getClientRects().length) next()?.focus();
}
