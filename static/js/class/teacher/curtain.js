import { setText } from "../../parts/dom.js";

/**
 * What the class sees is black while whoever steers wants it so. The page that steers goes black, too,
 * where it stands on the projector itself.
 *
 * @param {import("../session.js").Session} session
 */
export function createCurtain(session) {
  const curtain = document.createElement("dialog");
  curtain.className = "class-curtain";
  curtain.setAttribute("aria-label", "The screen is blank");
  curtain.addEventListener("cancel", (event) => event.preventDefault());
  curtain.addEventListener("click", lift);
  document.body.append(curtain);

  function lift() {
    if (session.role() === "steerer") void session.show({ blank: false });
  }

  const stop = session.subscribe(() => {
    const known = session.get();
    const isProjected = session.role() === "display" || (document.documentElement.dataset["view"] === "projector" && !known?.display);
    const isBlank = known !== null && known.blank && isProjected;
    setText(curtain, session.role() === "steerer" ? "Blank. B shows the class again." : "");
    if (isBlank && !curtain.open) curtain.showModal();
    if (!isBlank && curtain.open) curtain.close();
  });

  return {
    end() {
      stop();
      curtain.close();
      curtain.remove();
    },
    toggle: () => void session.show({ blank: !session.get()?.blank }),
  };
}
