/**
 * A photograph of the viewer's own: grey, square and small, for as long as the page is open. The
 * server is sent its pixels with each question, and keeps none.
 *
 * @typedef {import("../../kit/lesson.js").Figure<import("../one-eye-for-every-place.js").State>} Figure
 */

import { contextOf } from "../../draw/surface.js";
import { h, setText } from "../../parts/dom.js";

const LUMA = [0.299, 0.587, 0.114]; // of red, green and blue
const LARGEST = 1024; // pixels across, that it is first reduced to

/** @type {Figure} */
export const photo = (room, { set, start: { picture: side } }) => {
  const said = h("span", { role: "status" });
  const file = h("input", { type: "file", accept: "image/*", class: "visually-hidden", tabindex: "-1", "aria-label": "A photograph of yours", change: () => void take() });
  room.append(h("button", { type: "button", class: "choice", click: () => file.click() }, "A photo of mine …"), file, said);

  async function take() {
    const [chosen] = Array.from(file.files ?? []);
    file.value = ""; // the same one can be chosen again
    if (!chosen) return;
    try {
      set({ photo: await greysOf(chosen, side), subject: "photo", at: 0, whole: true });
      setText(said, "");
    } catch {
      setText(said, "This browser cannot read that file as a picture. JPEG and PNG work everywhere.");
    }
  }
  return { sync() {} };
};

/**
 * The middle of a picture.
 *
 * @param {Blob} file
 * @param {number} side  pixels
 * @returns {Promise<Uint8Array>}  (side, side)
 */
async function greysOf(file, side) {
  const picture = await createImageBitmap(file);
  const { width, height } = picture;
  const cut = Math.min(width, height);
  let n = side;
  while (2 * n <= Math.min(cut, LARGEST)) n *= 2;
  let ctx = square(n);
  ctx.fillStyle = "white"; // behind what is transparent
  ctx.fillRect(0, 0, n, n);
  ctx.drawImage(picture, (width - cut) / 2, (height - cut) / 2, cut, cut, 0, 0, n, n);
  picture.close();
  for (; n > side; n /= 2) { // by halves, so that every pixel counts
    const { canvas } = ctx;
    ctx = square(n / 2);
    ctx.drawImage(canvas, 0, 0, n / 2, n / 2);
  }
  const { data } = ctx.getImageData(0, 0, side, side);
  return Uint8Array.from({ length: side * side }, (_, k) =>
    LUMA.reduce((sum, share, channel) => sum + share * (data[4 * k + channel] ?? 0), 0));
}

/** @param {number} side  pixels */
const square = (side) => contextOf(h("canvas", { width: `${side}`, height: `${side}` }));
