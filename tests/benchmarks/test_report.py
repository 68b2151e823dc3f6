"""The figures on paper: JSON for programs, a table in a document for people."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.measure import Row
from benchmarks.report import END, START, NoBlock, as_json, as_markdown, line, write_block
from tests.serving import ROOT

MACHINE: dict[str, object] = {
    "processor": "Abacus 9000",
    "cores": 2,
    "memory_gib": 4.0,
    "system": "Linux",
    "python": "3.11",
    "load_before": 0.1,
}
ROWS = [
    Row(name="fast", value=7.123, unit="µs", peer="other", ratio=0.81, target=0.9),
    Row(name="large", value=1234.0, unit="bytes", target=1000),
    Row(name="told", value=42.0, unit="kB"),
]


def test_json_has_the_contract_s_fields_and_computes_what_is_met() -> None:
    document = json.loads(as_json(MACHINE, ROWS, ["training: no data"]))
    assert document["machine"] == MACHINE
    assert document["left_out"] == ["training: no data"]
    assert [row["met"] for row in document["rows"]] == [True, False, None]
    assert document["rows"][0] == {
        "name": "fast", "value": 7.123, "unit": "µs", "peer": "other",
        "ratio": 0.81, "target": 0.9, "met": True,
    }  # fmt: skip


def test_a_line_tells_value_ratio_and_target() -> None:
    assert line(ROWS[0]).split() == ["fast", "7.12", "µs", "0.81", "≤", "0.9", "yes", "other"]
    assert line(ROWS[1]).split() == ["large", "1,234", "bytes", "≤", "1000", "no"]


def test_the_block_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "figures.md"
    file.write_text(f"# Title\n\n{START}\nold figures\n{END}\n\nThe end.\n", encoding="utf-8")
    for _ in range(2):  # written anew, not added to
        write_block(file, as_markdown(MACHINE, ROWS))
    content = file.read_text(encoding="utf-8")
    assert content.startswith("# Title\n\n" + START)
    assert content.endswith(END + "\n\nThe end.\n")
    assert "old figures" not in content
    assert content.count("| fast | 7.12 µs | other | 0.81 | ≤ 0.9 | yes |") == 1
    assert "Abacus 9000, 2 cores" in content


@pytest.mark.parametrize("content", ["no marks", START, f"{END}{START}"])
def test_a_file_without_the_block_is_left_as_it_is(tmp_path: Path, content: str) -> None:
    file = tmp_path / "figures.md"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(NoBlock, match=f"expected {START} and then {END}"):
        write_block(file, "table")
    assert file.read_text(encoding="utf-8") == content


def test_the_readme_s_five_figures_are_those_of_the_document() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Figures\n")[2]
    document = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
    five = re.findall(r"^\| (.+?) \| (\d.*?) \| `.+` \|$", readme, re.MULTILINE)
    assert len(five) == 5
    accuracy = re.compile(r"accuracy of (`\S+`) on MNIST's t10k")
    for name, value in five:
        named = accuracy.fullmatch(name)
        assert f"| {named[1] if named else name} | {value} |" in document
