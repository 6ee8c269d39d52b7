"""By which names and addresses a server can be reached; nobody outside of this machine is asked."""

import ipaddress
import socket

import psutil

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
ANY = "*"  # a server behind a proxy, which is asked by every name that the proxy has
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  all of this machine, and where it finds itself then
ELSEWHERE = ("10.255.255.255", 1)  # a private address: the system says by which way it would send, and sends nothing


def is_local(host: str) -> bool:
    """Whether nobody but this machine reaches a server that listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def names(host: str) -> frozenset[str]:
    """What a browser may call a server that listens on `host`; read anew each time, as a laptop changes networks."""
    if is_local(host):
        return LOCAL | {host.lower()}
    if host not in EVERYWHERE:
        return LOCAL | {host.lower()}
    own = socket.gethostname().lower().removesuffix(".local")
    return LOCAL | {own, f"{own}.local"} | set(_addresses())


def address(host: str) -> str:
    """Where others find a server that listens on `host`: an address in the class's network where there is one."""
    if host not in EVERYWHERE:
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(ELSEWHERE)
            found = way.getsockname()[0]
        except OSError:
            found = ""
    if found and not is_local(found) and found not in EVERYWHERE:
        return found
    others = (one for one in _addresses() if not is_local(one))
    return next(others, "localhost")


def addresses_of_localhost() -> set[str]:
    """Where that name leads on this machine."""
    try:
        return {str(place[0]) for *_, place in socket.getaddrinfo("localhost", None)}
    except OSError:
        return set()


def in_link(host: str) -> str:
    """A name or an address as it stands in a link: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def _addresses() -> list[str]:
    """The addresses of this machine, those of version 4 first."""
    found = [one for interface in psutil.net_if_addrs().values() for one in interface]
    return [
        one.address.partition("%")[0].lower()
        for family in (socket.AF_INET, socket.AF_INET6)
        for one in found
        if one.family == family
    ]


def is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
        return True
