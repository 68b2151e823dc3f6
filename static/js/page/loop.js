/**
 * At most one frame however often something changes, and none when nothing does.
 *
 * @param {(time: number) => void} frame  draws what changed; `time` in milliseconds
 * @param {(callback: (time: number) => void) => void} request  `requestAnimationFrame` in a page
 */
export function createLoop(frame, request) {
  let asked = false;

  return function markDirty() {
    if (asked) return;
    asked = true;
    request((time) => {
      asked = false;
      frame(time);
    });
  };
}
