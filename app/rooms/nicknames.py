"""Nicknames: two kind words, so that nobody has to give a name."""

from collections.abc import Container
from random import Random

_FIRST = (
    "amber", "blue", "brave", "bright", "calm", "cheerful", "clever", "cosy", "crimson", "curious",
    "dancing", "eager", "early", "fair", "friendly", "gentle", "golden", "green", "happy", "honest",
    "humming", "jolly", "kind", "lilac", "lively", "lucky", "merry", "mighty", "nimble", "orange",
    "patient", "pink", "playful", "polite", "proud", "purple", "quick", "quiet", "rosy", "scarlet",
    "shiny", "silver", "smiling", "snowy", "sparkling", "speedy", "steady", "sunny", "swift",
    "tidy", "violet", "warm", "wise", "yellow",
)  # fmt: skip
_SECOND = (
    "badger", "beaver", "bison", "bluebird", "butterfly", "camel", "cricket", "crane", "deer",
    "dolphin", "dragonfly", "eagle", "falcon", "ferret", "finch", "firefly", "flamingo", "fox",
    "gazelle", "giraffe", "hare", "hedgehog", "heron", "kestrel", "kingfisher", "kiwi", "koala",
    "ladybird", "lark", "lemur", "leopard", "lion", "lynx", "magpie", "marten", "nightingale",
    "osprey", "otter", "owl", "panda", "panther", "penguin", "puffin", "raven", "robin", "salmon",
    "seal", "sparrow", "squirrel", "starling", "stork", "swallow", "swan", "tiger", "turtle",
    "wombat", "wren", "zebra",
)  # fmt: skip


def new_nickname(random: Random, taken: Container[str]) -> str:
    """A nickname that nobody in the room has."""
    while True:
        nickname = f"{random.choice(_FIRST)} {random.choice(_SECOND)}"
        if nickname not in taken:
            return nickname
