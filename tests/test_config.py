"""Settings come from the environment, typed; a bad one is said in one plain line."""

import re
from pathlib import Path

import msgspec
import pytest

from app import config
from app.config import Config, ConfigError, variable
from app.forward_pass.edit import MOST_NOISE
from app.forward_pass.stroke import MAX_POINTS
from app.paths import folder
from app.photo.decode import MOST_COPIED


def test_without_an_environment_all_settings_are_the_defaults() -> None:
    assert Config.from_environment({}) == Config()
    assert Config().models == folder("models")


def test_settings_are_read_with_their_types() -> None:
    found = Config.from_environment(
        {
            "FORWARD_PASS_MODELS": "/some/where",
            "FORWARD_PASS_MNIST": "/data",
            "FORWARD_PASS_HOST": "::1",
            "FORWARD_PASS_PORT": "0",
            "FORWARD_PASS_DEBUG": "1",
            "FORWARD_PASS_PROXIES": "2",
            "FORWARD_PASS_HOSTS": "a.example, b.example,",
            "FORWARD_PASS_SOMETHING": "else",
            "PATH": "/bin",
        }
    )
    assert found == Config(
        models=Path("/some/where"),
        mnist=Path("/data"),
        host="::1",
        port=0,
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
        (
            "PROXIES",
            "-1",
            "FORWARD_PASS_PROXIES: expected a whole number of at least 0, found '-1'",
        ),
        ("PORT", "http", "FORWARD_PASS_PORT: expected a whole number, found 'http'"),
        (
            "PORT",
            "65536",
            "FORWARD_PASS_PORT: expected a whole number of at most 65535, found '65536'",
        ),
        ("PORT", "8e3", "FORWARD_PASS_PORT: expected a whole number, found '8e3'"),
        ("PORT", "8000.0", "FORWARD_PASS_PORT: expected a whole number, found '8000.0'"),
        ("PORT", "null", "FORWARD_PASS_PORT: expected a whole number, found 'null'"),
        ("PORT", "٨٠", "FORWARD_PASS_PORT: expected a whole number, found '٨٠'"),
        ("DRAIN", "soon", "FORWARD_PASS_DRAIN: expected a number, found 'soon'"),
        ("DRAIN", "nan", "FORWARD_PASS_DRAIN: expected a number of at least 0, found 'nan'"),
        ("DRAIN", "301", "FORWARD_PASS_DRAIN: expected a number of at most 300, found '301'"),
        (
            "LOG",
            "debug",
            "FORWARD_PASS_LOG: expected one of error, warning, info, found 'debug'",
        ),
        (
            "HOSTS",
            "a,b\nc",
            "FORWARD_PASS_HOSTS: expected names or origins, with commas between, found 'a,b\\nc'",
        ),
        (
            "FRAME_ANCESTORS",
            "a; b",
            (
                "FORWARD_PASS_FRAME_ANCESTORS: expected names or origins, with commas between, "
                "found 'a; b'"
            ),
        ),
        ("PROXIES", "1.5", "FORWARD_PASS_PROXIES: expected a whole number, found '1.5'"),
        (
            "MAX_CONNECTIONS",
            "0",
            "FORWARD_PASS_MAX_CONNECTIONS: expected a whole number of at least 1, found '0'",
        ),
    ],
)
def test_bad_setting_is_one_plain_line(name: str, value: str, line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_environment({f"FORWARD_PASS_{name}": value})
    assert str(caught.value) == line


LIMITS = folder("models").parent / "docs" / "limits.md"
BROWSER_TESTS = LIMITS.parents[1] / "tests" / "browser"


@pytest.mark.parametrize(
    "sentence",
    [
        f"| one message | {config.MAX_MESSAGE // 1024} KB |",
        f"| body of an HTTP request | {config.MAX_BODY // 1024} KB,",
        f"| photo | {config.MAX_PHOTO // 1024**2} MB in {config.PHOTO_REQUEST:.0f} seconds, ",
        f" seconds, {config.MAX_PIXELS / 1e6:.0f} million pixels (",
        f"({MOST_COPIED / 1e6:.0f} of a WebP that is see-through), ",
        f"), {config.PHOTO_WORK:g} seconds of the processor to be read, ",
        f" to be read, and {config.LONGEST_PHOTO:.0f} by the clock |",
        f"| photos at once | 1 of a page, {config.MOST_PHOTOS} on their way to the server, ",
        f" at a time; up to {config.MOST_PHOTOS_IN_LINE} wait for ",
        f" wait for {config.PHOTO_LINE:.0f} seconds, and one that has taken ",
        f" one that has taken {config.SLOW_PHOTO:.0f} to arrive gives its place to them |",
        f"| packets in one long-polling request | {config.MOST_PACKETS} |",
        f"| points of a drawing | {MAX_POINTS:,} |",
        f"| edits of a question | {config.MAX_EDITS:,} |",
        f"| noise of an edit | 0 to {MOST_NOISE:g} times the spread of the layer's weights, ",
        f" drawn by a seed of 0 to {config.MAX_NOISE_SEED:,} |",
        f"| {config.MAX_INLINE_LAYERS} layers, {config.MAX_INLINE_NEURONS} neurons a layer, ",
        f" neurons a layer, {config.MAX_INLINE_INPUTS:,} inputs |",
        f"| part of a pass's file | {config.KEPT_PART // 1024} KB;",
        f"| pace of a stream | {config.MAX_PACE:,} ms",
        f"| `pass` messages | {config.LIVE_RATE} a second, {config.LIVE_BURST} at once |",
        f"| other messages | {config.OTHER_RATE} a second, {config.OTHER_BURST} at once |",
        f"1 more for each {config.TOKEN * 1e3:g} ms of the processor beyond the first",
        f"| vectors of a question | {config.MAX_VECTORS} |",
        f"| values of a sweep | {config.MAX_SWEEP}, and {config.MAX_SWEPT:,} of them times ",
        f"| points of a region | {config.MAX_REGION}×{config.MAX_REGION}, and ",
        f", and {config.MAX_SHADED:,} of them times the network's neurons |",
        f"| samples of a page of the gallery | {config.MAX_TILES} |",
        f"| a file | {config.MAX_OWN_FILE // 1024**2} MB, unpacked or not |",
        f"| layers | {config.MAX_OWN_LAYERS} |",
        f"| neurons of a dense layer | {config.MAX_OWN_NEURONS:,} |",
        f"| neurons of a layer of maps | {config.MAX_OWN_MAPS:,} |",
        f"| classes | 2 to {config.MAX_OWN_OUTPUTS} |",
        f"| weights and biases | {config.MAX_OWN_NUMBERS / 1e6:g} million |",
        f"| products for each picture | {config.MAX_OWN_PRODUCTS / 1e6:g} million, ",
        f"takes more than {config.OWN_WORK:g} seconds of",
        f", {config.LONGEST_OWN:g} by the clock, or {config.WORKER_MEMORY // 1024**2} MB.",
        f"| pupils of a class | {config.MAX_PUPILS}, ",
        f"| classes of a process | {config.MAX_ROOMS}; ",
        f"| classes that several processes share by Redis | {config.MOST_SHARED:,}; ",
        f"| a call of Redis | asked again for {config.LONGEST_CALL:.0f} seconds |",
        f"| drawings of all classes | {config.MOST_DRAWN // 1024**2} MB |",
        f"| link of a moment | {config.MAX_FRAGMENT // 1024} KB |",
        f"| choices of a vote | {config.MAX_CHOICES}, of {config.MAX_LABEL} characters each |",
        f"| raised hands for a choice | {config.MAX_HANDS} |",
        f"| connections that are the same pupil | {config.MOST_SCREENS} |",
        f"| connections that steer or display one class | {config.MOST_FRONT} |",
        f"| a new pupil | {config.NEW_PUPIL:.0f} messages' worth ",
        f"| a wrong code | {config.WRONG_CODE:.0f} messages' worth ",
        f"| a class in which nobody says anything | {config.LONGEST_IDLE / 3600:.0f} hours |",
        f"| moments that are presented | {1 / config.HEADS_EVERY:.0f} a second ",
        f"| news to those who see the class | {1 / config.NEWS_EVERY:.0f} batches a second |",
        f"| how many pupils there are, to pupils | every {config.COUNTS_EVERY:.0f} seconds |",
        f"| snapshot to the page that steers | every {config.SNAPSHOT_EVERY:.0f} seconds, ",
        f"| {config.MAX_EXCESS:.0f} seconds without a second's pause |",
        f"| WebSocket frames | {config.FRAME_RATE} a second, {config.FRAME_BURST:,} at once |",
        f"| messages waiting to be sent | {config.MAX_QUEUE} |",
        f"| bytes waiting to be sent | {config.MAX_QUEUED // 1024} KB, and ",
        f" KB, and {config.MOST_QUEUED // 1024**2} MB of all connections together |",
        f"| time to take one message | {config.READER_TIMEOUT:.0f} seconds |",
        f"| time between two bytes of an HTTP request | {config.REQUEST_TIMEOUT:.0f} seconds |",
        f"| time and size of a whole request | {config.WHOLE_REQUEST:.0f} seconds, ",
        f" seconds, {config.MAX_REQUEST // 1024} KB with its headers |",
        f"| time to say hello, Socket.IO's CONNECT | {config.HELLO_WITHIN:.0f} seconds |",
        f"there are at most {config.MOST_STRANGERS}, and a quarter of",
        f"wait for an HTTP request there are at most {config.MOST_VISITORS}, and",
        f"| a ping every {config.PING_INTERVAL} seconds, {config.PING_TIMEOUT} for its answer |",
    ],
)
def test_limits_are_documented_as_they_are(sentence: str) -> None:
    assert sentence in LIMITS.read_text(encoding="utf-8")


def test_every_limit_of_the_wire_has_a_test_that_drives_the_page_to_it() -> None:
    table = LIMITS.read_text(encoding="utf-8").partition("## Limits of the wire")[2]
    rows = re.findall(r"^\| (.+?) \|", table.partition("\n## ")[0], re.MULTILINE)[2:]
    assert rows[0] == "one message"
    tests = "".join(file.read_text(encoding="utf-8") for file in BROWSER_TESTS.rglob("*.py"))
    driven = re.findall(r"^# limit: (.+)$", tests, re.MULTILINE)
    assert set(rows) <= set(driven)


def test_every_setting_is_documented() -> None:
    limits = LIMITS.read_text(encoding="utf-8")
    for field in msgspec.structs.fields(Config):
        assert f"`{variable(field.name)}`" in limits
