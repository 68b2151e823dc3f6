/**
 * A formula on one line of plain text, for where there is no MathML: runs of it, smaller and higher
 * or lower where they are an exponent or an index. Pure.
 *
 * @typedef {import("./formula.js").MathNode} MathNode
 *
 * @typedef {object} Run
 * @property {string} text
 * @property {number} size  share of the line's
 * @property {number} rise  of its baseline, in sizes of the line
 * @property {boolean} italic
 */

// Spaces are those that no SVG drops.
const SMALL = 0.7;
const [UP, DOWN] = [0.38, -0.2]; // of the size that it belongs to
const WIDE = new Set(["=", "+", "−", "·", "→"]);
const UPRIGHT = /^(ReLU|softmax|tanh|id|.*[A-Z]{2}.*|\d.*)$/;

/**
 * @param {MathNode | string} node
 * @param {Pick<Run, "size" | "rise">} [place]
 * @returns {Run[]}
 */
export function runsOf(node, { size, rise } = { size: 1, rise: 0 }) {
  if (typeof node === "string") return [{ text: node, size, rise, italic: false }];
  const { tag, children } = node;
  const raised = (/** @type {MathNode | string | undefined} */ child, /** @type {number} */ by) =>
    child === undefined ? [] : runsOf(child, { size: size * SMALL, rise: rise + by * size });
  const [base, first, second] = children;
  const plain = base === undefined ? [] : runsOf(base, { size, rise });
  switch (tag) {
    case "mo":
      return [{ text: WIDE.has(`${base}`) && size === 1 ? `\u00a0${base}\u00a0` : `${base}`, size, rise, italic: false }];
    case "mi":
      return [{ text: `${base}`, size, rise, italic: !UPRIGHT.test(`${base}`) }];
    case "msup":
      return [...plain, ...raised(first, UP)];
    case "msub":
    case "munder":
      return [...plain, ...raised(first, DOWN)];
    case "msubsup":
      return [...plain, ...raised(first, DOWN), ...raised(second, UP)];
    case "mfrac":
      return [...plain, { text: "\u00a0/\u00a0", size, rise, italic: false }, ...(first === undefined ? [] : runsOf(first, { size, rise }))];
    default:
      return children.flatMap((child) => runsOf(child, { size, rise }));
  }
}
