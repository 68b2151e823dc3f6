"""Numbers as the page writes them: what `static/js/format.js` does, said a second time."""

from decimal import ROUND_HALF_UP, Decimal


def number(value: float, decimals: int = 2) -> str:
    """Rounded half up from the exact value, as JavaScript's toFixed does; with a true minus."""
    exact = Decimal(float(value)).copy_abs()
    text = str(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    return f"−{text}" if value < 0 and float(text) != 0 else text


def short(value: float) -> str:
    """Inside a neuron."""
    size = abs(float(value))
    if size >= 9.95:
        return number(value, 0)
    if size >= 0.995:
        return number(value, 1)
    return number(value).replace("0.", ".", 1)


def parsed(text: str) -> float:
    """The number that a text shows."""
    return float(text.replace("−", "-").replace("+", ""))


def exactly(text: str) -> Decimal:
    """The number that is written there, with nothing taken away or added."""
    return Decimal(text.replace("−", "-").replace("+", ""))
