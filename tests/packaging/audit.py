"""``python -m tests.packaging.audit``: is anything known against a package of the lock files?

Asks PyPI and npm through pip-audit and npm audit. Fails if there is; where the network does not let
them ask, says so in a line that nobody takes for a good answer.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tests.packaging.project import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "tests/fixtures/own/requirements.lock")
# Not one of the locked packages: it is run in an environment of its own, and only here.
PIP_AUDIT = ["-m", "uv", "tool", "run", "--from", "pip-audit==2.10.1", "pip-audit"]
_LINE = 200  # characters of what a program said

Run = Callable[[Sequence[str]], tuple[str, str]]  # a command → its output, and its errors


class Finding(NamedTuple):
    """What came of one lock file; ``is_known`` is None where nobody could tell."""

    lock: str
    is_known: bool | None
    text: str

    def __str__(self) -> str:
        word = {True: "VULNERABLE", False: "ok", None: "NOT AUDITED"}[self.is_known]
        return f"{word:12} {self.lock}: {self.text}"


def run(command: Sequence[str]) -> tuple[str, str]:
    """Run a command in the project's folder. Its status says too little: both fail alike."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def of_python(lock: str, run: Run = run) -> Finding:
    """What PyPI knows about the packages of a lock file."""
    options = ["--disable-pip", "--progress-spinner", "off", "--format", "json", "-r", lock]
    out, errors = run([sys.executable, *PIP_AUDIT, *options])
    found = _object(out)
    if "dependencies" not in found:
        return Finding(lock, None, _last_line(errors))
    packages = found["dependencies"]
    known = [
        f"{package['name']} {package['version']}: {hole['id']}"
        for package in packages
        for hole in package.get("vulns", ())
    ]
    if known:
        return Finding(lock, True, "; ".join(known))
    skipped = [package for package in packages if "skip_reason" in package]
    if skipped:
        reason = skipped[0]["skip_reason"]
        return Finding(lock, None, f"{len(skipped)} of {len(packages)} packages: {reason}")
    return Finding(lock, False, f"nothing known against {len(packages)} packages")


def of_npm(run: Run = run) -> Finding:
    """What npm knows about the packages of its lock file."""
    lock = "package-lock.json"
    out, errors = run(["npm", "audit", "--json"])
    found = _object(out)
    if "vulnerabilities" not in found:
        return Finding(lock, None, str(found.get("message") or _last_line(errors))[:_LINE])
    if found["vulnerabilities"]:
        return Finding(lock, True, ", ".join(found["vulnerabilities"]))
    return Finding(lock, False, "nothing known")


def main() -> int:
    """Ask about every lock file: the exit status."""
    findings = [*map(of_python, LOCKS), of_npm()]
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    return int(any(finding.is_known for finding in findings))


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1][:_LINE] if lines else "it said nothing"


if __name__ == "__main__":
    raise SystemExit(main())
