/**
 * What browsers must have for our page, and what of JavaScript, the DOM and CSS is newer.
 *
 * Whether a feature is newer is told by MDN's browser-compat-data, what a script uses by
 * TypeScript's own checker: `x.with` of an array is another one than of a date.
 *
 * @typedef {{version_added: string | false, version_removed?: string, flags?: unknown, prefix?: string, alternative_name?: string}} Statement
 * @typedef {{support: Record<string, Statement | Statement[]>}} Compat
 */

import { readFileSync, readdirSync } from "node:fs";
import { API } from "typescript/unstable/sync";
import { isIdentifier, isObjectBindingPattern, isTypeReferenceNode } from "typescript/unstable/ast";

export const ROOT = new URL("../../", import.meta.url);

/** Drawing, stepping and the lessons' numbers work from here on. @type {Record<string, readonly number[]>} */
const FLOOR = { safari: [15, 4], safari_ios: [15, 4], chrome: [109], edge: [109], firefox: [121] };

/** @type {any} */
const DATA = JSON.parse(
  readFileSync(new URL("node_modules/@mdn/browser-compat-data/data.json", ROOT), "utf-8"),
);

/**
 * The browsers of the floor that lack a feature.
 *
 * @param {string} path  such as `css.properties.color`; of an unknown one nothing is said
 * @param {readonly string[]} [prefixes]  under which it is used, too
 * @returns {string[]}
 */
export function lacking(path, prefixes = []) {
  /** @type {Compat | undefined} */
  const compat = path.split(".").reduce((node, name) => node?.[name], DATA)?.__compat;
  if (!compat) return [];
  return Object.keys(FLOOR).filter((browser) => {
    const statements = [compat.support[browser] ?? []].flat();
    return !statements.some((one) => has(one, FLOOR[browser] ?? [], prefixes));
  });
}

/**
 * @param {Statement} statement
 * @param {readonly number[]} floor
 * @param {readonly string[]} prefixes
 */
function has({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }, floor, prefixes) {
  if (flags || other || (prefix && !prefixes.includes(prefix))) return false;
  return isBy(added, floor) && !isBy(removed, floor);
}

/**
 * Whether a version, such as "≤15.4", is not newer than the floor.
 *
 * @param {string | false | undefined} version
 * @param {readonly number[]} floor
 */
function isBy(version, floor) {
  if (!version || version === "preview") return false;
  const [major = 0, minor = 0] = version.replace("≤", "").split(".").map(Number);
  const [most = 0, least = 0] = floor;
  return major < most || (major === most && minor <= least);
}

/**
 * Every member and global of an interface that is newer than the floor.
 *
 * @returns {[owner: string, member: string | null][]}
 */
export function newerInterfaces() {
  return ["api", "javascript.builtins"].flatMap((root) => {
    const owners = root.split(".").reduce((node, name) => node[name], DATA);
    return Object.entries(owners).flatMap(([owner, members]) => {
      /** @type {(string | null)[]} */
      const newer = lacking(`${root}.${owner}`).length
        ? [null]
        : Object.keys(members).filter((member) => lacking(`${root}.${owner}.${member}`).length);
      return newer.map((member) => /** @type {[string, string | null]} */ ([owner, member]));
    });
  });
}

/** Members of interfaces that TypeScript splits off, by name: in the data they stand with each that has them. */
const OWNERS = (() => {
  /** @type {Map<string, string[]>} */
  const owners = new Map();
  for (const [owner, members] of Object.entries(DATA.api)) {
    for (const member of Object.keys(members)) owners.set(member, [...(owners.get(member) ?? []), owner]);
  }
  return owners;
})();

/**
 * @param {string | undefined} owner  an interface of TypeScript's libraries
 * @param {string} name  of its member, or of a global
 * @returns {string[]} who lacks it
 */
