"""Linked modules: the same values as the modules themselves, in a real JavaScript engine."""

import subprocess
from pathlib import Path

import pytest

from app.linked import Linker, LinkError, linked_sheets
from app.paths import folder

MODULES = {
    "js/main.js": """\
/**
 * @typedef {import("./shape/box.js").Box} Box
 */
import { area as size, SIDE } from "./shape/box.js";
import {
  double,
} from "./double.js";
import * as all from "./double.js";
export { double } from "./double.js";

const own = /** @type {number} */ (size(2));
console.log(JSON.stringify([own, SIDE, double(4), all.half(4), label]));
export const label = "main";
""".replace(", label]", "]"),
    "js/double.js": """\
import { SIDE } from "./shape/box.js";
const own = SIDE; // a name that other modules have, too
export function double(x) {
  return x * 2 + own - own;
}
export async function later() {}
  // since a half is asked for
const half = (x) => x / 2;
export { half };
""",
    "js/shape/box.js": """\
  /** Inside: its side. */
export const SIDE = 3;
export class Box {}
export function area(n) {
  return n * SIDE;
}
""",
}


def run(script: str) -> str:
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    return done.stdout


def test_linked_modules_compute_what_the_modules_compute(tmp_path: Path) -> None:
    for path, text in MODULES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    linked = Linker(MODULES.__getitem__).link("js/main.js").script
    assert run(linked) == run(f'import "{tmp_path.as_uri()}/js/main.js";') == "[6,3,8,2]\n"
    assert "/**" not in linked
    assert "since a half" not in linked


def test_each_module_is_there_once_after_those_it_needs() -> None:
    linked = Linker(MODULES.__getitem__).link("js/main.js").script
    places = [linked.index(f'modules["{path}"] ??= ') for path in reversed(MODULES)]
    assert places == sorted(places)
    assert all(linked.count(f'modules["{path}"] ??= ') == 1 for path in MODULES)


def test_the_pages_own_modules_can_be_parsed_once_linked(tmp_path: Path) -> None:
    script = tmp_path / "linked.mjs"
    linker = Linker(lambda path: (folder("static") / path).read_text())
    script.write_text(linker.link("js/main.js").script)
    subprocess.run(["node", "--check", script], check=True, timeout=20)


@pytest.mark.parametrize(
    "line", ['import thing from "./a.js";', 'import "./a.js";', "export default 3;"]
)
def test_a_form_that_is_not_known_is_an_error_that_shows_it(line: str) -> None:
    with pytest.raises(LinkError, match=r"main\.js: expected an import or export of a known form"):
        Linker(lambda _: line + "\n").link("main.js")


def test_a_circle_is_an_error_that_shows_it() -> None:
    circle = {
        "a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
    }
    with pytest.raises(LinkError, match=r"a\.js → b\.js → a\.js"):
        Linker(circle.__getitem__).link("a.js")


def test_pages_that_share_modules_read_each_of_them_once() -> None:
    read: list[str] = []

    def reading(path: str) -> str:
        read.append(path)
        return MODULES[path]

    linker = Linker(reading)
    first, second = linker.link("js/main.js"), linker.link("js/double.js")
    assert sorted(read) == sorted(MODULES)
    assert first == Linker(MODULES.__getitem__).link("js/main.js")
    assert second == Linker(MODULES.__getitem__).link("js/double.js")


LATER = {
    "js/lessons/page.js": """\
import { name } from "../shared.js";
async function main() {
  const [a, again] = [await import("../part/a.js"), await import("../part/a.js")];
  const b = await import("../part/b.js");
  console.log(JSON.stringify([a.told(), await b.told(), name(), a === again]));
}
void main();
""",
    "js/shared.js": "let n = 0;\nexport const name = () => `shared ${++n}`;\n",
    "js/part/a.js": """\
import { name } from "../shared.js";
import { only } from "./only.js";
export const told = () => only(name());
""",
    "js/part/b.js": """\
import { only } from "./only.js";
export const told = async () => only((await import("./a.js")).told());
""",
    "js/part/only.js": "export const only = (text) => `only ${text}`;\n",
}


def test_what_comes_later_comes_once_without_what_the_page_has_already(tmp_path: Path) -> None:
    files = LATER | {"package.json": '{"type": "module"}'}
    linked = Linker(LATER.__getitem__).link("js/lessons/page.js")
    files |= {"js/lessons/page.linked.js": linked.script} | linked.later
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    asked = [
        run(f'import "{(tmp_path / path).as_uri()}";') for path in list(files) if "/page." in path
    ]
    assert asked == ['["only shared 1","only only shared 2","shared 3",true]\n'] * 2
    assert set(linked.later) == {
        "js/part/a.lessons-page.linked.js",
        "js/part/b.lessons-page.linked.js",
    }
    assert 'shared.js"] ??=' not in "".join(linked.later.values())
    assert "only.js" not in linked.script


def test_what_did_not_come_is_asked_for_under_another_address(tmp_path: Path) -> None:
    main = """\
const ask = () => import("./part.js").then(({ a }) => a, () => "gone");
void ask().then(async (first) => console.log(JSON.stringify([first, await ask()])));
"""
    linked = Linker({"main.js": main, "part.js": "export const a = 1;\n"}.__getitem__).link(
        "main.js"
    )
    [(path, text)] = linked.later.items()
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "main.js").write_text(linked.script)
    # As a browser that keeps a failure: the first address never answers.
    (tmp_path / path).write_text(f'if (!import.meta.url.includes("?")) throw new Error();\n{text}')
    assert run(f'import "{(tmp_path / "main.js").as_uri()}";') == '["gone",1]\n'


def test_sheets_travel_without_their_comments_and_with_every_rule() -> None:
    first = "/* Of the\n   stage. */\n.a {\n  top: 0; /* px */\n}\n"
    assert linked_sheets([first, ".b {}\n"]) == ".a {\ntop: 0;\n}\n.b {}\n"


def test_modules_travel_without_indentation_or_empty_lines_but_a_text_keeps_its_own() -> None:
    text = "export function a() {\n  return `one\n\n  two`;\n}\n\n\nconst b = 1;\n"
    linked = Linker({"one.js": text}.__getitem__).link("one.js").script
    assert "\nreturn `one\n\n  two`;\n}\nconst b = 1;\n" in linked


def test_comments_behind_code_stay_with_the_module() -> None:
    text = 'export const a = 1; // px\nexport const b = "x; //y";\n'
    linked = Linker({"one.js": text}.__getitem__).link("one.js").script
    assert "px" not in linked
    assert '"x; //y"' in linked
