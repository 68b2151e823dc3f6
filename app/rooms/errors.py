"""What a room refuses."""

from app.forward_pass.errors import InvalidInput, RoomCode


class Refused(InvalidInput):
    """A command that this room does not carry out, or not from whoever gave it."""

    def __init__(self, code: RoomCode, expected: str, found: str, **values: float | str) -> None:
        super().__init__(code, expected, found, **values)


class Gone(Refused):
    """A room that this server does not know (yet): whoever steers it may bring it back."""

    wait = 1.0

    def __init__(self) -> None:
        super().__init__("gone", "a room that this server knows", "none of that token, so far")
