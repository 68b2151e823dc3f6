"""Every setting, from the environment (``FORWARD_PASS_NAME``), with its type and default.

The constants are limits that belong to the wire's contract: the page is written against them, so
they are not for an operator to change. One stands elsewhere: how many points a drawing may have
is for the core to say, ``app.forward_pass.stroke.MAX_POINTS``.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta

from app.paths import folder, own_networks

PREFIX = "FORWARD_PASS_"
_NAME = re.compile(r"[!-:<-~]+")  # of a host, or an origin: it may stand in a header

MAX_MESSAGE = 64 * 1024  # bytes
MAX_BODY = 96 * 1024  # bytes of an HTTP request: a message in base64, and some more
PHOTO_PATH = "/api/photo"  # the one request that may be larger
MAX_PHOTO = 8 * 1024 * 1024  # bytes of it
MAX_PIXELS = 24_000_000  # of a photo, once it is unpacked
MOST_PHOTOS = 4  # that are on their way at once; one of them is read at a time
MOST_PHOTOS_IN_LINE = 60  # that wait to come, with those
PHOTO_LINE = 40.0  # seconds that one waits so
SLOW_PHOTO = 20.0  # seconds to arrive, after which one gives its place to another that waits
PHOTO_WORK = 1.5  # seconds of the processor to read one, after which its process is ended
LONGEST_PHOTO = 10.0  # seconds by the clock, on a machine that is busy
PHOTO_REQUEST = 90.0  # seconds that all of it may take to arrive
MOST_PACKETS = 32  # in one such request; the queue of their answers must hold as many
MAX_EDITS = 2_000
MAX_NOISE_SEED = 999_999  # of an edit that adds noise: short in a link
MAX_INLINE_LAYERS = 8
MAX_INLINE_NEURONS = 64  # of one layer
MAX_INLINE_INPUTS = 1_024
MAX_PACE = 5_000  # milliseconds between the layers of a stream
MAX_VECTORS = 64  # inputs of one question
MAX_SWEEP = 257  # values that a sweep tries
MAX_SWEPT = 16_384  # weighted sums in its answer: values × inputs × neurons
MAX_REGION = 96  # points of a region, across and up
MAX_SHADED = 131_072  # of all of them times the network's neurons
MAX_TILES = 120  # samples of one page of the gallery

LIVE_RATE, LIVE_BURST = 150, 300  # pass messages of one connection: per second, and at once
OTHER_RATE, OTHER_BURST = 60, 120  # all its other messages
# A message costs one token, and one more for each ``TOKEN`` of processor time beyond two: it costs
# what it takes, whatever it is and whether or not it was let in.
TOKEN = 0.0005  # seconds of the processor
MAX_EXCESS = 10.0  # seconds of asking too much, after which the connection is closed
FRAME_RATE, FRAME_BURST = 500, 1_000  # WebSocket frames that are read; faster ones wait
MAX_QUEUE = 64  # messages waiting to be sent on one connection
MAX_QUEUED = 256 * 1024  # bytes of them; the newest message is kept, however long
MOST_QUEUED = 32 * 1024 * 1024  # bytes of all connections together
MOST_AT_A_TIME = 64 * 1024  # bytes after which no more is taken to be sent in one go
PING_INTERVAL, PING_TIMEOUT = 10, 15  # seconds between pings, and for the answer to one
MOST_STRANGERS = 500  # connections that have not said hello; at most a quarter of all
HELLO_WITHIN = 10.0  # seconds for that, after which the connection is closed
SILENCE = PING_INTERVAL + PING_TIMEOUT + 5.0  # seconds without a byte, even in answer to a ping
READER_TIMEOUT = 15.0  # seconds that a client may take to read a message
REQUEST_TIMEOUT = 20.0  # seconds that an HTTP client may take between two bytes
WHOLE_REQUEST = 40.0  # seconds that all of a request may take to arrive
MAX_REQUEST = MAX_BODY + 32 * 1024  # bytes of it, headers and all
MOST_VISITORS = 500  # connections that wait for an HTTP request
SPARE_FILES = 20  # file descriptors that no connection may take
PACK_AHEAD = True  # what every visitor asks for is compressed as well as it goes, after the start
LONGEST_HOLD = 0.002  # seconds after which a piece of work gives way to others

# Networks that people bring: what `forward-pass add` takes
MAX_OWN_FILE = 64 * 1024 * 1024  # bytes of a file
MAX_OWN_LAYERS = 24
MAX_OWN_NEURONS = 4_096  # of a dense layer
MAX_OWN_MAPS = 40_000  # neurons of a layer of maps
MAX_OWN_OUTPUTS = 36
MAX_OWN_NUMBERS = 4_000_000  # weights and biases
MAX_OWN_PRODUCTS = 20_000_000  # of a forward pass: some milliseconds
OWN_WORK = 4.0  # seconds of the processor to read a file, after which its process is ended
LONGEST_OWN = 20.0  # seconds by the clock, on a machine that is busy

# Rooms: classes
DOOR = "/c"  # where one joins: short, since people type it from a wall
MAX_PUPILS = 150  # of a room
MOST_ENDED = 6_000  # of which it is known that they have ended, by id and code
MAX_ROOMS = 300  # of a process
MOST_DRAWN = 64 * 1024 * 1024  # bytes of all drawings in all rooms
MAX_FRAGMENT = 48 * 1024  # characters of a moment's link
MAX_SNAPSHOT = 60 * 1024  # bytes of a room without its drawings, which fits a message
MAX_CHOICES = 20  # of a vote
MAX_LABEL = 60  # characters of one of them
MAX_ABOUT = 200  # characters that say which question a vote belongs to
MAX_HANDS = 500  # raised for one choice
MOST_SCREENS = 4  # connections that are the same pupil at once
MOST_FRONT = 10  # connections that steer or display one room
LONGEST_IDLE = 12 * 3600.0  # seconds without a message, after which a room ends
WRONG_CODE = 120.0  # tokens that a wrong code costs: two seconds
NEW_PUPIL = 60.0  # tokens that a new pupil costs
NEWS_EVERY = 0.1  # seconds between two batches of news to those who see the class
HEADS_EVERY = 0.05  # seconds between two moments that are presented
COUNTS_EVERY = 2.0  # seconds between two times that pupils are told how many they are
MOST_SHARED = 3_000  # classes in Redis; beyond that the one that changed longest ago is dropped
REDIS_TIMEOUT = 1.0  # seconds for an answer of Redis
LONGEST_CALL = 2.0  # seconds for what is asked again where there was none
SEEN_EVERY = 0.2  # seconds between two looks at who is connected to this process
HERE_EVERY = 2.0  # seconds between two times that other processes are told, where nothing is new
SNAPSHOT_EVERY = 2.0  # seconds between two snapshots, unless somebody has voted

# Work that takes long, in processes of its own
MOST_WORKERS = 2  # processes; one core is always left to whoever draws
WORKER_MEMORY = 384 * 1024 * 1024  # bytes of each of them, where the system can bound it
SLICE = 0.05  # seconds of one question, after which it is another's turn
MOST_AT_ONCE = 32  # questions that take turns in one process; the others wait in line
MOST_WAITING = 500  # questions in that line
PLACES_EVERY = 0.25  # seconds between telling everybody their place in it
LONGEST_ANSWER = 60.0  # seconds of the processor that one of them may take
LONGEST_TURN = 60.0  # seconds by the clock that a function may go on without giving way
BEAT = 1.0  # seconds between two signs of life of a process that computes
LONGEST_SILENCE = 5.0  # seconds without one, after which the process is replaced
LONGEST_START = 30.0  # seconds until the first, on a machine that is busy
ABANDONED_AFTER = 0.5  # seconds that a process may go on with what nobody waits for any more
MOST_SAID = 4 * 1024 * 1024  # bytes of one answer's pieces
KEPT_ANSWERS = 16 * 1024 * 1024  # bytes of answers, and their questions, for the next who ask
KEPT_AT_LEAST = 4 * 1024  # bytes that one of them counts for
KEPT_PART = 128 * 1024  # bytes of a pass's file that one answer brings


class ConfigError(Exception):
    """A setting that cannot be used, said in one plain line."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one server."""

    host: Annotated[
        str,
        Meta(
            description="Address or name to listen on; 0.0.0.0 lets phones on the same network in."
        ),
    ] = "127.0.0.1"
    port: Annotated[
        Annotated[int, Meta(ge=0, le=65_535)] | None,
        Meta(description="Port to listen on; 0 for any free one."),
    ] = None
    models: Annotated[Path, Meta(description="The folder of networks.")] = folder("models")
    own: Annotated[
        Path, Meta(description="The folder of networks that were added, beside those.")
    ] = own_networks(os.environ)
    mnist: Annotated[
        Path | None, Meta(description="A folder with MNIST's four files, where there is one.")
    ] = None
    strokes: Annotated[
        Path | None, Meta(description="A file of pen strokes, where there is one.")
    ] = None
    letters: Annotated[
        Path | None, Meta(description="A strokes file of letters, where there is one.")
    ] = None
    debug: Annotated[
        bool, Meta(description="Read static files and templates anew for each request.")
    ] = False
    hosts: Annotated[
        tuple[str, ...],
        Meta(
            description="Names under which the server may be reached, apart from addresses, "
            "localhost and the machine's own name; separated by commas."
        ),
    ] = ()
    origins: Annotated[
        tuple[str, ...],
        Meta(
            description="Other origins whose pages may open a socket, such as "
            "https://school.example; separated by commas."
        ),
    ] = ()
    frame_ancestors: Annotated[
        tuple[str, ...],
        Meta(description="Origins that may show the page in a frame; separated by commas."),
    ] = ()
    max_connections: Annotated[
        int, Meta(ge=1, le=100_000, description="How many sockets may be open at once.")
    ] = 2_000
    proxies: Annotated[
        int,
        Meta(ge=0, le=10, description="How many reverse proxies in front of it are trusted."),
    ] = 0
    drain: Annotated[
        float,
        Meta(
            ge=0,
            le=300,
            description="Seconds between the signal to stop and the end: /readyz says that it "
            "drains, all else goes on.",
        ),
    ] = 0.0
    secret: Annotated[
        Annotated[str, Meta(min_length=32)] | None,
        Meta(
            description="What the tokens of classes are signed with, at least 32 characters; else "
            "one is made once and kept in the state folder of whoever runs the server."
        ),
    ] = None
    redis: Annotated[
        str,
        Meta(
            description="Redis by which several processes share classes, such as "
            "`redis://127.0.0.1:6379`; needs `forward-pass[redis]`, and the same "
            "`FORWARD_PASS_SECRET` for all of them.",
        ),
    ] = ""
    log: Annotated[
        Literal["error", "warning", "info"], Meta(description="The least that is logged.")
    ] = "warning"
    log_addresses: Annotated[bool, Meta(description="Log the addresses that connect and ask.")] = (
        False
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Config":
        """The settings that the environment names; the others, and empty ones, keep their defaults.

        Raises:
            ConfigError: a value that is not of the setting's type or range.
        """
        given: dict[str, object] = {}
        for field in msgspec.structs.fields(cls):
            text = environment.get(variable(field.name))
            if text:
                is_list = isinstance(field.default, tuple)
                given[field.name] = _split(field.name, text) if is_list else text
        try:
            config = msgspec.convert(given, cls, strict=False, dec_hook=_path)
        except msgspec.ValidationError as error:
            raise _config_error(error, given) from None
        for name, value in given.items():
            _check_number(name, f"{value}", getattr(config, name))
        return config


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


_IN_WORDS = {
    "`": "",
    " | null": "",
    "str of length >=": "a text of at least",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    ">=": "of at least",
    "<=": "of at most",
    ".0": "",
}


def _config_error(error: msgspec.ValidationError, given: Mapping[str, object]) -> ConfigError:
    """msgspec's sentence, "Expected `int`, got `str` - at `$.port`", with the value itself."""
    what, _, place = str(error).partition(" - at `$.")
    name = place.removesuffix("`")
    if what.startswith("Invalid enum value"):
        kind = get_type_hints(Config, include_extras=False)[name]
        expected = f"one of {', '.join(get_args(kind))}"
    else:
        expected = what.partition(", got")[0].removeprefix("Expected ")
        for sign, words in _IN_WORDS.items():
            expected = expected.replace(sign, words)
    return _refusal(name, expected, given[name])


def _refusal(name: str, expected: str, found: object) -> ConfigError:
    return ConfigError(f"{variable(name)}: expected {expected}, found {found!r}")


def _check_number(name: str, text: str, value: object) -> None:
    """Refuse what msgspec takes for a whole number or for None, but nobody means: 8e3, null."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if value is None or (is_whole and not (text.isascii() and text.isdecimal())):
        raise _refusal(name, "a whole number", text)


def _split(name: str, text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    if not all(_NAME.fullmatch(part) for part in parts):
        raise _refusal(name, "names or origins, with commas between", text)
    return parts


def _path(kind: type[Any], value: object) -> Path:
    del kind  # Path is the only one that msgspec does not know
    return Path(str(value))
