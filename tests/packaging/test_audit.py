"""What `make audit` makes of the answers of pip-audit and npm: nothing unknown passes for good."""

import json
from collections.abc import Sequence

import pytest

from tests.packaging.audit import Finding, Run, of_npm, of_python

LOCK = "requirements.lock"


def answering(out: object, errors: str = "") -> Run:
    def run(command: Sequence[str]) -> tuple[str, str]:
        assert command
        return out if isinstance(out, str) else json.dumps(out), errors

    return run


def pip(*packages: dict[str, object]) -> Run:
    return answering({"dependencies": packages, "fixes": []})


GOOD: dict[str, object] = {"name": "a", "version": "1", "vulns": []}
BAD = GOOD | {"vulns": [{"id": "PYSEC-1"}]}
SKIPPED: dict[str, object] = {"name": "b", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("run", "is_known", "text"),
    [
        (pip(GOOD, GOOD), False, "nothing known against 2 packages"),
        (pip(GOOD, BAD), True, "a 1: PYSEC-1"),
        (pip(SKIPPED, BAD), True, "a 1: PYSEC-1"),
        (pip(GOOD, SKIPPED), None, "1 of 2 packages: not found"),
        (answering("", "line\nno network\n"), None, "no network"),
        (answering("", ""), None, "it said nothing"),
    ],
)
def test_pip_audit_is_understood(run: Run, is_known: bool | None, text: str) -> None:
    assert of_python(LOCK, run) == Finding(LOCK, is_known, text)


@pytest.mark.parametrize(
    ("run", "is_known", "text"),
    [
        (answering({"vulnerabilities": {}}), False, "nothing known"),
        (answering({"vulnerabilities": {"ws": {}}}), True, "ws"),
        (answering({"message": "405 Method Not Allowed"}), None, "405 Method Not Allowed"),
        (answering("not JSON", "refused"), None, "refused"),
    ],
)
def test_npm_audit_is_understood(run: Run, is_known: bool | None, text: str) -> None:
    assert of_npm(run) == Finding("package-lock.json", is_known, text)


def test_what_was_not_audited_is_said_as_plainly_as_what_is_vulnerable() -> None:
    assert str(Finding(LOCK, None, "no network")).startswith("NOT AUDITED")
    assert str(Finding(LOCK, True, "a 1")).startswith("VULNERABLE")
