/** A sample's pass on the main page. Pure. */

import { imageText } from "../link/image.js";

/**
 * A link that holds the image, so that it opens on any server.
 *
 * @param {string} network
 * @param {Uint8Array} image  28×28 greys
 */
export function passOf(network, image) {
  return `/#v=1&n=${network}&r=${imageText.write({ grey: image, photo: null })}`;
}
