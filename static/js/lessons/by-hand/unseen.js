/** What is not seen when the lesson begins. */

export { answers } from "./answers.js";
export { forms } from "./forms.js";
export { spread } from "./spread.js";
export { counting, wholeFormula } from "./whole-formula.js";
