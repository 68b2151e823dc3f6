/**
 * Measures the page from its boxes: what is cut off, covered, too small to read or to press.
 */

(() => {
  /**
   * @typedef {object} Limits
   * @property {number} text  px: nothing is smaller
   * @property {number} target  px: nothing to press is smaller
   * @property {boolean} scrolls  whether the page may be longer than the window
   */

  const SLACK = 1; // px: boxes lie between pixels
  const CONTROLS = "a[href], button, input, select, summary, textarea, [role=button], [tabindex='0']";

  /**
   * @param {Limits} limits
   * @returns {string[]} what is wrong, in words; empty where nothing is
   */
  function audit(limits) {
    const scope = document.querySelector("dialog[open]") ?? document.body;
    const controls = [...scope.querySelectorAll(CONTROLS)].filter(isSeen);
    const lines = [...textsIn(scope)];
    const canvases = [...document.querySelectorAll("canvas")].filter(isSeen);
    const found = [
      ...scrolling(limits),
      ...bare(scope),
      ...lines.flatMap((line) => [...tooSmall(line, limits.text), ...cutOff(line)]),
      ...overlapping([...controls.map(boxOf), ...lines].map(inSight).filter((box) => box !== null)),
      ...controls.flatMap((control) => hardToPress(control, limits.target)),
      ...canvases.flatMap((canvas) => onCanvas(canvas, limits.text)),
    ];
    return [...new Set(found)];
  }

  /**
   * @typedef {object} Box
   * @property {Element} element
   * @property {DOMRect} rect
   * @property {string} name
   */

  /** @param {Element} element */
  function isSeen(element) {
    const { width, height, right, bottom } = element.getBoundingClientRect();
    const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const onPage = right > 0 && bottom + scrollY > 0; // what is parked beyond the edge is hidden
    return shown && onPage && width > 1 && height > 1 && !isClipped(element);
  }

  /**
   * Words for screen readers only are clipped to nothing.
   *
   * @param {Element} element
   */
  function isClipped(element) {
    for (let box = /** @type {Element | null} */ (element); box; box = box.parentElement) {
      if (getComputedStyle(box).clipPath !== "none") return true;
    }
    return false;
  }

  /** @param {Element} element */
  function nameOf(element) {
    const { tagName, id, className } = element;
    const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim();
    const kind = id ? `#${id}` : typeof className === "string" && className ? `.${className.split(" ")[0]}` : "";
    return `${tagName.toLowerCase()}${kind} “${text.replace(/\s+/g, " ").slice(0, 40)}”`;
  }

  /**
   * @param {Element} element
   * @returns {Box}
   */
  function boxOf(element) {
    return { element, rect: element.getBoundingClientRect(), name: nameOf(element) };
  }

  /**
   * Every line of text that can be seen.
   *
   * @param {Element} scope
   * @returns {Generator<Box>}
   */
  function* textsIn(scope) {
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || !node.textContent?.trim() || !isSeen(element)) continue;
      if (element.closest("option, script, style, noscript")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const name = `text “${node.textContent.trim().slice(0, 40)}”`;
      for (const rect of range.getClientRects()) {
        if (rect.width > 1 && rect.height > 1) yield { element, rect, name };
      }
    }
  }

  /**
   * Text that stands directly in MathML's boxes, where browsers draw nothing of it.
   *
   * @param {Element} scope
   * @returns {string[]}
   */
  function bare(scope) {
    return [...scope.querySelectorAll("math, math *:not(mi, mn, mo, mtext, ms)")].flatMap((element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
        ? [`${nameOf(element)} has text that no browser draws`]
        : [],
    );
  }

  /**
   * @param {Limits} limits
   * @returns {string[]}
   */
  function scrolling({ scrolls }) {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const found = [];
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} px wide, the window ${innerWidth}`);
    if (scrolls) return found;
    if (scrollHeight > innerHeight) found.push(`the page is ${scrollHeight} px high, the window ${innerHeight}`);
    for (const element of document.querySelectorAll("main *")) {
      const { overflowY } = getComputedStyle(element);
      if (overflowY !== "auto" && overflowY !== "scroll") continue;
      if (!isSeen(element) || element.scrollHeight <= element.clientHeight + SLACK) continue;
      found.push(`${nameOf(element)} has to be scrolled: ${element.scrollHeight} px in ${element.clientHeight}`);
    }
    return found;
  }

  /**
   * @param {Box} line
   * @param {number} limit
   */
  function tooSmall({ element, name }, limit) {
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    return size < limit - 0.01 ? [`${name} is ${size.toFixed(1)} px`] : [];
  }

  /**
   * @param {Box} line
   * @returns {string[]}
   */
  function cutOff({ element, rect, name }) {
    if (rect.left < -SLACK || rect.right > innerWidth + SLACK) return [`${name} leaves the window`];
    const control = element.closest("button, summary");
    const within = control?.getBoundingClientRect();
    if (within && !holds(within, rect)) return [`${name} leaves its button`];
    for (let box = element; box !== document.documentElement; box = box.parentElement ?? document.documentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(box);
      if (display === "inline") continue;
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const beside = rect.left < left - SLACK || rect.right > right + SLACK;
      if (overflowX !== "visible" && beside) return [`${name} is cut off by ${nameOf(box)}`];
      const scrolls = overflowY === "auto" || overflowY === "scroll";
      const above = rect.top < top - 3 * SLACK || rect.bottom > bottom + 3 * SLACK; // a line's leading
      if (overflowY !== "visible" && !scrolls && above) return [`${name} is cut off by ${nameOf(box)}`];
    }
    return [];
  }

  /**
   * @param {DOMRect} outer
   * @param {DOMRect} inner
   */
  function holds(outer, inner) {
    return (
      inner.left >= outer.left - SLACK && inner.right <= outer.right + SLACK &&
      inner.top >= outer.top - SLACK && inner.bottom <= outer.bottom + SLACK
    );
  }

  /**
   * @param {readonly Box[]} boxes
   * @returns {string[]}
   */
  function overlapping(boxes) {
    const layers = boxes.map(({ element }) => layerOf(element));
    const found = [];
    for (const [k, one] of boxes.entries()) {
      for (let n = k + 1; n < boxes.length; n += 1) {
        const other = /** @type {Box} */ (boxes[n]);
        if (layers[k] !== layers[n]) continue; // one lies on top of the other on purpose
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        if (!touch(one.rect, other.rect) || belongTogether(one.element, other.element)) continue;
        found.push(`${one.name} overlaps ${other.name}`);
      }
    }
    return found;
  }

  /**
   * The part of a box that its scrolling ancestors leave to be seen.
   *
   * @param {Box} box
   * @returns {Box | null}
   */
  function inSight({ element, rect, name }) {
    let { left, right, top, bottom } = rect;
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowY === "visible") continue;
      const frame = box.getBoundingClientRect();
      [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
    if (right <= left || bottom <= top) return null;
    return { element, rect: new DOMRect(left, top, right - left, bottom - top), name };
  }

  /**
   * What an element moves with when the page is scrolled.
   *
   * @param {Element} element
   */
  function layerOf(element) {
    for (let box = element; box !== document.documentElement; box = box.parentElement ?? document.documentElement) {
      const { position } = getComputedStyle(box);
      if (position === "fixed" || position === "sticky" || box.hasAttribute("data-overlay")) return box;
    }
    return document.documentElement;
  }

  /**
   * @param {{left: number, right: number, top: number, bottom: number}} a
   * @param {{left: number, right: number, top: number, bottom: number}} b
   */
  function touch(a, b) {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return wide > 2 * SLACK && high > 3 * SLACK; // the boxes of lines hold their leading
  }

  /**
   * Lines of one paragraph or formula, a label and its field.
   *
   * @param {Element} one
   * @param {Element} other
   */
  function belongTogether(one, other) {
    const block = (/** @type {Element} */ element) => element.closest("math, p, label, h1, h2, h3, select");
    return one === other || (block(one) !== null && block(one) === block(other));
  }

  /**
   * @param {Element} control
   * @param {number} limit
   * @returns {string[]}
   */
  function hardToPress(control, limit) {
    if (control.matches(".word")) return []; // stands in a sentence, whose lines set its height
    const label = control instanceof HTMLInputElement ? control.labels?.[0] : undefined;
    const { width, height } = (label ?? control).getBoundingClientRect();
    const small = Math.min(width, height) < limit - 0.5;
    return small ? [`${nameOf(control)} is ${width.toFixed(0)} × ${height.toFixed(0)} px to press`] : [];
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} limit
   * @returns {string[]}
   */
  function onCanvas(canvas, limit) {
    /** @type {{text: string, left: number, top: number, right: number, bottom: number, size: number}[]} */
    const texts = /** @type {any} */ (window).probe.textsOn(canvas);
    const { clientWidth: width, clientHeight: height } = canvas;
    return texts.flatMap((one, k) => {
      const found = [];
      const name = `on ${nameOf(canvas.parentElement ?? canvas)}: “${one.text}”`;
      if (one.size < limit - 0.01) found.push(`${name} is ${one.size.toFixed(1)} px`);
      const inside = one.left >= -SLACK && one.top >= -SLACK && one.right <= width + SLACK && one.bottom <= height + SLACK;
      if (!inside) found.push(`${name} leaves the canvas`);
      const other = texts.slice(k + 1).find((each) => touch(one, each));
      if (other) found.push(`${name} overlaps “${other.text}”`);
      return found;
    });
  }

  Object.assign(window, { audit });
})();
