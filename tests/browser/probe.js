/**
 * Watches the page from inside, before any of its own scripts runs, and changes nothing that it
 * does: the wire's frames in order, animation frames, and what is drawn on each canvas.
 */

(() => {
  /**
   * @typedef {object} Written  on a canvas, in CSS pixels of the canvas
   * @property {string} text
   * @property {number} x  as given, at the alignment's point
   * @property {number} y
   * @property {number} left
   * @property {number} top
   * @property {number} right
   * @property {number} bottom
   * @property {number} size  of the font, px
   */

  const KEPT = 50; // frames of the wire
  /** @type {WeakMap<object, Written[]>} */
  const texts = new WeakMap();
  const probe = {
    frames: 0, // animation frames that were asked for
    drawn: 0, // lines, fills, texts and pictures put on any canvas
    /** @type {Uint8Array[]} binary frames that the page sent, the newest last */
    sent: [],
    sentCount: 0,
    receivedCount: 0,
    fetching: 0, // requests under way
    /**
     * The texts on a canvas since it was last emptied.
     *
     * @param {HTMLCanvasElement} canvas
     */
    textsOn: (canvas) => texts.get(canvas) ?? [],
    /**
     * Red, green, blue, alpha, row by row; read from a copy, so that the canvas stays as it is.
     *
     * @param {HTMLCanvasElement} canvas
     */
    pixelsOf(canvas) {
      const { width, height } = canvas;
      const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
      copy?.drawImage(canvas, 0, 0);
      return copy?.getImageData(0, 0, width, height).data;
    },
    /** Forget what was asked of a server that is gone, and will never be answered. */
    forget() {
      probe.sentCount = probe.receivedCount = 0;
    },
    settled,
    places,
  };

  const { requestAnimationFrame } = window;
  window.requestAnimationFrame = (callback) => {
    probe.frames += 1;
    return requestAnimationFrame.call(window, callback);
  };

  /**
   * Until every message and request has its answer, nothing more is asked and no part waits.
   *
   * @param {number} patience  ms
   */
  async function settled(patience) {
    const end = performance.now() + patience;
    let before = "";
    for (let calm = 0; calm < 3; ) {
      if (performance.now() > end) throw new Error(`not settled: ${before}`);
      await new Promise((resolve) => requestAnimationFrame.call(window, resolve));
      const now = `${probe.sentCount} sent, ${probe.receivedCount} received, ${probe.fetching} loading`;
      const answered = probe.sentCount > 0 && probe.sentCount === probe.receivedCount;
      const busy = probe.fetching > 0 || document.querySelector("[aria-busy=true]");
      calm = answered && !busy && now === before ? calm + 1 : 0;
      before = now;
    }
  }

  /** Where the timeline's handle stands, frame by frame, until it has come to rest. */
  async function places() {
    const slider = /** @type {HTMLInputElement} */ (document.querySelector("input[type=range]"));
    const seen = [Number(slider.value)];
    for (let rest = 0; rest < 15; ) {
      await new Promise((resolve) => requestAnimationFrame.call(window, resolve));
      const now = Number(slider.value);
      rest = now === seen.at(-1) ? rest + 1 : 0;
      seen.push(now);
    }
    return seen;
  }

  /**
   * Whether a packet answers no question: a lesson's long answer, which comes after its question
   * was answered with "waiting". A packet begins with its type, which is 2 for an event.
   *
   * @param {ArrayBuffer} data
   */
  function isEvent(data) {
    const [, ...start] = new Uint8Array(data, 0, 7);
    return String.fromCharCode(...start.slice(0, 5)) === "\xa4type" && start[5] === 2;
  }

  const { fetch } = window;
  window.fetch = async (...parameters) => {
    probe.fetching += 1;
    try {
      const response = await fetch.apply(window, parameters);
      await response.clone().arrayBuffer(); // its body is under way, too
      return response;
    } finally {
      probe.fetching -= 1;
    }
  };

  window.WebSocket = class extends window.WebSocket {
    /** @param {ConstructorParameters<typeof WebSocket>} parameters */
    constructor(...parameters) {
      super(...parameters);
      this.addEventListener("message", ({ data }) => {
        if (typeof data !== "string" && !isEvent(data)) probe.receivedCount += 1;
      });
    }

    /**
     * @override
     * @param {Parameters<WebSocket["send"]>[0]} data
     */
    send(data) {
      if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
        const bytes = ArrayBuffer.isView(data)
          ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
          : new Uint8Array(data);
        probe.sent = [...probe.sent, bytes.slice()].slice(-KEPT);
        probe.sentCount += 1;
      }
      super.send(data);
    }
  };

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {string} text
   * @param {number} x
   * @param {number} y
   */
  function note(ctx, text, x, y) {
    const scale = ctx.canvas.clientWidth / ctx.canvas.width;
    const box = ctx.measureText(text);
    const matrix = ctx.getTransform();
    const at = (/** @type {number} */ dx, /** @type {number} */ dy) => {
      const point = matrix.transformPoint({ x: x + dx, y: y + dy });
      return { x: point.x * scale, y: point.y * scale };
    };
    const point = at(0, 0);
    const low = at(-box.actualBoundingBoxLeft, -box.actualBoundingBoxAscent);
    const high = at(box.actualBoundingBoxRight, box.actualBoundingBoxDescent);
    const size = Number.parseFloat(/([\d.]+)px/.exec(ctx.font)?.[1] ?? "0") * matrix.d * scale;
    const list = texts.get(ctx.canvas) ?? [];
    list.push({ text, ...point, left: low.x, top: low.y, right: high.x, bottom: high.y, size });
    texts.set(ctx.canvas, list);
  }

  const context = /** @type {any} */ (CanvasRenderingContext2D.prototype);
  for (const name of ["stroke", "fill", "fillRect", "strokeRect", "fillText", "drawImage", "putImageData"]) {
    const native = context[name];
    context[name] = function (/** @type {any[]} */ ...parameters) {
      probe.drawn += 1;
      if (name === "fillText") note(this, parameters[0], parameters[1], parameters[2]);
      return native.apply(this, parameters);
    };
  }
  const { clearRect } = context;
  context.clearRect = function (/** @type {any[]} */ ...parameters) {
    texts.delete(this.canvas);
    return clearRect.apply(this, parameters);
  };

  Object.assign(window, { probe });
})();
