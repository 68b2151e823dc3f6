"""Bundling: all modules of a page in one file, for the way to the browser.

A hundred small files would take fifteen round trips on a slow network, and compress to half as much
again as one. So a page's modules travel in one file, each after those that it imports, without
their types, their indentation and most of their comments. Nothing is renamed: each module keeps a
scope of its own, its imports become constants, and its scope returns what it exports.

What a module asks for with ``import("./part.js")`` comes later, if at all: in a file of its own,
with those of its modules that the page does not have already.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

SUFFIX = ".linked.js"

# The forms of import and export that our modules use; any other is refused when the server starts.
_FROM = re.compile(
    r"^(?P<kind>import|export) (?:\{(?P<names>[^}]*)\}|\* as (?P<space>\w+))"
    r' from "(?P<path>[^"]+)";\n',
    re.MULTILINE,
)
_DECLARED = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
_LATER = re.compile(r'\bimport\("(?P<path>[^"]+)"\)')
_LISTED = re.compile(r"^export \{([^}]*)\};\n", re.MULTILINE)
# Types and contracts are for readers of the modules and for tsc: two fifths of the bytes. So are
# comments on lines of their own.
_JSDOC = re.compile(r"^[ \t]*/\*\*[^*]*(?:\*(?!/)[^*]*)*\*/[ \t]*\n", re.MULTILINE)
_CAST = re.compile(r"/\*\*[^*]*(?:\*(?!/)[^*]*)*\*/ ?")
_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_BEHIND = re.compile(r"(?<=[;,{})\]]) +// .*$", re.MULTILINE)
_INDENT = re.compile(r"(`[^`]*`)|^\s+", re.MULTILINE)  # a template's own lines keep theirs
_LEFT = re.compile(r"^(?:import|export)\b.*|\bimport\((?!\").*", re.MULTILINE)
_CSS_COMMENT = re.compile(r"[ \t]*/\*[^*]*(?:\*(?!/)[^*]*)*\*/\n?")
_CSS_INDENT = re.compile(r"^\s+", re.MULTILINE)
_BEGIN = """\
const modules = {
  failed: 0, // some browsers never ask anew for an address that failed once
  async later(path, file) {
    if (path in modules) return modules[path];
    try {
      (await import(modules.failed ? `${file}?${modules.failed}` : file)).default(modules);
    } catch (error) {
      modules.failed += 1;
      throw error;
    }
    return modules[path];
  },
};
"""


def linked_sheets(sheets: Iterable[str]) -> str:
    """Several sheets as one, in order, without the quarter of their bytes meant for readers."""
    return _CSS_INDENT.sub("", _CSS_COMMENT.sub("\n", "".join(sheets)))


class LinkError(Exception):
    """A module that cannot be bundled: an unknown form of import or export, or a circle."""


class Module(NamedTuple):
    """A module on its own: the paths of those that it imports, and its scope in the bundle."""

    needs: tuple[str, ...]
    scope: str


class Bundled(NamedTuple):
    """A page's script, and by their names those that it asks for later, if at all."""

    script: str
    later: dict[str, str]


class Linker:
    """Bundles the modules of several pages, reading each of them once."""

    def __init__(self, read: Callable[[str], str]) -> None:
        """``read`` gives a module's text by its path."""
        self._read = read
        self._modules: dict[str, Module] = {}

    def link(self, entry: str) -> Bundled:
        """A module and all that it imports as one script, and what it asks for later.

        Raises:
            LinkError: an unknown form of import or export, or modules that import each other in a
            circle.
        """
        own: dict[str, str] = {}
        self._add(entry, own, ())
        folder = posixpath.dirname(entry)
        files: dict[str, str] = {}

        def name(path: str) -> str:
            page = entry.removeprefix("js/").removesuffix(".js").replace("/", "-")
            return f"{path.removesuffix('.js')}.{page}{SUFFIX}"

        def joined(scopes: Iterable[str]) -> str:
            def asked(found: re.Match[str]) -> str:
                path = found["path"]
                if name(path) not in files:
                    files[name(path)] = ""  # so that two that ask for each other come to an end
                    files[name(path)] = chunk(path)
                return f'modules.later("{path}", "./{posixpath.relpath(name(path), folder)}")'

            return _LATER.sub(asked, "".join(scopes))

        def chunk(path: str) -> str:
            found = dict(own)
            self._add(path, found, ())
            new = joined(scope for each, scope in found.items() if each not in own)
            return f"export default (modules) => {{\n{new}}};\n"

        script = joined(own.values())
        head = f"// Each module, with its types, stands beside {posixpath.basename(entry)}.\n"
        return Bundled(head + _BEGIN + script, files)

    def _add(self, path: str, linked: dict[str, str], above: tuple[str, ...]) -> None:
        if path in linked:
            return
        if path in above:
            raise LinkError(f"expected no circle, found {' → '.join((*above, path))}")
        if path not in self._modules:
            self._modules[path] = _module(path, self._read(path))
        needs, scope = self._modules[path]
        for needed in needs:
            self._add(needed, linked, (*above, path))
        linked[path] = scope


def _module(path: str, text: str) -> Module:
    needs: list[str] = []
    exported: list[str] = []

    def from_module(found: re.Match[str]) -> str:
        needs.append(_resolve(path, found["path"]))
        module = f'modules["{needs[-1]}"]'
        if found["kind"] == "export":
            exported.extend(f"{name}: {module}.{name}" for name in _names(found["names"]))
            return ""
        if found["space"]:
            return f"const {found['space']} = {module};\n"
        return f"const {{{found['names'].replace(' as ', ': ')}}} = {module};\n"

    def declared(found: re.Match[str]) -> str:
        exported.append(found[1])
        return ""

    def listed(found: re.Match[str]) -> str:
        exported.extend(_names(found[1]))
        return ""

    text = _BEHIND.sub("", _COMMENT.sub("", _CAST.sub("", _JSDOC.sub("", text))))
    text = _INDENT.sub(r"\1", text)
    text = _FROM.sub(from_module, text)
    text = _DECLARED.sub(declared, text)
    text = _LISTED.sub(listed, text)
    text = _LATER.sub(lambda found: f'import("{_resolve(path, found["path"])}")', text)
    if left := _LEFT.search(text):
        raise LinkError(f"{path}: expected an import or export of a known form, found {left[0]!r}")
    returned = f"return {{ {', '.join(exported)} }};"
    scope = f'modules["{path}"] ??= (() => {{\n{text.rstrip()}\n{returned}\n}})();\n'
    return Module(tuple(needs), scope)


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _resolve(importer: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), path))
