/** The sheet of "Photo": how to give one, and what became of it. */

import { MAX_PHOTO, readPhoto } from "../../wire/photo.js";
import { Refused } from "../../wire/decode.js";
import { h, setText } from "../dom.js";
import { sheetHead } from "../sheet.js";

const SMALLER = 2400; // px of the longer side of a photo that is made smaller

/** @param {import("../photo.js").Page} page */
export function createPhotoSheet({ dispatch }) {
  const told = h("p", { class: "photo-told", role: "status" });
  const taken = input("image/*", { capture: "environment" });
  const chosen = input("image/jpeg,image/png,image/webp", {});
  const dialog = h("dialog", { class: "sheet photo", "aria-labelledby": "photo-title", click(event) {
    if (event.target === dialog) dialog.close();
  } },
    sheetHead(h("h2", { id: "photo-title" }, "A digit on paper"), () => dialog.close()),
    h("p", {}, "Write one digit, large and dark, on a sheet of paper. The network reads it like a drawing, and Next shows how the photo becomes 28 × 28 pixels."),
    h("div", { class: "row" },
      ...(matchMedia("(pointer: coarse)").matches
        ? [h("button", { type: "button", class: "choice", click: () => taken.click() }, "Take a photo")] : []),
      h("button", { type: "button", class: "choice", click: () => chosen.click() }, "Choose a photo"),
      taken, chosen),
    h("p", { class: "hint" }, "Or paste one, or drop it anywhere on this page: JPEG, PNG or WebP. The photo is read and forgotten; nothing is kept."),
    told);
  document.body.append(dialog);
  /** The newest file: what is read of an older one is no longer wanted. @type {File | null} */
  let newest = null;
  dialog.addEventListener("close", () => (newest = null));

  /**
   * @param {string} accept
   * @param {Record<string, string>} more
   */
  function input(accept, more) {
    const field = h("input", { type: "file", hidden: true, accept, ...more, change() {
      const [file] = field.files ?? [];
      field.value = ""; // the same file may be chosen again
      if (file) void read(file);
    } });
    return field;
  }

  /** @param {File} file */
  async function read(file) {
    newest = file;
    const isLarge = file.size > MAX_PHOTO;
    setText(told, isLarge ? "Larger than 8 MB: it is made smaller first, then read…" : "Reading your photo…");
    dialog.setAttribute("aria-busy", "true");
    try {
      const image = await readPhoto(isLarge ? await smaller(file) : file);
      if (newest !== file) return;
      dialog.close();
      dispatch({ type: "image", image });
    } catch (error) {
      if (newest !== file) return;
      setText(told, error instanceof Refused ? error.message
        : "The photo could not be sent: the server cannot be reached just now. Try again.");
    } finally {
      if (newest === file || newest === null) dialog.removeAttribute("aria-busy");
    }
  }

  return {
    /** @param {File} [file] */
    open(file) {
      setText(told, "");
      if (!dialog.open) dialog.showModal();
      if (file) void read(file);
    },
  };
}

/**
 * A photo with fewer pixels; as it is where this browser cannot read it, for the server to say so.
 *
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
async function smaller(file) {
  try {
    const photo = await createImageBitmap(file);
    const scale = Math.min(1, SMALLER / Math.max(photo.width, photo.height));
    const canvas = h("canvas");
    canvas.width = Math.round(photo.width * scale);
    canvas.height = Math.round(photo.height * scale);
    canvas.getContext("2d")?.drawImage(photo, 0, 0, canvas.width, canvas.height);
    photo.close();
    return await new Promise((done) => canvas.toBlob((made) => done(made ?? file), "image/jpeg", 0.9));
  } catch {
    return file;
  }
}
