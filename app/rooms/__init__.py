"""Rooms: a class, who steers it and who takes part. Pure: no sockets, no disk.

Clock and randomness are handed in. ``app.messages.rooms`` brings the messages.
"""

from app.rooms.commands import Command, Moment
from app.rooms.room import Change, Room, Seat
from app.rooms.store import Store

__all__ = ["Change", "Command", "Moment", "Room", "Seat", "Store"]
