"""Tokens: who somebody is in a room, signed, so that nobody alters or invents one."""

from hashlib import sha256

from itsdangerous import BadData, BadSignature, Signer, URLSafeSerializer

from app.rooms.errors import Refused
from app.rooms.room import Seat

_SIGNED = {"key_derivation": "hmac", "digest_method": sha256}


class Tokens:
    """Signs what pages keep: tokens and snapshots."""

    def __init__(self, key: bytes) -> None:
        self._tokens = URLSafeSerializer(key, "token", signer_kwargs=_SIGNED)
        self._snapshots = Signer(key, "snapshot", key_derivation="hmac", digest_method=sha256)

    def token(self, room: str, seat: Seat, nickname: str = "") -> str:
        """A token of a seat in a room, by its id."""
        told = [room, seat.kind, seat.pupil, seat.lease, nickname]
        token: str = self._tokens.dumps(told)
        return token

    def seat(self, token: str) -> tuple[str, Seat, str]:
        """Whose token it is: the room's id, the seat, and the nickname.

        Raises:
            Refused: it is not one of ours.
        """
        try:
            room, kind, pupil, lease, nickname = self._tokens.loads(token)
        except (BadData, ValueError, TypeError):
            raise Refused("forbidden", "a token of this server", "another") from None
        return room, Seat(kind, pupil, lease), nickname

    def sign(self, snapshot: bytes) -> bytes:
        """A snapshot that a page may keep."""
        return self._snapshots.sign(snapshot)

    def unsign(self, signed: bytes) -> bytes:
        """The snapshot.

        Raises:
            Refused: it is not as we signed it.
        """
        try:
            return self._snapshots.unsign(signed)
        except BadSignature:
            raise Refused("forbidden", "a snapshot of this server", "another") from None
