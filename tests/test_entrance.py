"""Where phones come in: which addresses they are told, and QR codes that a phone reads."""

import numpy as np
import pytest
import zxingcpp

from app import entrance
from app.addresses import Place
from app.config import Config
from app.entrance import Entrance, qr_lines
from app.serve import CannotListen, PortInUse

WIFI, DOCKER = Place("192.168.1.20", "wlp3s0"), Place("172.17.0.1", "docker0")
HERE = "http://127.0.0.1:8000"
PATH = "/c/H4KP7W"


@pytest.fixture(autouse=True)
def _on_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "phone_places", lambda: [WIFI, DOCKER])


def urls(entrance: Entrance, origin: str = HERE) -> list[str]:
    return [way.url for way in entrance.ways(origin, PATH)]


def begun(host: str, **settings: object) -> tuple[Entrance, list[str]]:
    """An entrance of a server that listens there, and where it has been told to listen, too."""
    opened: list[str] = []
    new = Entrance(Config(**settings))  # type: ignore[arg-type]  # settings of any type
    new.begin(host, 8000, opened.append)
    return new, opened


def test_a_phone_is_told_every_address_the_likeliest_first() -> None:
    on_all, _ = begun("0.0.0.0")  # noqa: S104  # said, not listened on
    assert urls(on_all) == [f"http://192.168.1.20:8000{PATH}", f"http://172.17.0.1:8000{PATH}"]
    assert not on_all.is_closed
    on_one, _ = begun("192.168.1.20")
    assert urls(on_one) == [f"http://192.168.1.20:8000{PATH}"]
    assert not on_one.is_closed


def test_a_name_that_the_server_was_given_comes_first_where_the_teacher_came_by_it() -> None:
    named, _ = begun("0.0.0.0", hosts=("digits.local",))  # noqa: S104
    assert urls(named, "http://digits.local:8000")[0] == f"http://digits.local:8000{PATH}"
    assert urls(named)[0] == f"http://192.168.1.20:8000{PATH}"


def test_behind_a_proxy_a_phone_comes_by_the_teachers_own_address() -> None:
    behind, opened = begun("127.0.0.1", proxies=1)
    assert urls(behind, "https://digits.school.example") == [f"https://digits.school.example{PATH}"]
    behind.open()
    assert opened == []
    assert not behind.is_closed, "it is not for us to open anything"


def test_under_another_server_so_do_they_and_loopback_leads_no_phone_anywhere() -> None:
    assert urls(Entrance(Config()), "http://10.0.0.7:9000") == [f"http://10.0.0.7:9000{PATH}"]
    assert urls(Entrance(Config())) == []


def test_the_port_is_opened_once_at_each_address_and_later_at_those_that_are_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    local, opened = begun("127.0.0.1")
    assert local.is_closed
    local.open()
    local.open()
    assert opened == ["192.168.1.20", "172.17.0.1"]
    assert not local.is_closed
    hotspot = Place("192.168.137.1", "ap0")
    monkeypatch.setattr(entrance, "phone_places", lambda: [hotspot, DOCKER])
    local.open()
    assert opened[2:] == ["192.168.137.1"]


def test_what_listens_on_all_addresses_has_nothing_to_open() -> None:
    on_all, opened = begun("0.0.0.0")  # noqa: S104
    on_all.open()
    assert opened == []


def test_a_port_that_somebody_has_at_one_address_keeps_nobody_from_the_others() -> None:
    local = Entrance(Config())
    listens = []

    def also(host: str) -> None:
        if host != "172.17.0.1":
            raise PortInUse("port 8000 is in use")
        listens.append(host)

    local.begin("127.0.0.1", 8000, also)
    local.open()
    assert listens == ["172.17.0.1"]
    monopoly = Entrance(Config())

    def refuse(host: str) -> None:
        raise PortInUse(f"port 8000 is in use at {host}")

    monopoly.begin("127.0.0.1", 8000, refuse)
    with pytest.raises(CannotListen, match=r"192\.168\.1\.20"):
        monopoly.open()
    assert monopoly.is_closed


@pytest.mark.parametrize("url", [f"http://192.168.101.120:18000{PATH}", f"https://a.example{PATH}"])
def test_a_phone_reads_the_code_off_the_terminal(url: str) -> None:
    lines = qr_lines(url)
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 24, "it fits a terminal that nobody made larger"
    light = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
    rows = [[light[sign][half] for sign in line] for line in lines for half in (0, 1)]
    image = np.kron(np.array(rows, np.uint8) * 255, np.ones((4, 4), np.uint8))
    read = zxingcpp.read_barcodes(image)
    assert [each.text for each in read] == [url]
