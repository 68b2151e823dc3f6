/**
 * Watches a page from outside, from before its first script: how long its frames take, and how long
 * after a pointer event its consequence is painted. The page knows nothing of it.
 */
(() => {
  const PAD = 65535; // a coordinate of the far edge of the pad, on the wire
  const NEAR = 0.002; // pad units: a message's point is where the pointer was, rounded

  /** Times of frame callbacks in ms, and delays from a pointer event's time stamp in ms. */
  const probe = { frames: [], delays: [] };
  globalThis.probe = probe;

  let pointer = []; // {time, at} of events whose consequence is not painted yet, oldest first
  const asked = new Map(); // seq of a pass → the pad's last point in it
  let answered = null; // the last point in the newest drawing that was answered
  let painted = new Set(); // canvases painted in this frame callback

  addEventListener(
    "pointermove",
    (event) => {
      if (!event.buttons) return;
      const box = document.querySelector("#pad .pad-surface").getBoundingClientRect();
      for (const each of event.getCoalescedEvents()) {
        const at = [(each.clientX - box.left) / box.width, (each.clientY - box.top) / box.height];
        pointer.push({ time: each.timeStamp, at });
      }
    },
    true,
  );

  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    painted.add(this.canvas);
    return clear.apply(this, box);
  };

  const request = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      painted = new Set();
      const start = performance.now();
      callback(time);
      const end = performance.now();
      if (painted.size === 0) return;
      probe.frames.push(end - start);
      const shown = probe.isInkOnly ? pointer.length : shownUpTo();
      for (const { time: stamp } of pointer.splice(0, shown)) probe.delays.push(end - stamp);
    });

  /** How many of the pointer events are in the drawing whose activations were just painted. */
  function shownUpTo() {
    if (answered === null || ![...painted].some((canvas) => canvas.closest("#stage"))) return 0;
    const [x, y] = answered;
    return 1 + pointer.findLastIndex(({ at }) => Math.hypot(at[0] - x, at[1] - y) < NEAR);
  }

  class WatchedSocket extends WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener("message", ({ data }) => {
        if (!(data instanceof ArrayBuffer)) return;
        const bytes = new Uint8Array(data);
        const seq = numberAfter(bytes, "seq");
        if (seq === null || !asked.has(seq)) return;
        answered = asked.get(seq);
        asked.delete(seq);
      });
    }

    send(data) {
      if (typeof data !== "string") {
        const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
        const points = binaryAfter(bytes, "points");
        if (find(bytes, "pass") >= 0 && points) {
          const view = new DataView(points.buffer, points.byteOffset + points.length - 4, 4);
          asked.set(numberAfter(bytes, "seq"), [0, 2].map((k) => view.getUint16(k, true) / PAD));
        }
      }
      super.send(data);
    }
  }
  globalThis.WebSocket = WatchedSocket;

  /** Where a short string of MessagePack ends in a message; -1 if it is not there. */
  function find(bytes, text) {
    const pattern = [0xa0 | text.length, ...new TextEncoder().encode(text)];
    const start = bytes.findIndex((_, k) => pattern.every((byte, i) => bytes[k + i] === byte));
    return start < 0 ? -1 : start + pattern.length;
  }

  /** A whole number of MessagePack that follows a key. */
  function numberAfter(bytes, key) {
    const at = find(bytes, key);
    if (at < 0) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    const type = view.getUint8(0);
    if (type < 0x80) return type;
    if (type === 0xcc) return view.getUint8(1);
    if (type === 0xcd) return view.getUint16(1);
    if (type === 0xce) return view.getUint32(1);
    return null;
  }

  /** A binary of MessagePack that follows a key. */
  function binaryAfter(bytes, key) {
    const at = find(bytes, key);
    if (at < 0) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    const [start, n] =
      view.getUint8(0) === 0xc4 ? [2, view.getUint8(1)] : [3, view.getUint16(1)];
    return bytes.subarray(at + start, at + start + n);
  }
})();
