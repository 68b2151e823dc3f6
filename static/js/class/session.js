/**
 * What this device knows of its class, and the line to it. A device that slept, lost its network or
 * was loaded again comes back by its token as who it was, and hands in what did not get through.
 *
 * @typedef {import("../wire/rooms.js").Head} Head
 * @typedef {import("../wire/rooms.js").You} You
 * @typedef {import("../wire/rooms.js").Pupil} Pupil
 * @typedef {import("../wire/rooms.js").Told} Told
 * @typedef {import("../page/memory.js").Member} Member
 * @typedef {import("./host.js").Host} Host
 *
 * @typedef {{vote: string, round: 1 | 2, choice: number}} Ballot
 * @typedef {Pick<Known, "wall" | "blank" | "display" | "inviting">} Front
 *
 * @typedef {object} Known
 * @property {string} code
 * @property {Head} head
 * @property {You | null} you  a pupil's own
 * @property {import("../wire/rooms.js").Strokes | null} drawn  what a pupil had drawn as this device came
 * @property {ReadonlyMap<string, Pupil>} pupils  where this device shows the class
 * @property {boolean} wall  is to be seen
 * @property {boolean} blank  the wall is
 * @property {boolean} display  a second window shows the class
 * @property {boolean} inviting  how one joins is shown large
 * @property {readonly (readonly number[])[] | null} hands  raised in the vote that is on, by round and choice
 * @property {boolean} back  in touch with the class just now
 * @property {string | null} told  what the server has to tell once
 */

import { createAsker, Lost } from "../wire/asker.js";
import { Refused } from "../wire/decode.js";
import { decodeRoom } from "../wire/rooms.js";

/** How each role comes to its class. */
const COMES = /** @type {const} */ ({ pupil: "join", steerer: "steer", display: "display" });
const OVER = ["code", "ended", "forbidden", "full", "locked"]; // nothing to come back to

const MOST_BYTES = 40_000; // of drawings in one message, well below the server's limit

/**
 * @param {Pick<Host, "ask" | "on" | "connection" | "subscribe" | "say">} host
 * @param {Member} member
 * @param {{keep: (member: Member) => void, forget: () => void}} memory
 * @param {{drawing?: object, vote?: Ballot}} [mine]  a pupil's newest, which may not have got through
 */
