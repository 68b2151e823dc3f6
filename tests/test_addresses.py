"""Which addresses phones are told, and in which order: adapters as real machines have them."""

import pytest

from app.addresses import Adapter, is_loopback, likeliest_first, phone_places

LOOPBACK = Adapter("lo", ("127.0.0.1",))
WIFI = Adapter("wlp3s0", ("192.168.1.20",))
CABLE = Adapter("eth0", ("10.1.2.3",))
DOCKER = Adapter("docker0", ("172.17.0.1",))


def addresses(*adapters: Adapter, way_out: str | None = None) -> list[str]:
    return [place.address for place in likeliest_first(adapters, way_out)]


def test_a_hotspot_without_a_way_out_is_shown() -> None:
    assert addresses(LOOPBACK, WIFI) == ["192.168.1.20"]


def test_the_hotspot_of_windows_counts_as_wifi_though_it_is_called_virtual() -> None:
    hotspot = Adapter("Microsoft Wi-Fi Direct Virtual Adapter #2", ("192.168.137.1",))
    hyper_v = Adapter("Hyper-V Virtual Ethernet Adapter", ("172.28.0.1",))
    assert addresses(hyper_v, hotspot) == ["192.168.137.1", "172.28.0.1"]


@pytest.mark.parametrize(
    "name",
    [
        "tun0",
        "utun4",
        "wg0",
        "Cisco AnyConnect Virtual Miniport Adapter",
        "TAP-Windows Adapter V9 VPN",
    ],
)
def test_a_vpn_hides_the_wifi_no_longer(name: str) -> None:
    vpn = Adapter(name, ("10.8.0.2",))
    assert addresses(vpn, WIFI, way_out="10.8.0.2") == ["192.168.1.20", "10.8.0.2"]


def test_the_adapter_on_the_way_out_comes_first_then_wifi_then_cable_and_dockers_last() -> None:
    other = Adapter("usb0", ("192.168.42.5",))
    second = Adapter("Intel(R) Wi-Fi 6 AX201", ("192.168.7.7",))
    assert addresses(DOCKER, other, CABLE, second, WIFI, way_out="192.168.1.20") == [
        "192.168.1.20",
        "192.168.7.7",
        "10.1.2.3",
        "192.168.42.5",
        "172.17.0.1",
    ]


def test_addresses_that_no_phone_can_use_are_left_out() -> None:
    alone = Adapter("eth1", ("169.254.10.1", "127.0.0.2", "0.0.0.0"))  # noqa: S104  # shown, not listened on
    public = Adapter("eth2", ("8.8.8.8",))
    assert addresses(alone, public) == []
    assert addresses(public, way_out="8.8.8.8") == ["8.8.8.8"], "a university's are often public"


def test_this_machine_tells_its_own() -> None:
    assert all(not place.address.startswith("127.") for place in phone_places())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.8.7", "::1", "localhost", "LocalHost"])
def test_loopback_is_known_by_any_name(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "localhost.example", ""])  # noqa: S104
def test_nothing_else_is_taken_for_it(host: str) -> None:
    assert not is_loopback(host)
