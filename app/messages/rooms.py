"""Rooms: ``room``, by which a class is opened, joined, steered and shown."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, get_args

import gevent
import msgspec

from app.config import DOOR, NEW_PUPIL, WRONG_CODE
from app.entrance import Entrance, qr_image
from app.forward_pass import Doubter, Drawing, InvalidInput, Network, Trace, run
from app.lessons import School
from app.messages import Client, Handler
from app.messages.audience import Audience
from app.messages.reading import digit_answer
from app.rooms import Change, Moment, Room, Seat, Store, commands, views
from app.rooms.commands import AboutServer, ByAnybody, Command, Strokes
from app.rooms.errors import Refused
from app.rooms.room import Reading
from app.rooms.tokens import Tokens
from app.serve import CannotListen
from app.turns import breathe
from app.wire import WIRE, Answer, Input, Seq, input_of, parser

_LESSON = "/lessons/"
_SWEEP_EVERY = 60.0  # seconds between two looks for rooms that have been idle for long

# What is asked


class Numbered(msgspec.Struct, frozen=True):
    """What a command comes in: its number."""

    seq: Seq


_number = parser(Numbered)
_ANY = ByAnybody | AboutServer | Command
_command: Callable[[object], Any] = parser(
    _ANY,  # type: ignore[arg-type]  # a union is as good as a type here
    do=[f"{each.__struct_config__.tag}" for each in get_args(_ANY)],
    kind=get_args(commands.Kind),
    steps=get_args(commands.Steps),
    uncover=("all", "none"),
    round=("1", "2"),
)


def room_request(data: object) -> tuple[int, Any]:
    """The number of a request, and its command.

    Raises:
        InvalidInput: it is not of the contract's shape.
    """
    seq = _number(data).seq
    fields = {name: value for name, value in data.items() if name != "seq"}  # type: ignore[attr-defined]
    return seq, _command(fields)


# Who answers


class Rooms:
    """The rooms of one server, and who is connected to which."""

    def __init__(
        self,
        networks: Mapping[str, Network],
        digits: Collection[str],
        doubter: Doubter | None,
        school: School,
        key: Callable[[], bytes],
        entrance: Entrance,
        store: Store,
    ) -> None:
        """``digits``: which networks read digits. ``key``: what tokens are signed with.

        It is asked for when somebody opens or joins a room.
        """
        self._networks = networks
        self._digits = digits
        self._doubter = doubter
        self._first = next(iter(networks))
        self._school = school
        self._key = key
        self._entrance = entrance
        self._kept_tokens: Tokens | None = None
        self._store = store
        self._audiences: dict[str, Audience] = {}  # by the room's id
        self._seats: dict[Client, tuple[Audience, Seat]] = {}
        self._read_for: set[str] = set()  # rooms whose drawings are being read anew
        self._sweeper: gevent.Greenlet | None = None
        store.serve(self)

    @property
    def handlers(self) -> dict[str, Handler]:
        """The family's message."""
        return {"room": self._room}

    def open(self) -> tuple[str, str]:
        """A class that nobody steers yet: its code, and the token of whoever will."""
        room = self._opened(Moment(page="/"))
        return room.state.code, self._tokens.token(room.state.id, Seat("steerer", lease=1))

    def leave(self, client: Client) -> None:
        """A client has gone."""
        self._unseat(client)

    @property
    def _tokens(self) -> Tokens:
        if self._kept_tokens is None:
            self._kept_tokens = Tokens(self._key())
        return self._kept_tokens

    def _room(self, client: Client, data: object) -> Answer:
        seq, command = room_request(data)
        if isinstance(command, commands.Open):
            answer = self._open(client, command)
        elif isinstance(command, commands.Join):
            answer = self._join(client, command)
        elif isinstance(command, commands.Steer):
            answer = self._steer(client, command)
        elif isinstance(command, commands.Display):
            answer = self._display(client, command)
        elif isinstance(command, AboutServer):
            answer = self._about_server(client, command)
        else:
            answer = self._do(client, command)
        return {"v": WIRE, "seq": seq, **answer}

    # By anybody

    def _open(self, client: Client, command: commands.Open) -> Answer:
        room = self._opened(command.moment)
        return self._at_the_front(client, self._audience(room), Seat("steerer", lease=1))

    def _opened(self, moment: Moment) -> Room:
        moment = msgspec.structs.replace(moment, network=moment.network or self._first)
        self._check(moment)
        room = self._store.open(moment)
        if self._sweeper is None:
            self._sweeper = gevent.spawn(self._sweep)
        return room

    def _join(self, client: Client, command: commands.Join) -> Answer:
        if (command.code is None) == (command.token is None):
            raise InvalidInput(
                "message", "one of code and token", "neither" if command.code is None else "both"
            )
        if command.drawing is not None:
            self._drawing(command.drawing)
        if command.token is None:
            audience = self._audience(self._found(client, command.code or ""))
            change = self._store.change(audience.room, Room.join)
            client.connection.other.charge(NEW_PUPIL)
            pupil = change.joined
        else:
            room_id, seat, nickname = self._tokens.seat(command.token)
            if seat.kind != "pupil":
                raise Refused("forbidden", "a pupil's token", f"that of a {seat.kind}")
            pupil = seat.pupil
            audience = self._audience(self._store.find(room_id))
            change = self._store.change(audience.room, lambda room: room.rejoin(pupil, nickname))
        self._pass_on(audience, change)
        change = self._store.change(
            audience.room, lambda room: room.come_back(pupil, command.drawing, command.vote)
        )
        self._pass_on(audience, change)
        self._read_anew(audience.room)
        return self._as_pupil(client, audience, pupil)

    def _steer(self, client: Client, command: commands.Steer) -> Answer:
        room_id, seat, _ = self._tokens.seat(command.token)
        if seat.kind != "steerer":
            raise Refused("forbidden", "a token that steers", f"one of a {seat.kind}")
        if command.snapshot is None:
            audience = self._audience(self._store.find(room_id))
        else:
            snapshot = self._tokens.unsign(command.snapshot)
            room, change = self._store.restore(room_id, snapshot)
            if room.state.moment.network not in self._networks:  # another server's networks
                room.state.moment = msgspec.structs.replace(room.state.moment, network=self._first)
            audience = self._audience(room)
            self._pass_on(audience, change)
        before = audience.steerers()

        def steer(room: Room) -> Change:
            nonlocal seat
            seat, change = room.steer(asked, take=command.take)
            return change

        asked = seat
        change = self._store.change(audience.room, steer)
        audience.tell_taken(before)
        self._pass_on(audience, change)
        return self._at_the_front(client, audience, seat)

    def _display(self, client: Client, command: commands.Display) -> Answer:
        room_id, seat, _ = self._tokens.seat(command.token)
        audience = self._audience(self._store.find(room_id))
        audience.room.check_steers(seat)
        self._seat(client, audience, Seat("display"))
        return {"room": views.class_view(audience.room)}

    def _found(self, client: Client, code: str) -> Room:
        try:
            return self._store.find_code(code)
        except Refused as error:
            if error.code == "code":
                client.connection.other.charge(WRONG_CODE)
            raise

    # About the server

    def _about_server(self, client: Client, command: AboutServer) -> Answer:
        audience, seat = self._seat_of(client)
        if seat.kind == "pupil":
            raise Refused("forbidden", "who steers or shows a class", "a pupil")
        entrance, origin = self._entrance, client.origin
        if isinstance(command, commands.OpenPort):
            if seat.kind != "steerer" or not origin.is_here:
                raise Refused("forbidden", "who steers, on the server's own machine", "another")
            try:
                entrance.open()
            except CannotListen as error:
                raise Refused("port", "a port that is free on the network", str(error)) from None
        path = f"{DOOR}/{audience.room.state.code}"
        return {
            "ways": [
                {"url": url, "adapter": adapter, "qr": qr_image(url)}
                for url, adapter in entrance.ways(origin.url, path)
            ],
            "closed": entrance.is_closed,
            "may_open": origin.is_here and seat.kind == "steerer",
        }

    # By members

    def _do(self, client: Client, command: Command) -> Answer:
        audience, seat = self._seat_of(client)
        self._store.touch(audience.room)
        if isinstance(command, commands.Draw):
            return self._draw(client, command)
        if isinstance(command, commands.Show):
            self._check(command.moment)
        if isinstance(command, commands.Kept):
            for each in command.drawings:
                self._drawing(each.drawing)
                breathe()
        before = audience.steerers()
        change = self._store.change(audience.room, lambda room: room.do(seat, command))
        if change.ended:
            self._end(audience)
            return {}
        if change.steers:
            audience.tell_taken(before)
            self._pass_on(audience, change)
            steers = Seat("steerer", seat.pupil, audience.room.state.lease)
            return self._at_the_front(client, audience, steers)
        self._pass_on(audience, change, but=client)
        if change.joined:
            client.connection.other.charge(NEW_PUPIL)
            return self._as_pupil(client, audience, change.joined)
        if isinstance(command, commands.Leave):
            self._unseat(client)
        self._read_anew(audience.room)
        return {}

    def _draw(self, client: Client, command: commands.Draw) -> Answer:
        audience, seat = self._seats[client]
        drawing = self._drawing(command.drawing)
        change = self._store.change(audience.room, lambda room: room.do(seat, command))
        if change and drawing is not None:
            self._read(audience.room, seat.pupil, drawing, but=client)
        self._pass_on(audience, change, but=client)
        return {"reading": views.reading(audience.room, seat.pupil)}

    def _pass_on(self, audience: Audience, change: Change, but: Client | None = None) -> None:
        for pupil in change.gone:
            clients = list(audience.pupils.get(pupil, ()))
            audience.say(clients, told="removed")
            for client in clients:
                self._unseat(client)
        audience.tell(change, but)

    def _end(self, audience: Audience) -> None:
        self._store.end(audience.room)
        self._close(audience)

    def _close(self, audience: Audience) -> None:
        self._audiences.pop(audience.room.state.id, None)
        for client in audience.close():
            del self._seats[client]

    # What other processes that share the rooms say

    def connected(self, room: Room) -> tuple[frozenset[str], bool] | None:
        """The pupils of a room who are connected here, and whether whoever steers is."""
        audience = self._audiences.get(room.state.id)
        if audience is None or audience.is_empty:
            return None
        return frozenset(audience.pupils), bool(audience.steerers())

    def learn(self, room: Room, act: Callable[[], Change]) -> None:
        """Something is new from elsewhere: carry it out, and tell of it."""
        audience = self._audiences.get(room.state.id)
        if audience is None:
            act()
            return
        before = audience.steerers()
        change = act()
        if change.ended:
            self._close(audience)
            return
        if change.steers:
            audience.tell_taken(before)
        self._pass_on(audience, change)
        self._read_anew(audience.room)

    def wait(self) -> None:
        """What is shared cannot be reached: everybody in a room is told."""
        for audience in self._audiences.values():
            audience.say(audience.clients(), told="waiting")

    def go_on(self) -> None:
        """It can again: everybody is told all, and may hand in what did not get through."""
        for audience in self._audiences.values():
            audience.say(audience.clients(), told="back")
            audience.tell_all()

    # Drawings

    def _drawing(self, strokes: Strokes) -> Drawing | None:
        """A drawing as the core reads it; None for a cleared pad."""
        if not strokes.lengths and not strokes.points:
            return None
        drawing = input_of(Input(points=strokes.points, lengths=strokes.lengths))
        assert isinstance(drawing, Drawing)  # noqa: S101  # of points it is
        self._store.check_place(len(strokes.points))
        return drawing

    def _read(self, room: Room, pupil: str, drawing: Drawing, but: Client | None = None) -> None:
        """Read a pupil's drawing with the network of the moment, by turns."""
        strokes = room.drawings[pupil]
        network = self._networks[room.state.moment.network]
        breathe()
        trace = run(drawing, network, between=breathe)
        breathe()
        assert trace.digit is not None  # noqa: S101  # of a drawing it is
        prediction, runner_up, *_ = [*trace.ranking, None]
        a = trace.layers[-1].a
        score, second = (0.0 if k is None else float(a[k]) for k in (prediction, runner_up))
        digit = digit_answer(trace.digit)
        reading = Reading(
            network.name, prediction, runner_up, score, second, self._doubts(trace), digit
        )
        self._audience(room).tell(room.read(pupil, strokes, reading), but)

    def _doubts(self, trace: Trace) -> bool:
        """Whether what a network of the ten digits has read is likely no digit."""
        if self._doubter is None or trace.network.name not in self._digits:
            return False
        return self._doubter.ask(trace.input).says > 0

    def _read_anew(self, room: Room) -> None:
        """Have what the network of the moment has not read yet read, one after the other."""
        if room.state.id not in self._read_for and room.unread() is not None:
            self._read_for.add(room.state.id)
            gevent.spawn(self._read_all, room)

    def _read_all(self, room: Room) -> None:
        try:
            while (pupil := room.unread()) is not None:
                strokes = room.drawings[pupil]
                drawing = input_of(Input(points=strokes.points, lengths=strokes.lengths))
                assert isinstance(drawing, Drawing)  # noqa: S101  # of points it is
                self._read(room, pupil, drawing)
        finally:
            self._read_for.discard(room.state.id)

    def _check(self, moment: Moment) -> None:
        """Look whether there is such a page, and such a network.

        Raises:
            InvalidInput: there is not.
        """
        if moment.page != "/":
            if not moment.page.startswith(_LESSON):
                raise InvalidInput("message", "a page at moment.page", f"{moment.page!r:.80}")
            self._school.lesson(moment.page.removeprefix(_LESSON))
        if moment.network and moment.network not in self._networks:
            names = ", ".join(self._networks)
            raise InvalidInput("network", f"one of {names}", f"{moment.network!r:.80}")

    # Seats

    def _audience(self, room: Room) -> Audience:
        audience = self._audiences.get(room.state.id)
        if audience is None or audience.room is not room:  # nobody was in it, and it was let go
            audience = Audience(room, self._tokens)
            self._audiences[room.state.id] = audience
        return audience

    def _as_pupil(self, client: Client, audience: Audience, pupil: str) -> Answer:
        room = audience.room
        seat = Seat("pupil", pupil)
        self._seat(client, audience, seat)
        nickname = room.state.pupils[pupil].nickname
        token = self._tokens.token(room.state.id, seat, nickname)
        return {"token": token, "room": views.pupil_view(room, pupil)}

    def _at_the_front(self, client: Client, audience: Audience, seat: Seat) -> Answer:
        self._seat(client, audience, seat)
        room = audience.room
        view = views.class_view(room) | {"snapshot": self._tokens.sign(room.pack())}
        return {"token": self._tokens.token(room.state.id, seat), "room": view}

    def _seat_of(self, client: Client) -> tuple[Audience, Seat]:
        if client not in self._seats:
            raise Refused("forbidden", "who has joined a class", "nobody of any")
        return self._seats[client]

    def _seat(self, client: Client, audience: Audience, seat: Seat) -> None:
        self._unseat(client, staying_in=audience)
        if client.gone:  # while others were asked
            return
        self._audiences[audience.room.state.id] = audience
        self._seats[client] = audience, seat
        self._store.touch(audience.room)
        if seat.kind == "pupil":
            too_many = audience.seat_pupil(client, seat.pupil)
        else:
            too_many = audience.seat_front(client, seat)
        if too_many is not None:
            self._unseat(too_many)

    def _unseat(self, client: Client, staying_in: Audience | None = None) -> None:
        audience, seat = self._seats.pop(client, (None, None))
        if audience is None or seat is None:
            return
        audience.unseat(client, seat)
        if audience.is_empty and audience is not staying_in:
            self._audiences.pop(audience.room.state.id, None)

    def _sweep(self) -> None:
        """End rooms in which nobody has said anything for long; forget whoever came in vain."""
        while True:
            gevent.sleep(_SWEEP_EVERY)
            for room in self._store.idle():
                self._end(self._audience(room))
                breathe()
            for room_id, audience in list(self._audiences.items()):
                if audience.is_empty:
                    del self._audiences[room_id]
