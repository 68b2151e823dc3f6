/**
 * Tells the user of an old browser what the page needs, in place of a page that would not work.
 * Not a module, and nothing newer than ES5, so that a browser that cannot read the rest reads this.
 */
(function () {
  var able =
    "noModule" in document.createElement("script") && // modules
    "findLast" in Array.prototype && // Safari 15.4
    "MathMLElement" in window && // Chrome 109
    CSS.supports("selector(:has(a))"); // Firefox 121
  if (able) return;
  var script = document.querySelector("script[type=module]");
  if (script) document.implementation.createHTMLDocument("").adoptNode(script); // where none runs
  document.body.innerHTML =
    '<p class="noscript" role="alert">This browser is too old for Forward Pass, which needs Safari or iPadOS 15.4, ' +
    "Chrome or Edge 109, Firefox 121, or newer. Please update it, or open this page on another device.</p>";
})();
