/** Notes what a console would show as an error or a warning: not every driver tells of its console. */

(() => {
  /** @type {string[]} */
  const problems = [];
  addEventListener("error", ({ message, target }) => {
    const { src, href } = /** @type {any} */ (target);
    problems.push(message ?? `not loaded: ${src ?? href}`);
  }, { capture: true });
  addEventListener("unhandledrejection", ({ reason }) => problems.push(`not handled: ${reason}`));
  addEventListener("securitypolicyviolation", ({ blockedURI }) => problems.push(`not allowed: ${blockedURI}`));
  for (const kind of /** @type {const} */ (["error", "warn"])) {
    const native = console[kind];
    console[kind] = (...told) => {
      problems.push(`console: ${told.join(" ")}`);
      native(...told);
    };
  }
  Object.assign(window, { problems });
})();
