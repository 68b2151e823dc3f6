"""A machine's font, chosen by a test: what fontconfig gives for `system-ui` and for formulas."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple


class Family(NamedTuple):
    """The fonts that a machine has for text and for formulas."""

    text: str
    math: str


FAMILIES = {
    "DejaVu": Family("DejaVu Sans", "DejaVu Math TeX Gyre"),
    "Noto": Family("Noto Sans", "Noto Sans Math"),
}

_GENERIC = ("system-ui", "ui-sans-serif", "sans-serif", "sans", "Segoe UI", "Roboto")


def configure(folder: Path, name: str) -> Path:
    """Write the fontconfig file of a machine that has no other family than this one."""
    text, math = FAMILIES[name]
    others = [font for other, pair in FAMILIES.items() if other != name for font in pair]
    rules = [
        *(_alias(generic, text) for generic in _GENERIC),
        _alias("math", math),
        *(_without(font) for font in others),
    ]
    path = folder / f"{name}.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig>\n{''.join(rules)}"
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n</fontconfig>\n'
    )
    _check(path, text)
    return path


def _alias(generic: str, font: str) -> str:
    return (
        f'<match target="pattern"><test name="family"><string>{generic}</string></test>'
        f'<edit name="family" mode="prepend" binding="strong"><string>{font}</string></edit>'
        "</match>\n"
    )


def _without(font: str) -> str:
    pattern = f'<pattern><patelt name="family"><string>{font}</string></patelt></pattern>'
    return f"<selectfont><rejectfont>{pattern}</rejectfont></selectfont>\n"


def _check(path: Path, text: str) -> None:
    """That the machine has the family, and gives it."""
    program = shutil.which("fc-match")
    assert program, "fontconfig is not installed: .ci/need fc-match fontconfig"
    found = subprocess.run(
        [program, "--format=%{family}", "system-ui"],
        env={"FONTCONFIG_FILE": str(path)}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert text in found, f"expected {text} to be installed, found {found}"
