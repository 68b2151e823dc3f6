"""All modules of a page in one file, for the way to the browser.

A hundred small files would take fifteen round trips on a slow network, and compress to half as
much again as one. So a page's modules travel one after the other in the order in which they need
each other, without their JSDoc comments. Nothing is renamed: each module keeps a scope of its own
and stays readable, its imports become constants, and what it exports is what its scope returns.
"""

import posixpath
import re
from collections.abc import Callable

# The forms that our modules use; any other is found out when the server starts.
_FROM = re.compile(
    r"^(?P<kind>import|export) (?:\{(?P<names>[^}]*)\}|\* as (?P<space>\w+))"
    r' from "(?P<path>[^"]+)";\n',
    re.MULTILINE,
)
_DECLARED = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
_LISTED = re.compile(r"^export \{([^}]*)\};\n", re.MULTILINE)
# Types and contracts are for readers of the modules and for tsc: two fifths of the bytes.
_JSDOC = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class LinkError(Exception):
    """A module that cannot be linked: a form of import or export that is not known, or a circle."""


def link(entry: str, read: Callable[[str], str]) -> str:
    """One module from a module and all that it imports. ``read`` gives a module's text by path.

    Raises:
        LinkError: a form that is not known, or modules that need each other in a circle.
    """
    linked: dict[str, str] = {}
    _add(entry, read, linked, ())
    return f"// Each module, with its types, stands beside {posixpath.basename(entry)}.\n" + (
        "const modules = {};\n\n" + "\n".join(linked.values())
    )


def _add(
    path: str, read: Callable[[str], str], linked: dict[str, str], above: tuple[str, ...]
) -> None:
    if path in above:
        raise LinkError(f"expected no circle, found {' → '.join((*above, path))}")
    text = _JSDOC.sub("", read(path))
    for found in _FROM.finditer(text):
        needed = _resolve(path, found["path"])
        if needed not in linked:
            _add(needed, read, linked, (*above, path))
    linked[path] = _scope(path, text)


def _scope(path: str, text: str) -> str:
    exported: list[str] = []

    def from_module(found: re.Match[str]) -> str:
        module = f'modules["{_resolve(path, found["path"])}"]'
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

    text = _FROM.sub(from_module, text)
    text = _DECLARED.sub(declared, text)
    text = _LISTED.sub(listed, text)
    if left := _LEFT.search(text):
        raise LinkError(f"{path}: expected an import or export of a known form, found {left[0]!r}")
    returned = f"return {{ {', '.join(exported)} }};"
    return f'// {path}\nmodules["{path}"] = (() => {{\n{text.rstrip()}\n\n{returned}\n}})();\n'


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _resolve(importer: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), path))
