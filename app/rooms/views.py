"""What is seen of a room: its head, by all; a pupil's own part; and all pupils, by the class."""

from typing import Any

from app.rooms.room import Room

View = dict[str, Any]


def head(room: Room, *, with_counts: bool) -> View:
    """What is presented. ``with_counts``: of a vote also before they are shown."""
    state, vote = room.state, room.state.vote
    return {
        "code": state.code,
        "moment": {
            "page": state.moment.page,
            "fragment": state.moment.fragment,
            "network": state.moment.network,
        },
        "steps": state.steps,
        "held": state.held,
        "paused": state.paused,
        "locked": state.locked,
        "task": state.task,
        "drawing": state.drawing,
        "steerer": "here" if room.steerer_is_here else "away",
        "vote": vote and {
            "id": vote.id,
            "kind": vote.kind,
            "labels": vote.labels,
            "about": vote.about,
            "round": vote.round,
            "phase": vote.phase,
            "counts": room.counts() if with_counts or vote.phase == "shown" else None,
        },
        **room.attendance(),
    }  # fmt: skip


def you(room: Room, pupil_id: str) -> View:
    """A pupil's own part."""
    pupil = room.state.pupils[pupil_id]
    return {
        "id": pupil.id,
        "nickname": pupil.nickname,
        "following": pupil.following,
        "drawing": pupil.drawn or None,
        "reading": reading(room, pupil_id),
        "votes": pupil.chosen,
        "offered": room.state.offered == pupil.id,
    }


def reading(room: Room, pupil_id: str) -> View | None:
    """What the network of the moment read of a pupil's drawing, if it has."""
    found = room.reading(pupil_id)
    if found is None:
        return None
    return {
        "prediction": found.prediction,
        "runner_up": found.runner_up,
        "score": found.score,
    }


def pupil_view(room: Room, pupil_id: str) -> View:
    """The room as a pupil sees it."""
    return {
        "code": room.state.code,
        "revision": room.state.revision,
        "you": you(room, pupil_id),
        "drawn": _strokes(room, pupil_id),
        "head": head(room, with_counts=False),
    }


def front(room: Room) -> View:
    """What only those see who see the class, apart from the pupils."""
    state = room.state
    return {
        "wall": state.wall,
        "blank": state.blank,
        "display": state.display,
        "inviting": state.inviting,
        "hands": state.vote and state.vote.hands,
    }


def pupil(room: Room, pupil_id: str) -> View:
    """A pupil, as the class is shown."""
    found = room.state.pupils[pupil_id]
    return {
        "id": found.id,
        "nickname": found.nickname,
        "here": found.id in room.here and not found.has_left,
        "following": found.following,
        "hidden": found.hidden,
        "uncovered": found.uncovered,
        "drawing": _drawing(room, pupil_id),
        "votes": found.chosen,
    }


def _strokes(room: Room, pupil_id: str) -> View | None:
    """What a pupil drew, for a device that has it no more; None for nothing, or a cleared pad."""
    drawing = room.drawings.get(pupil_id)
    if drawing is None or not drawing.lengths:
        return None
    return {"n": drawing.n, "points": drawing.points, "lengths": drawing.lengths}


def _drawing(room: Room, pupil_id: str) -> View | None:
    strokes = _strokes(room, pupil_id)
    if strokes is None:
        return None
    found = room.reading(pupil_id)
    return {
        **strokes,
        "digit": found and found.digit,
        "prediction": found and found.prediction,
        "runner_up": found and found.runner_up,
        "score": found and found.score,
        "second": found and found.second,
        "doubted": found and found.doubted,
    }


def class_view(room: Room) -> View:
    """The room as whoever steers it and every display sees it."""
    return {
        "code": room.state.code,
        "revision": room.state.revision,
        "head": head(room, with_counts=True),
        **front(room),
        "pupils": [pupil(room, each) for each in room.state.pupils],
    }
