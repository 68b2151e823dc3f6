/**
 * Takes files that are dropped anywhere on the page; the browser would leave the page for them.
 *
 * @param {(file: File, event: DragEvent) => void} take
 * @param {{target?: Document | Window, signal?: AbortSignal}} [where]  the document hears of a file before the window
 */
export function onDropped(take, { target = window, signal } = {}) {
  const options = signal ? { signal } : {};
  target.addEventListener("dragover", (event) => {
    if (event instanceof DragEvent && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }, options);
  target.addEventListener("drop", (event) => {
    const [file] = event instanceof DragEvent ? event.dataTransfer?.files ?? [] : [];
    if (!file || !(event instanceof DragEvent)) return;
    event.preventDefault();
    take(file, event);
  }, options);
}
