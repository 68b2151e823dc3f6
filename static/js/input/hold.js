/**
 * Who holds a surface that is drawn on or dragged. One pointer does; others, such as a second
 * finger, are ignored, but:
 * - a palm that came first gives way to the pen, and what it did is taken back, as is what a touch
 *   did that the system cancels; a cancelled pen keeps its ink;
 * - once a pen has been seen, touches draw nothing;
 * - some drivers never report that a pointer was lifted: a new primary one takes its place, and a
 *   move without buttons ends it.
 *
 * @typedef {{id: number, type: string}} Holder  its pointerId and pointerType
 * @typedef {"begin" | "move" | "end" | "takeBack" | "refuse"} Deed
 */

/** What has been seen of pens during this visit. */
export const VISIT = { penSeen: false };

const TIP = 0; // values of PointerEvent.button
const BARREL = 2;
const ERASER_END = 5; // of a pen that has one
const BARREL_OR_ERASER = 2 | 32; // bits of PointerEvent.buttons

/**
 * Whether a pen is held so that it erases.
 *
 * @param {PointerEvent} event
 */
export function isErasing({ pointerType, buttons }) {
  return pointerType === "pen" && (buttons & BARREL_OR_ERASER) !== 0;
}

/**
 * What an event means to a surface, in order. Pure.
 *
 * @param {Pick<PointerEvent, "type" | "pointerId" | "pointerType" | "isPrimary" | "button" | "buttons">} event
 * @param {Holder | null} holder
 * @param {{draws: boolean, penSeen: boolean}} rules  whether the surface is drawn on, not dragged
 * @returns {readonly Deed[]}
 */
export function deedsOf({ type, pointerId, pointerType, isPrimary, button, buttons }, holder, { draws, penSeen }) {
  const isPen = pointerType === "pen";
  const isPalm = pointerType === "touch" && ((draws && penSeen) || holder?.type === "pen");
  const isHolder = pointerId === holder?.id;
  /** @type {readonly Deed[]} */
  const palmGoes = isPen && holder?.type === "touch" ? ["takeBack"] : [];
  switch (type) {
    case "pointerdown":
      if (isPalm) return holder ? [] : ["refuse"];
      if (!(button === TIP || (draws && isPen && (button === BARREL || button === ERASER_END)))) return [];
      if (!holder || palmGoes.length) return [...palmGoes, "begin"];
      return isHolder || isPrimary ? ["end", "begin"] : [];
    case "pointerup":
    case "lostpointercapture":
      return isHolder ? ["end"] : [];
    case "pointercancel":
      return isHolder ? [pointerType === "touch" ? "takeBack" : "end"] : [];
    default:
      if (!isHolder) return palmGoes;
      return buttons === 0 ? ["end"] : ["move"];
  }
}

/**
 * @param {HTMLElement} surface  has `touch-action: none`
 * @param {{
 *   begin: (event: PointerEvent) => void,
 *   move: (event: PointerEvent) => void,
 *   end?: () => void,
 *   takeBack: () => void,
 *   refuse?: () => void,
 * }} hand  what the holder does; each hold ends with `end` or `takeBack`; `refuse`: a finger may not
 * @param {{draws?: boolean, moves?: "pointermove", visit?: typeof VISIT}} [options]
 *   `moves`: the event that reports a move
 */
export function listenToHold(surface, hand, { draws = false, moves = "pointermove", visit = VISIT } = {}) {
  /** @type {Holder | null} */
  let holder = null;

  /** @type {Readonly<Record<Deed, (event: PointerEvent) => void>>} */
  const deeds = {
    begin(event) {
      holder = { id: event.pointerId, type: event.pointerType };
      try {
        surface.setPointerCapture(event.pointerId); // so that it may leave the surface and come back
      } catch {
        // It is lifted already.
      }
      hand.begin(event);
    },
    move: hand.move,
    end() {
      holder = null;
      hand.end?.();
    },
    takeBack() {
      holder = null;
      hand.takeBack();
    },
    refuse: () => hand.refuse?.(),
  };
  for (const type of /** @type {const} */ (["pointerdown", moves, "pointerup", "pointercancel", "lostpointercapture"])) {
    surface.addEventListener(type, (event) => {
      visit.penSeen ||= event.pointerType === "pen";
      for (const deed of deedsOf(event, holder, { draws, penSeen: visit.penSeen })) deeds[deed](event);
    });
  }
  // Of a long press, and of a pen's barrel button.
  if (draws) surface.addEventListener("contextmenu", (event) => event.preventDefault());

  return { isHeld: () => holder !== null };
}
