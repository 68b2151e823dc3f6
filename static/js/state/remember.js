/**
 * Remembers the last answer of a pure function: most frames ask again for what they had.
 *
 * @template {readonly unknown[]} Given
 * @template Answer
 * @param {(...given: Given) => Answer} answer
 * @returns {(...given: Given) => Answer}
 */
export function remembering(answer) {
  /** @type {{given: Given, answer: Answer} | null} */
  let last = null;
  return (...given) => {
    const known = last;
    const same = known?.given.length === given.length; // one left out is another question
    if (known && same && given.every((value, k) => value === known.given[k])) return known.answer;
    last = { given, answer: answer(...given) };
    return last.answer;
  };
}
