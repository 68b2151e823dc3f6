/**
 * A 2D context that writes SVG where a canvas paints: what `draw/` calls, and no more. Text stays
 * text, a picture travels inside as a PNG. Transforms move and scale, so the numbers that are
 * written are those of the sheet.
 */

// From a text's middle, top or bottom to its baseline, in font sizes: as in most fonts.
const BASELINES = /** @type {Record<string, number>} */ ({ middle: 0.35, top: 0.9, bottom: -0.2 });
const ANCHORS = /** @type {Record<string, string>} */ ({ center: "middle", right: "end" });

/** @typedef {readonly [scale: number, x: number, y: number]} Place  what was scaled and moved */

/** Commands of a path, for any place. */
class Path {
  /** @type {((place: Place) => string)[]} */
  commands = [];

  /**
   * @param {string} letter
   * @param {...number} points  x and y by turns
   */
  add(letter, ...points) {
    this.commands.push((place) => `${letter}${points.map((v, k) => short(at(place, v, k % 2))).join(" ")}`);
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.add("M", x, y);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.add(this.commands.length ? "L" : "M", x, y);
  }

  /** @param {...number} points */
  bezierCurveTo(...points) {
    this.add("C", ...points);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.add("M", x, y);
    this.add("L", x + width, y, x + width, y + height, x, y + height);
    this.commands.push(() => "Z");
  }

  /** A whole circle: nothing draws another arc. @param {number} x @param {number} y @param {number} r */
  arc(x, y, r) {
    const half = (/** @type {number} */ end) => (/** @type {Place} */ place) =>
      `A${short(r * place[0])} ${short(r * place[0])} 0 0 1 ${short(at(place, end, 0))} ${short(at(place, y, 1))}`;
    this.add("M", x - r, y);
    this.commands.push(half(x + r), half(x - r), () => "Z");
  }

  /** @param {Place} place */
  written(place) {
    return this.commands.map((command) => command(place)).join("");
  }
}

/**
 * @param {(font: string, text: string) => number} widthOf  a text's, in px
 */
