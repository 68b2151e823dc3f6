/**
 * A browser that translates the page: it puts its own words in the place of every text, in elements
 * of its own, and again in whatever is written anew.
 */

(() => {
  const LEFT_ALONE = "script, style, noscript, [translate=no]";
  let n = 0; // texts translated

  /** @param {Node} root */
  function translate(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node);
    for (const text of texts) {
      const { parentElement, textContent } = text;
      if (!textContent?.trim() || !parentElement || parentElement.closest(`${LEFT_ALONE}, font`)) continue;
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      inner.textContent = textContent.replace(/[a-z]/gi, (letter) => `${letter}\u0302`);
      outer.append(inner);
      parentElement.replaceChild(outer, text);
      n += 1;
    }
  }
  /** Texts that are put into an element of the translator's own are new, too. @param {Node} target */
  const ownerOf = (target) => {
    if (!(target instanceof Element) || target.localName !== "font") return target;
    const words = document.createTextNode(target.textContent ?? "");
    if (target.querySelector("font")) return target;
    if (target.parentElement?.localName === "font") return target;
    target.replaceWith(words);
    return words.parentElement ?? target;
  };

  Object.assign(window, {
    translator: {
      begin() {
        document.documentElement.lang = "fr";
        translate(document.body);
        new MutationObserver((changes) => {
          for (const { target } of changes) if (target.isConnected) translate(ownerOf(target));
        }).observe(document.body, { childList: true, characterData: true, subtree: true });
      },
      count: () => n,
    },
  });
})();