function lackingMember(owner, name) {
  if (!owner) return [...lacking(`javascript.builtins.${name}`), ...lacking(`api.${name}`)];
  const isStatic = owner.endsWith("Constructor");
  const known = owner.replace(/^Readonly(?=Array|Map|Set)/, "").replace(/Constructor$/, "");
  const member = isStatic && DATA.api[known]?.[`${name}_static`] ? `${name}_static` : name;
  if (/(?:8|16|32|64)(?:Clamped)?Array$/.test(known)) return lacking(`javascript.builtins.TypedArray.${member}`);
  if (DATA.javascript.builtins[known]) return lacking(`javascript.builtins.${known}.${member}`);
  // Some constructors are types without a name: what they have is static.
  const named = owner === "__type" ? OWNERS.get(`${name}_static`) : undefined;
  const owners = DATA.api[known]?.[member] ? [known] : named ?? OWNERS.get(name) ?? [];
  const all = owners.map((each) => lacking(`api.${each}.${named ? `${name}_static` : member}`));
  return (all[0] ?? []).filter((browser) => all.every((each) => each.includes(browser)));
}

/**
 * What the scripts of a project use that is newer than the floor: `Array.with`, and who lacks it.
 *
 * @param {string} config  path of its `tsconfig.json`
 * @returns {Map<string, string[]>}
 */
export function newerInScripts(config) {
  const api = new API({ cwd: new URL(".", ROOT).pathname });
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (!project) throw new Error(`expected a project at ${config}, found none`);
    const { program, checker } = project;
    const found = new Map();
    for (const name of program.getSourceFileNames()) {
      const file = program.getSourceFile(name);
      if (!file || program.isSourceFileDefaultLibrary(file)) continue;
      const named = checker.getSymbolAtLocation(nodesIn(file, isIdentifier));
      const taken = nodesIn(file, isObjectBindingPattern).flatMap((pattern) => {
        const type = checker.getTypeAtLocation(pattern);
        return pattern.elements.map(({ propertyName, name }) => type && checker.getPropertyOfType(type, (propertyName ?? name)?.getText() ?? ""));
      });
      for (const symbol of new Set([...named, ...taken])) {
        if (!symbol?.declarations.some(({ path }) => /\/lib\.[\w.]+\.d\.ts$/.test(path))) continue;
        const owner = symbol.getParent()?.name;
        const without = lackingMember(owner, symbol.name);
        if (without.length) found.set(owner ? `${owner}.${symbol.name}` : symbol.name, without);
      }
    }
    return found;
  } finally {
    api.close();
  }
}

/**
 * All nodes of a kind, but those of types.
 *
 * @template {import("typescript/unstable/ast").Node} Kind
 * @param {import("typescript/unstable/ast").Node} node
 * @param {(node: import("typescript/unstable/ast").Node) => node is Kind} is
 * @returns {Kind[]}
 */
function nodesIn(node, is) {
  const found = is(node) ? [node] : [];
  node.forEachChild((child) => {
    if (!isTypeReferenceNode(child)) found.push(...nodesIn(child, is));
  });
  return found;
}

