/**
 * A page that shows the class and does not steer it goes where the class is, by itself: nothing on it
 * can be pressed but what is the class's own.
 *
 * @param {import("../host.js").Host} host
 * @param {import("../session.js").Session} session
 */
export function createShow(host, session) {
  const root = document.documentElement;
  const { hide } = root.dataset;
  const over = new AbortController();
  const isShown = () => session.get() !== null && session.role() === "display";

  document.addEventListener("keydown", (event) => {
    const isOwn = ["f", "F", "q", "Q", "Tab", "Escape"].includes(event.key);
    const isInClass = event.target instanceof Element && event.target.closest("dialog, .class-bar");
    if (isShown() && !isOwn && !isInClass && !event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
  }, { capture: true, signal: over.signal });

  function sync() {
    const hidden = isShown() && host.desk ? "pad inspector stepper" : hide;
    if (hidden === undefined) delete root.dataset["hide"];
    else root.dataset["hide"] = hidden;
    for (const element of document.querySelectorAll("main, .stepper")) element.toggleAttribute("inert", isShown());
  }

  const stop = session.subscribe(sync);
  sync();
  return {
    end() {
      over.abort();
      stop();
      sync();
    },
  };
}