export function createSession(host, member, memory, mine = {}) {
  const put = createAsker(host.ask);
  /** @type {Known | null} */
  let known = null;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** What brings the class back after a restart of the server. @type {Uint8Array | null} */
  let snapshot = null;
  /** What this device has set and the server not yet confirmed. @type {Partial<Front>} */
  let setting = {};
  let isOver = false;
  let wasTaken = false; // by another device; this one goes on showing the class
  const role = () => (wasTaken ? "display" : member.role);

  function changed() {
    for (const listener of listeners) listener();
  }

  /** @param {Partial<Known>} change */
  function know(change) {
    if (!known) return;
    known = { ...known, ...change };
    changed();
  }

  /** @param {string | null} words  why; null where this device left by itself */
  function leave(words) {
    isOver = true;
    memory.forget();
    known = null;
    if (words !== null) host.say(words);
    changed();
  }

  /** What this device did itself: the server tells it to the others. @param {Partial<You>} change */
  function mend(change) {
    if (known?.you) know({ you: { ...known.you, ...change } });
  }

  /** @param {Told} news */
  function hear({ room, head = known?.head, counts, you, wall, blank, display, inviting, hands, pupils = [], gone = [], snapshot: packed, ended, told }) {
    if (ended) return leave("The class has ended.");
    if (told === "removed") return leave("Your teacher has taken this device out of the class.");
    if (room && known) return arrive({ room });
    if (!known || !head) return;
    if (told === "taken") wasTaken = true;
    if (packed) snapshot = packed;
    const all = pupils.length || gone.length ? new Map(known.pupils) : known.pupils;
    if (all instanceof Map) {
      for (const id of gone) all.delete(id);
      for (const pupil of pupils) all.set(pupil.id, pupil);
    }
    if (told === "back") void comeBack();
    if (told === "waiting") know({ back: false });
    const front = {
      ...(wall !== undefined && { wall }), ...(blank !== undefined && { blank }),
      ...(display !== undefined && { display }), ...(inviting !== undefined && { inviting }), ...(hands !== undefined && { hands }),
    };
    know({ head: { ...head, ...counts }, ...(you && { you }), ...front, ...setting, pupils: all, told: told ?? null });
  }

  /** @param {Record<string, any>} answer  with the whole room in it */
  function arrive({ token, room }) {
    if (token) memory.keep(member = { ...member, token });
    known = {
      code: room.code, head: room.head, you: null, drawn: room.drawn ?? null, pupils: new Map(),
      wall: false, blank: false, display: false, inviting: false, hands: null, back: true, told: null,
    };
    hear(room);
  }

  /** @param {{take?: boolean}} [more] */
  async function comeBack(more = {}) {
    if (isOver) return;
    const { token, code } = member;
    const as = role();
    const own = as === "pupil" ? mine : as === "steerer" && snapshot ? { snapshot } : {};
    const who = token ? { token } : { code };
    const seen = known?.pupils;
    try {
      arrive(await put("room", { do: COMES[as], ...who, ...own, ...more }, decodeRoom));
      if (as === "steerer" && seen) await bring(seen);
      const { vote: on } = known?.head ?? {};
      const { vote } = mine;
      const isOn = on?.id === vote?.vote && on?.round === vote?.round && on?.phase === "open";
      if (vote && isOn && chosen(vote) !== vote.choice) await cast(vote); // it was changed while the line was gone
    } catch (error) {
      if (error instanceof Lost) return; // once the line is back
      if (!(error instanceof Refused)) throw error;
      if (error.code === "taken") {
        wasTaken = true;
        return comeBack();
      }
      if (OVER.includes(error.code)) leave(error.message);
      else know({ told: error.code });
    }
  }

  /**
   * A server that was started anew has the drawings that pupils bring; those of all others are here.
   *
   * @param {ReadonlyMap<string, Pupil>} seen  before
   */
  async function bring(seen) {
    /** @type {object[]} */
    let drawings = [];
    let size = 0;
    for (const { id, drawing: now } of known?.pupils.values() ?? []) {
      const drawing = seen.get(id)?.drawing;
      if (now || !drawing) continue;
      const { n, points, lengths } = drawing;
      const more = points.length + 3 * lengths.length;
      if (size && size + more > MOST_BYTES) {
        await act("kept", { drawings });
        drawings = [];
        size = 0;
      }
      drawings.push({ id, drawing: { n, points, lengths } });
      size += more;
    }
    if (size) await act("kept", { drawings });
  }

  host.on("room", (message) => hear(/** @type {Told} */ (message)));
  let line = host.connection();
  host.subscribe(() => {
    const before = line;
    line = host.connection();
    if (line === before) return;
    if (line === "online") void comeBack();
    else if (known?.back) know({ back: false });
  });
  if (line === "online") void comeBack();

  /** @param {Ballot} ballot */
  const chosen = ({ round }) => known?.you?.votes[round - 1] ?? null;

  /** @param {Ballot} ballot */
  async function cast(ballot) {
    const before = chosen(ballot);
    const withChoice = (/** @type {number | null} */ choice) => mend({
      votes: /** @type {[any, any]} */ (known?.you?.votes.map((each, k) => (k === ballot.round - 1 ? choice : each))),
    });
    mine.vote = ballot;
    withChoice(ballot.choice);
    if (await act("vote", ballot) || !known?.back) return;
    delete mine.vote; // refused
    withChoice(before);
  }

  /**
   * @param {string} what  to do
   * @param {object} [fields]
   * @returns {Promise<Record<string, any> | null>}  null where it was refused, which is said, or did
   *   not get through
   */
  async function act(what, fields = {}) {
    try {
      return await put("room", { do: what, ...fields }, decodeRoom);
    } catch (error) {
      if (error instanceof Refused) host.say(error.message);
      else if (!(error instanceof Lost)) throw error;
      return null;
    }
  }

  return {
    get: () => known,
    role,
    token: () => member.token,
    code: () => member.code,
    wasTaken: () => wasTaken,
    /** This device came to steer by an offer. */
    wasPupil: () => member.pupil !== undefined,
    /** The class has ended, or was left. */
    isOver: () => isOver,

    /** @param {() => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    act,

    /**
     * Change what the class is shown: here at once, and back again where it was refused.
     *
     * @param {Partial<Front>} change
     */
    async show(change) {
      if (!known) return;
      const before = Object.fromEntries(Object.keys(change).map((key) => [key, known?.[/** @type {keyof Front} */ (key)]]));
      setting = { ...setting, ...change };
      know(change);
      const done = await act("set", change);
      const left = Object.entries(setting).filter(([key, value]) => change[/** @type {keyof Front} */ (key)] !== value);
      setting = Object.fromEntries(left);
      if (!done && known?.back) know(before);
    },

    /** @param {{n: number, points: ArrayBuffer, lengths: readonly number[]}} drawing */
    async draw(drawing) {
      mine.drawing = drawing;
      const answer = await act("draw", { drawing });
      if (answer) mend({ drawing: drawing.n, reading: answer["reading"] ?? null });
    },

    vote: cast,

    /** @param {boolean} following */
    async follow(following) {
      if (await act("follow", { on: following })) mend({ following });
    },

    /** Another device steers: from now on it is this one. */
    take() {
      wasTaken = false;
      return comeBack({ take: true });
    },

    /**
     * This device becomes somebody else: the steerer, a new pupil, a display.
     *
     * @param {Member["role"]} next
     * @param {Record<string, any>} answer
     */
    become(next, answer) {
      member = { ...member, role: next, ...(role() === "pupil" && next === "steerer" && { pupil: member.token }) };
      wasTaken = false;
      delete mine.drawing;
      delete mine.vote;
      arrive(answer);
    },

    async leave() {
      await act("leave");
      leave(null);
    },
  };
}

/** @typedef {ReturnType<typeof createSession>} Session */
