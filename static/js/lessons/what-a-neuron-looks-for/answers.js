/** The answer sheet: what a neuron with 48 blue pixels and 96 red ones makes of the worksheet's images. */

import { PIXELS } from "../../digit-image.js";
import { showNet } from "../../kit/figures.js";
import { countOf, toyCard } from "../../kit/toy.js";
import { h, setText } from "../../parts/dom.js";
import { count } from "../../words/format.js";
import { painted } from "./question.js";

const [BLUE, RED] = [48, 96];
const GRID = Array.from({ length: PIXELS }, (_, cell) => (cell < BLUE ? 1 : cell < BLUE + RED ? -1 : 0));

/** @param {(cell: number) => boolean} isOn */
const image = (isOn) => Float32Array.from(GRID, (_, cell) => Number(isOn(cell)));

const IMAGES = {
  "all white": image(() => true),
  "only the 48 pixels": image((cell) => cell < BLUE),
  "nothing at all": image(() => false),
  "24 of the 48 and 16 of the 96": image((cell) => cell < 24 || (cell >= BLUE && cell < BLUE + 16)),
};

/**
 * @param {number} bias
 * @returns {import("../../kit/lesson.js").Figure<any>}
 */
export const sums = (bias) => (room, { numbers }) => {
  const rows = Object.entries(IMAGES).map(([name, pixels]) => {
    const [z, fires] = [h("b"), h("span")];
    room.append(h("p", {}, `${name}: z = `, z, fires));
    return { z, fires, question: painted(GRID, bias, pixels) };
  });
  return {
    sync() {
      for (const { z, fires, question } of rows) {
        const sum = numbers.layers(question)?.[0]?.z[0];
        if (sum === undefined) continue;
        showNet(z, sum);
        setText(fires, sum > 0 ? ", above 0" : "");
      }
    },
  };
};

const COUNTED = toyCard("784-16-16-10", "sigmoid");

/** @type {import("../../kit/lesson.js").Figure<any>} */
export const counted = (room) => {
  const layers = COUNTED.layers.map(({ inputs, outputs }) => `${inputs} × ${outputs} + ${outputs}`);
  room.append(`${layers.join(", ")}: ${count(countOf(COUNTED.layers))} in all.`);
  return { sync() {} };
};
