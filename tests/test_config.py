"""Settings come from the environment, typed; a bad one is said in one plain line."""

from pathlib import Path

import msgspec
import pytest

from app.config import Config, ConfigError, variable
from app.paths import folder


def test_without_an_environment_all_settings_are_the_defaults() -> None:
    assert Config.from_environment({}) == Config()
    assert Config().models == folder("models")


def test_settings_are_read_with_their_types() -> None:
    config = Config.from_environment(
        {
            "FORWARD_PASS_MODELS": "/some/where",
            "FORWARD_PASS_MNIST": "/data",
            "FORWARD_PASS_DEBUG": "1",
            "FORWARD_PASS_PROXIES": "2",
            "FORWARD_PASS_HOSTS": "a.example, b.example,",
            "FORWARD_PASS_SOMETHING": "else",
            "PATH": "/bin",
        }
    )
    assert config == Config(
        models=Path("/some/where"),
        mnist=Path("/data"),
        debug=True,
        proxies=2,
        hosts=("a.example", "b.example"),
    )


def test_empty_setting_is_none() -> None:
    assert Config.from_environment({"FORWARD_PASS_PROXIES": ""}) == Config()


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("DEBUG", "maybe", "FORWARD_PASS_DEBUG: expected true or false, found 'maybe'"),
        ("PROXIES", "one", "FORWARD_PASS_PROXIES: expected a whole number, found 'one'"),
        ("PROXIES", "-1", "FORWARD_PASS_PROXIES: expected a whole number >= 0, found '-1'"),
        ("PROXIES", "1.5", "FORWARD_PASS_PROXIES: expected a whole number, found '1.5'"),
        (
            "MAX_CONNECTIONS",
            "0",
            "FORWARD_PASS_MAX_CONNECTIONS: expected a whole number >= 1, found '0'",
        ),
    ],
)
def test_bad_setting_is_one_plain_line(name: str, value: str, line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_environment({f"FORWARD_PASS_{name}": value})
    assert str(caught.value) == line


def test_every_setting_is_documented() -> None:
    limits = (folder("models").parent / "docs" / "limits.md").read_text(encoding="utf-8")
    for field in msgspec.structs.fields(Config):
        assert f"`{variable(field.name)}`" in limits
