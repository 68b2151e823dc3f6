"""Work that takes long, in processes of its own, so that nobody who draws waits for it.

``pool`` holds the questions, deals them out and tells how they stand. ``process`` is one worker as
the server sees it, ``__main__`` what runs there, ``frames`` what the two say to each other.

A long function takes one msgspec struct and returns an object of numbers, text, lists, objects and
arrays. It may be a generator: then it gives way to others at each ``yield``, and yields how far it
is (a number, 0 to 1), a piece of the answer (an object), or nothing (None).
"""

from app.workers.pool import News, Pool, Ticket

__all__ = ["News", "Pool", "Ticket"]