/** Forms of writing that no symbol stands for. @type {Record<string, RegExp>} */
const SYNTAX = {
  "javascript.regular_expressions.lookbehind_assertion": /\(\?<[=!]/,
  "javascript.regular_expressions.modifier": /\(\?-?[ims]+[-ims]*:/,
  "javascript.regular_expressions.unicode_sets": /\/[dgimsy]*v[dgimsy]*(?=[;,.)\s])/,
  "javascript.classes.static.initialization_blocks": /\bstatic\s*\{/,
  "javascript.operators.await.top_level": /^await\b/m,
  "javascript.statements.using": /^\s*(?:await\s+)?using\s+\w+\s*=/m,
  "javascript.statements.import.import_attributes": /from\s+"[^"]+"\s+with\b/,
};

/** @param {string} text  of a script */
export function newerSyntax(text) {
  return Object.keys(SYNTAX).filter((path) => SYNTAX[path]?.test(text) && lacking(path).length);
}

/** Units, and the feature that each of them is. @type {[RegExp, string][]} */
const UNITS = [
  [/^[dsl]v(?:h|w|b|i|min|max)$/, "css.types.length.viewport_percentage_units_dynamic"],
  [/^cq(?:h|w|b|i|min|max)$/, "css.types.length.container_query_length_units"],
];

/** The paths of the functions in values, such as `color-mix`, by name. */
const FUNCTIONS = (() => {
  /** @type {Map<string, string[]>} */
  const paths = new Map();
  const walk = (/** @type {any} */ node, /** @type {string} */ path) => {
    for (const [name, inside] of Object.entries(node)) {
      if (name === "__compat") continue;
      paths.set(name, [...(paths.get(name) ?? []), `${path}.${name}`]);
      walk(inside, `${path}.${name}`);
    }
  };
  walk(DATA.css.types, "css.types");
  return paths;
})();

/**
 * What a style sheet uses that is newer than the floor, and who lacks it.
 *
 * @param {string} text
 * @returns {Map<string, string[]>}
 */
export function newerInStyle(text) {
  const sheet = text.replace(/\/\*.*?\*\//gs, "");
  const declared = [...sheet.matchAll(/(?<=^|[;{}])\s*(-?[a-z][a-z-]*)\s*:\s*([^;{}]+)(?=[;}])/g)];
  const names = new Set(declared.map(([, name = ""]) => name));
  /** @type {Map<string, string[]>} */
  const found = new Map();
  const note = (/** @type {string} */ path, /** @type {string[]} */ prefixes = []) => {
    const without = lacking(path, prefixes);
    if (without.length) found.set(path.replace("css.", ""), without);
  };
  for (const [, name = "", value = ""] of declared) {
    const prefixes = ["-webkit-", "-moz-"].filter((prefix) => names.has(prefix + name));
    if (name.startsWith("-")) continue; // a browser's own, for that browser
    note(`css.properties.${name}`, prefixes);
    for (const [word] of value.matchAll(/(?<![\w-])[a-z][a-z-]+(?![\w(-])/g)) note(`css.properties.${name}.${word}`);
    for (const [, called = ""] of value.matchAll(/(?<![\w-])([a-z][a-z-]*)\(/g)) FUNCTIONS.get(called)?.forEach((path) => note(path));
    for (const [, unit = ""] of value.matchAll(/\d([a-z]+)\b/g)) {
      for (const [form, path] of UNITS) if (form.test(unit)) note(path);
    }
  }
  for (const [, selector = ""] of sheet.matchAll(/(?<=^|[{};])([^{};@]+)\{/g)) {
    for (const [, pseudo = ""] of selector.matchAll(/::?([a-z][a-z-]*)/g)) note(`css.selectors.${pseudo}`);
  }
  for (const [, rule = "", asked = ""] of sheet.matchAll(/@([a-z-]+)([^{;]*)/g)) {
    note(`css.at-rules.${rule}`);
    for (const [, feature = ""] of asked.matchAll(/\(\s*([a-z-]+)/g)) note(`css.at-rules.${rule}.${feature}`);
    if (/[<>]/.test(asked)) note("css.at-rules.media.range_syntax");
  }
  if (/\{[^{}]*\{/.test(sheet.replace(/@[^{]*\{/g, ""))) note("css.selectors.nesting");
  return found;
}

/**
 * The attributes of a template's elements that are newer than the floor.
 *
 * @param {string} text
 */
export function newerInMarkup(text) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [, tag = "", attributes = ""] of text.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)) {
    for (const [, name = ""] of attributes.matchAll(/\s([a-z][a-z-]*)(?==|\s|$)/g)) {
      for (const path of [`html.global_attributes.${name}`, `html.elements.${tag}.${name}`]) {
        const without = lacking(path);
        if (without.length) found.set(path.replace("html.", ""), without);
      }
    }
  }
  return found;
}

/**
 * Our own files of a kind, their paths and texts.
 *
 * @param {string} folder  below the project's
 * @param {string} ending
 * @returns {Map<string, string>}
 */
export function sources(folder, ending) {
  const names = readdirSync(new URL(folder, ROOT), { recursive: true, encoding: "utf-8" });
  const ours = names.filter((name) => name.endsWith(ending));
  return new Map(ours.map((name) => [name, readFileSync(new URL(`${folder}/${name}`, ROOT), "utf-8")]));
}
