"""Codes of rooms: six symbols that nobody takes for one another, and that spell no word."""

from random import Random

# No vowels; of 0 O Q D, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V and V Y at most one.
SYMBOLS = "34679CDFHJKMNPRTWX"
LENGTH = 6

# What people write for them, and what they leave out.
_MEANT = str.maketrans("0OQG", "DDD6", " -")


def new_code(random: Random) -> str:
    """A code at random."""
    return "".join(random.choices(SYMBOLS, k=LENGTH))


def typed_code(text: str) -> str:
    """A code as somebody typed it, in the form in which it was made."""
    return text.upper().translate(_MEANT)
