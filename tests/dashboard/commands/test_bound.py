"""By which names a server is reached, found without asking anybody."""

import socket
from types import SimpleNamespace

import pytest

from dashboard.commands import bound
from dashboard.commands.bound import LOCAL, address, in_link, is_local, names


@pytest.fixture
def machine(monkeypatch):
    """A machine with a cable, a virtual network and no way out; `way` is what the system would send from."""
    found = SimpleNamespace(way=None)

    class Datagrams:
        def __init__(self, family, kind):
            assert kind == socket.SOCK_DGRAM

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def connect(self, where):
            if found.way is None:
                raise OSError("Network is unreachable")

        def getsockname(self):
            return found.way, 40000

    def one(family, text):
        return SimpleNamespace(family=family, address=text)

    addresses = {
        "lo": [one(socket.AF_INET, "127.0.0.1"), one(socket.AF_INET6, "::1")],
        "cable": [one(socket.AF_INET6, "fe80::1%cable"), one(socket.AF_INET, "192.168.1.7"), one(17, "aa:bb:cc")],
        "virtual": [one(socket.AF_INET, "172.17.0.1")],
    }
    monkeypatch.setattr(bound.socket, "socket", Datagrams)
    monkeypatch.setattr(bound.socket, "gethostname", lambda: "Laptop.local")
    monkeypatch.setattr(bound.socket, "getaddrinfo", None)  # nobody is asked
    monkeypatch.setattr(bound.psutil, "net_if_addrs", lambda: addresses)
    return found


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2", "LOCALHOST"])
def test_this_machine_alone(host, machine):
    assert is_local(host)
    assert names(host) == LOCAL | {host.lower()}
    assert address(host) == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_everywhere_means_every_address_and_name_of_the_machine(host, machine):
    assert not is_local(host)
    assert names(host) == LOCAL | {"192.168.1.7", "172.17.0.1", "fe80::1", "laptop", "laptop.local"}


def test_the_link_has_the_address_in_the_network_of_the_class(machine):
    assert address("0.0.0.0") == "192.168.1.7"
    machine.way = "172.17.0.1"
    assert address("0.0.0.0") == "172.17.0.1"
    machine.way = "127.0.0.1"  # the way leads nowhere
    assert address("::") == "192.168.1.7"


def test_one_address_is_that_address(machine):
    assert names("192.168.1.7") == LOCAL | {"192.168.1.7"}
    assert address("192.168.1.7") == "192.168.1.7"
    assert not is_local("school.example")
    assert names("School.example") == LOCAL | {"school.example"}


def test_an_address_of_version_6_stands_in_brackets():
    assert in_link("fe80::1") == "[fe80::1]"
    assert in_link("192.168.1.7") == "192.168.1.7"


def test_this_machine_has_a_link_of_its_own():
    assert address("0.0.0.0") in names("0.0.0.0") - {"127.0.0.1", "::1"}
