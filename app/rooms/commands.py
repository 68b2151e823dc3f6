"""What may be said to a room, as it comes over the wire: there is no second copy."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from app.config import (
    MAX_ABOUT,
    MAX_CHOICES,
    MAX_FRAGMENT,
    MAX_HANDS,
    MAX_LABEL,
    MAX_PUPILS,
    MAX_SNAPSHOT,
)
from app.forward_pass.stroke import MAX_POINTS

Kind = Literal["digit", "neuron", "yes-no", "letters", "lesson"]
Steps = Literal["mine", "own"]

Id = Annotated[str, Meta(min_length=1, max_length=16)]
Token = Annotated[str, Meta(min_length=1, max_length=300)]
Choice = Annotated[int, Meta(ge=0, lt=MAX_CHOICES)]
Label = Annotated[str, Meta(min_length=1, max_length=MAX_LABEL, pattern=r"^[^\x00-\x1f\x7f]+\Z")]


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is presented: a page, the text of a link to a place in it, and who reads drawings.

    ``network``: empty for a page that has none; the one before goes on reading.
    """

    page: Annotated[str, Meta(max_length=100)]
    fragment: Annotated[
        str, Meta(max_length=MAX_FRAGMENT, pattern=r"^[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*\Z")
    ] = ""
    network: Annotated[str, Meta(max_length=100)] = ""


class Strokes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pupil's ``n``-th drawing, as ``app.wire.Input`` has it; without points, a cleared pad."""

    n: Annotated[int, Meta(ge=1, le=2**31)]
    points: Annotated[bytes, Meta(max_length=4 * MAX_POINTS)]
    lengths: Annotated[list[Annotated[int, Meta(ge=1)]], Meta(max_length=MAX_POINTS)]


class Ballot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a pupil chose in a round of a vote."""

    vote: Id
    round: Literal[1, 2]
    choice: Choice


class _Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do"):
    pass


# By anybody


class Open(_Command, frozen=True, tag="open"):
    """Begin a room."""

    moment: Moment


class Join(_Command, frozen=True, tag="join"):
    """Take part: as a new pupil by the code, or as the same one as before by the token.

    ``drawing``, ``vote``: what the page still has; they count once.
    """

    code: Annotated[str, Meta(max_length=20)] | None = None
    token: Token | None = None
    drawing: Strokes | None = None
    vote: Ballot | None = None


class Steer(_Command, frozen=True, tag="steer"):
    """Steer (again). ``take``: also where another device does. ``snapshot``: see ``Room.pack``."""

    token: Token
    snapshot: Annotated[bytes, Meta(max_length=MAX_SNAPSHOT)] | None = None
    take: bool = False


class Display(_Command, frozen=True, tag="display"):
    """Show the class, without steering."""

    token: Token


# By a pupil


class Draw(_Command, frozen=True, tag="draw"):
    """A drawing of one's own."""

    drawing: Strokes


class Vote(_Command, frozen=True, tag="vote"):
    """One's choice; the last one counts."""

    vote: Id
    round: Literal[1, 2]
    choice: Choice


class Follow(_Command, frozen=True, tag="follow"):
    """Follow whoever steers, or look around."""

    on: bool


class HandOn(_Command, frozen=True, tag="hand-on"):
    """Give the device to another pupil, who is a new one."""


class Accept(_Command, frozen=True, tag="accept"):
    """Take the steering that one was offered."""


class Leave(_Command, frozen=True, tag="leave"):
    """Take part no longer; what was drawn and chosen stays."""


# By whoever steers


class Show(_Command, frozen=True, tag="show"):
    """Present another moment."""

    moment: Moment


class Ask(_Command, frozen=True, tag="ask"):
    """Begin a vote."""

    kind: Kind
    labels: Annotated[list[Label], Meta(min_length=2, max_length=MAX_CHOICES)]
    about: Annotated[str, Meta(max_length=MAX_ABOUT)] = ""


class Again(_Command, frozen=True, tag="again"):
    """Let them talk, and vote a second time."""


class Close(_Command, frozen=True, tag="close"):
    """Take no more votes."""


class Reveal(_Command, frozen=True, tag="reveal"):
    """Show the counts."""


class Done(_Command, frozen=True, tag="done"):
    """Put the vote away."""


class Hands(_Command, frozen=True, tag="hands"):
    """Raised hands for a choice, in the round that is on."""

    choice: Choice
    n: Annotated[int, Meta(ge=0, le=MAX_HANDS)]


class Set(_Command, frozen=True, tag="set"):
    """Any of the settings; those that are not there stay.

    ``steps``: everyone sees the presenter's digit, or steps through their own. ``held``: nobody
    looks around. ``paused``: nobody draws. ``locked``: nobody joins. ``task``: the digit to draw.
    ``wall``: it is to be seen. ``blank``: the wall shows nothing. ``display``: a second window
    shows the class. ``inviting``: the code is shown large.
    """

    steps: Steps | UnsetType = UNSET
    held: bool | UnsetType = UNSET
    paused: bool | UnsetType = UNSET
    locked: bool | UnsetType = UNSET
    task: Annotated[int, Meta(ge=0, le=9)] | UnsetType | None = UNSET
    wall: bool | UnsetType = UNSET
    blank: bool | UnsetType = UNSET
    display: bool | UnsetType = UNSET
    inviting: bool | UnsetType = UNSET


class Wall(_Command, frozen=True, tag="wall"):
    """What the wall shows of whom, or who is to go: one of the four."""

    uncover: Annotated[list[Id], Meta(max_length=MAX_PUPILS)] | Literal["all", "none"] | None = None
    hide: Id | None = None
    unhide: Id | None = None
    remove: Id | None = None


class Promote(_Command, frozen=True, tag="promote"):
    """Offer a pupil the steering; nil takes the offer back."""

    pupil: Id | None


class KeptDrawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pupil's drawing that the steering page has."""

    id: Id
    drawing: Strokes


class Kept(_Command, frozen=True, tag="kept"):
    """Drawings that the steering page has and a restored room has not: no snapshot holds them."""

    drawings: Annotated[list[KeptDrawing], Meta(max_length=MAX_PUPILS)]


class End(_Command, frozen=True, tag="end"):
    """End the room for good."""


# About the server, not the room: by whoever steers or shows it


class Ways(_Command, frozen=True, tag="ways"):
    """Tell by which addresses phones come to the class."""


class OpenPort(_Command, frozen=True, tag="open-port"):
    """Let phones on the same network in, where only this machine may come in so far."""


ByAnybody = Open | Join | Steer | Display
AboutServer = Ways | OpenPort
ByPupil = Draw | Vote | Follow | HandOn | Accept | Leave
BySteerer = Show | Ask | Again | Close | Reveal | Done | Hands | Set | Wall | Promote | Kept | End
Command = ByPupil | BySteerer