export function createSvgContext(widthOf) {
  /** @type {string[]} */
  const elements = [];
  const looks = {
    fillStyle: "#000", strokeStyle: "#000", globalAlpha: 1, lineWidth: 1, lineCap: "butt", lineJoin: "miter",
    font: "10px sans-serif", textAlign: "left", textBaseline: "alphabetic",
    place: /** @type {Place} */ ([1, 0, 0]), dash: /** @type {readonly number[]} */ ([]), clipped: "",
  };
  /** @type {(typeof looks)[]} */
  const saved = [];
  let [path, clips] = [new Path(), 0];

  /**
   * @param {string} name
   * @param {Record<string, string | number>} attributes
   * @param {string} [inside]
   */
  function write(name, attributes, inside) {
    elements.push(element(name, { ...attributes, ...(context.clipped && { "clip-path": context.clipped }) }, inside));
  }

  const stroked = () => ({
    ...paint("stroke", context.strokeStyle, context.globalAlpha),
    "stroke-width": short(context.lineWidth * context.place[0]),
    ...(context.dash.length && { "stroke-dasharray": context.dash.map((v) => short(v * context.place[0])).join(" ") }),
    ...(context.lineCap === "round" && { "stroke-linecap": "round", "stroke-linejoin": "round" }),
  });
  const filled = () => paint("fill", context.fillStyle, context.globalAlpha);

  const context = {
    ...looks,
    path: () => new Path(),
    save: () => void saved.push({ ...context }),
    restore: () => void Object.assign(context, saved.pop()),
    translate(/** @type {number} */ x, /** @type {number} */ y) {
      const [scale, left, top] = context.place;
      context.place = [scale, left + x * scale, top + y * scale];
    },
    scale(/** @type {number} */ factor) {
      const [scale, left, top] = context.place;
      context.place = [scale * factor, left, top];
    },
    setLineDash: (/** @type {readonly number[]} */ dash) => void (context.dash = dash),
    clearRect() {}, // nothing was written yet
    beginPath: () => void (path = new Path()),
    moveTo: (/** @type {number} */ x, /** @type {number} */ y) => path.moveTo(x, y),
    lineTo: (/** @type {number} */ x, /** @type {number} */ y) => path.lineTo(x, y),
    arc: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) => path.arc(x, y, r),
    rect: (/** @type {[number, number, number, number]} */ ...box) => path.rect(...box),
    clip() {
      context.clipped = `url(#clip-${++clips})`;
      elements.push(element("clipPath", { id: `clip-${clips}` }, element("path", { d: path.written(context.place) })));
    },
    stroke: (one = path) => write("path", { d: one.written(context.place), fill: "none", ...stroked() }),
    fill: (one = path) => write("path", { d: one.written(context.place), ...filled() }),
    fillRect(/** @type {[number, number, number, number]} */ ...box) {
      const isThin = Math.min(box[2], box[3]) * context.place[0] < 1;
      write("rect", { ...placed(context.place, box), ...filled(), ...(!isThin && { "shape-rendering": "crispEdges" }) });
    },
    strokeRect(/** @type {[number, number, number, number]} */ ...box) {
      write("rect", { ...placed(context.place, box), fill: "none", ...stroked() });
    },
    measureText: (/** @type {string} */ text) => ({ width: widthOf(context.font, text) }),
    fillText(/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y, most = Infinity) {
      const [, weight = "400", px = "10", family = ""] = /^(?:italic )?(?:(\d+) )?([\d.]+)px (.*)$/.exec(context.font) ?? [];
      const [anchor, size] = [ANCHORS[context.textAlign], Number(px) * context.place[0]];
      write("text", {
        x: short(at(context.place, x, 0)),
        y: short(at(context.place, y, 1) + size * (BASELINES[context.textBaseline] ?? 0)),
        "font-size": short(size), "font-weight": weight, "font-family": family, ...filled(),
        ...(context.font.startsWith("italic") && { "font-style": "italic" }),
        ...(anchor && { "text-anchor": anchor }),
        ...(widthOf(context.font, text) > most && { textLength: short(most), lengthAdjust: "spacingAndGlyphs" }),
      }, escaped(text));
    },
    /** All of a picture, its pixels as squares. */
    drawImage(/** @type {HTMLCanvasElement} */ picture, /** @type {[number, number, number, number]} */ ...box) {
      write("image", {
        ...placed(context.place, box), href: picture.toDataURL(), preserveAspectRatio: "none", style: "image-rendering:pixelated",
      });
    },
  };

  return {
    /** It has the part of a canvas' context that `draw/` uses. */
    ctx: /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (context)),

    /**
     * @param {number} width
     * @param {number} height
     * @param {string} first  elements that come before all others
     * @returns {string}  the file
     */
    file: (width, height, first) => element("svg", {
      xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`,
    }, first + elements.join("\n")),
  };
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [inside]
 */
function element(name, attributes, inside) {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(`${value}`)}"`).join("");
  return inside === undefined ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/**
 * The colour as any program reads it, and its opacity.
 *
 * @param {"fill" | "stroke"} name
 * @param {string} colour  as `css` writes it
 * @param {number} alpha
 */
function paint(name, colour, alpha) {
  const [r = 0, g = 0, b = 0, a = 1] = (/^rgba\((.*)\)$/.exec(colour)?.[1] ?? "").split(",").map(Number);
  const hex = [r, g, b].map((value) => value.toString(16).padStart(2, "0")).join("");
  return { [name]: `#${hex}`, ...(a * alpha < 1 && { [`${name}-opacity`]: short(a * alpha, 3) }) };
}

/**
 * @param {Place} place
 * @param {readonly [x: number, y: number, width: number, height: number]} box
 */
function placed(place, [x, y, width, height]) {
  return {
    x: short(at(place, x, 0)), y: short(at(place, y, 1)), width: short(width * place[0]), height: short(height * place[0]),
  };
}

/**
 * @param {Place} place
 * @param {number} value
 * @param {number} axis  0: x, 1: y
 */
function at([scale, x, y], value, axis) {
  return value * scale + (axis ? y : x);
}

/** @param {number} value @param {number} [decimals] */
function short(value, decimals = 2) {
  return `${Number(value.toFixed(decimals))}`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
