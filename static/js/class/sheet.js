/**
 * The style of a part of the class, which comes with it.
 *
 * @param {string} name  of the sheet, in css/class
 */
export function addSheet(name) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL(`../../css/class/${name}.css`, import.meta.url).href;
  document.head.append(sheet);
}
