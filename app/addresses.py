"""The addresses at which phones on the same network may reach this machine, likeliest first."""

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import NamedTuple

import ifaddr

# Names of adapters; Windows describes them, its hotspot as a "Wi-Fi Direct Virtual Adapter".
_WIRELESS = re.compile(r"^(wl|ap\d)|wi-?fi|wlan|wireless|^bridge1\d\d$", re.IGNORECASE)
_VIRTUAL = re.compile(
    r"^(br-|cni|docker|lxc|lxd|podman|ppp|tap|tun|utun|vbox|veth|virbr|vmnet|wg|zt)"
    r"|anyconnect|hyper-v|host-only|tailscale|tunnel|vethernet|virtual|vmware|vpn|wireguard|zerotier",
    re.IGNORECASE,
)
_WIRED = re.compile(r"^(en|eth)|ethernet|gbe|\blan\b|network connection", re.IGNORECASE)


class Adapter(NamedTuple):
    """A network adapter: its name as people know it, and its IPv4 addresses."""

    name: str
    addresses: tuple[str, ...]


class Place(NamedTuple):
    """An address that a phone can try, and the adapter that has it."""

    address: str
    adapter: str


def phone_places() -> list[Place]:
    """This machine's, as they are now."""
    adapters = [
        Adapter(each.nice_name, tuple(str(ip.ip) for ip in each.ips if ip.is_IPv4))
        for each in ifaddr.get_adapters()
    ]
    return likeliest_first(adapters, _way_out())


def likeliest_first(adapters: Iterable[Adapter], way_out: str | None) -> list[Place]:
    """Every private address; the one on the way out may also be public.

    First the adapter on the way out, then those that look like Wi-Fi, like a cable, and like
    nothing known. Those of virtual machines and tunnels come last, even on the way out: no phone
    shares a VPN.

    Args:
        adapters: in any order.
        way_out: the address from which this machine reaches others, if it is on a network.
    """

    def rank(place: Place) -> int:
        is_wireless = _WIRELESS.search(place.adapter) is not None
        if _VIRTUAL.search(place.adapter) and not is_wireless:
            return 4
        if place.address == way_out:
            return 0
        return 1 if is_wireless else 2 if _WIRED.search(place.adapter) else 3

    places = [Place(address, name) for name, addresses in adapters for address in addresses]
    return sorted((place for place in places if _is_shared(place.address, way_out)), key=rank)


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine, for itself alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _is_shared(address: str, way_out: str | None) -> bool:
    parsed = ipaddress.ip_address(address)
    if parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified:
        return False
    return parsed.is_private or address == way_out


def _way_out() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Chooses the way there and sends nothing; the address is one reserved for
            # documentation.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address: str = probe.getsockname()[0]
        return address
