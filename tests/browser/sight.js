/**
 * What stands in sight on the page, every word and every pixel of it, and walks through the pass
 * that compare it: Back must bring back what stood there before Next.
 */

(() => {
  /**
   * @typedef {object} Shown  everything in sight, at rest
   * @property {string} words  elements, texts and values, as a text
   * @property {Picture[]} pictures  what is on each canvas
   *
   * @typedef {object} Picture
   * @property {number} width
   * @property {Uint32Array<ArrayBuffer>} pixels  row by row
   *
   * @typedef {object} Walk
   * @property {number} from  share of the timeline, 0 to 1
   * @property {number} ahead  times that Next is pressed before anything is compared
   * @property {readonly boolean[]} moves  true: Next; false: Back, where Next was pressed before
   */

  const page = /** @type {any} */ (window);
  const { probe } = page;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  const task = () => new Promise((resolve) => setTimeout(resolve));

  /** Until all that was asked is answered, and the page needs no further frame to show it. */
  async function rest() {
    for (let resting = false; !resting; ) {
      const asked = probe.frames;
      await frame();
      await task(); // what has changed its size in this frame asks for another one
      const answered = probe.sentCount === probe.receivedCount;
      const busy = document.querySelector("[aria-busy=true]") !== null;
      resting = answered && !busy && probe.frames === asked + 1; // its own
    }
  }

  /** @param {string} key */
  function press(key) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }

  /** @param {number} share */
  async function scrub(share) {
    const slider = /** @type {HTMLInputElement} */ (document.querySelector("input[type=range]"));
    slider.value = `${share * Number(slider.max)}`;
    slider.dispatchEvent(new Event("input"));
    await frame();
    slider.dispatchEvent(new Event("change"));
  }

  const atEnd = () => document.querySelector(".step-button.next")?.textContent !== "Next";

  /**
   * @param {Node} node
   * @returns {string}
   */
  function inWords(node) {
    if (!(node instanceof Element)) return node.textContent ?? "";
    if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return "";
    const set = [...node.attributes].filter(({ name, value }) => name !== "class" || value !== "");
    const attributes = set.map(({ name, value }) => ` ${name}="${value}"`).sort().join("");
    const field = node instanceof HTMLInputElement || node instanceof HTMLSelectElement;
    const value = field ? `${node.value} ${"checked" in node && node.checked}` : "";
    return `<${node.tagName}${attributes}>${value}${[...node.childNodes].map(inWords).join("")}\n`;
  }

  /** @returns {Shown} */
  function shown() {
    const rooms = [...document.querySelectorAll("main, footer")];
    const canvases = rooms.flatMap((room) => [...room.querySelectorAll("canvas")]);
    const seen = canvases.filter((canvas) => canvas.checkVisibility());
    return {
      words: rooms.map(inWords).join(""),
      pictures: seen.map((canvas) => ({
        width: canvas.width,
        pixels: new Uint32Array(probe.pixelsOf(canvas).buffer),
      })),
    };
  }

  /**
   * @param {Shown} before
   * @param {Shown} after
   * @returns {string | null}
   */
  function difference(before, after) {
    if (before.words !== after.words) {
      const [lines, others] = [before.words.split("\n"), after.words.split("\n")];
      const k = lines.findIndex((line, at) => line !== others[at]);
      return `${lines[k]} became ${others[k]}`;
    }
    const others = before.pictures.map((picture, k) => otherPixels(picture, after.pictures[k]));
    const canvas = others.findIndex((other) => other !== null);
    return canvas < 0 ? null : `canvas ${canvas + 1} has other pixels ${others[canvas]}`;
  }

  /**
   * @param {Picture} before
   * @param {Picture | undefined} after
   * @returns {string | null}  where they are
   */
  function otherPixels({ width, pixels }, after) {
    if (pixels.length !== after?.pixels.length) return "since its size is another";
    if (pixels.every((pixel, k) => pixel === after.pixels[k])) return null;
    const at = [...pixels.keys()].filter((k) => pixels[k] !== after.pixels[k]);
    const [xs, ys] = [at.map((k) => k % width), at.map((k) => Math.floor(k / width))];
    const [left, top, right, bottom] = [
      xs.reduce((one, other) => Math.min(one, other)), ys[0],
      xs.reduce((one, other) => Math.max(one, other)), ys.at(-1),
    ];
    return `from ${left}, ${top} to ${right}, ${bottom}: ${at.length}`;
  }

  /**
   * @param {Walk} walk
   * @returns {Promise<{compared: number, found: string[]}>}
   */
  async function walk({ from, ahead, moves }) {
    await scrub(from);
    await rest();
    for (let k = 0; k < ahead && !atEnd(); k += 1) press("n");
    await rest();
    /** @type {Shown[]} */
    const behind = []; // what stood where Next was pressed, the newest last
    const found = [];
    let compared = 0;
    let here = shown();
    for (let k = 0; k < moves.length || behind.length > 0; k += 1) {
      const title = document.querySelector("#step-title")?.textContent;
      if (moves[k] && !atEnd()) {
        behind.push(here);
        press("n");
        await rest();
        here = shown();
        if (difference(behind.at(-1) ?? here, here) === null) found.push(`${title}: Next did nothing`);
      } else if (behind.length > 0) {
        press("p");
        await rest();
        here = shown();
        compared += 1;
        const other = difference(/** @type {Shown} */ (behind.pop()), here);
        if (other) found.push(`Back from ${title}: ${other}`);
      }
    }
    return { compared, found };
  }

  /** What is in sight at rest, short enough to leave the page. */
  async function print() {
    await rest();
    const { words, pictures } = shown();
    const hashes = await Promise.all(
      pictures.map(({ pixels }) => crypto.subtle.digest("SHA-256", pixels)),
    );
    const texts = hashes.map((hash) => btoa(String.fromCharCode(...new Uint8Array(hash))));
    return [...words.split("\n"), ...texts];
  }

  page.sight = { walk, print };
})();
