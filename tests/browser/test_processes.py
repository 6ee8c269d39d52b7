"""Several processes behind a real nginx are one server: who loses a process finds the page again at another."""

import os
import re
import subprocess
import sys
import time

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, wait_until_up
from tests.browser.test_places import told_nginx

KEY = "abcd-efgh-jkmn"


def until(true):
    for _ in range(1_200):
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came to be")


def ends(port, status):
    """Processes with a socket of this port in this state."""
    found = (one for one in psutil.net_connections("tcp") if one.status == status and one.laddr.port == port)
    return {one.pid for one in found if one.pid}


def listening(port):
    return next(iter(ends(port, psutil.CONN_LISTEN)), 0)


@pytest.fixture
def started(tmp_path):
    """Two processes: who started them, their ports, and what it printed for the proxy."""
    first = int(free_port())
    command = [sys.executable, "-m", "dashboard.commands.cli", "--no-browser", "--processes", "2", "--key", KEY]
    told = os.environ | {"CHAINRULE_HOME": str(tmp_path / "home")}
    process = subprocess.Popen([*command, "--port", str(first)], env=told, stdout=subprocess.PIPE, text=True)
    try:
        lines = "".join(iter(process.stdout.readline, "\n"))
        for port in (first, first + 1):
            wait_until_up(f"http://127.0.0.1:{port}", process)
        yield process, (first, first + 1), lines[lines.index("# In the `http` block") :]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def shown(started, tmp_path):
    """The address of nginx with these lines."""
    upstream, location = started[2].split("# In its `server` block:")
    with told_nginx(tmp_path, location, upstream) as address:
        yield address


def test_who_loses_a_process_comes_back_by_the_address_and_none_outlives_the_first(page: Page, started, shown):
    starter, ports, _ = started
    page.goto(f"{shown}/step?digit=3&step=z1&key={KEY}")
    stepper = page.get_by_role("group", name=re.compile("^Step through the network"))
    expect(stepper).to_have_attribute("data-step", "z1")
    stepper.focus()
    page.keyboard.press("ArrowRight")
    expect(stepper).to_have_attribute("data-step", "a1")
    expect(page).to_have_url(re.compile("step=a1"))

    training, pages = (psutil.Process(listening(port)) for port in ports)
    until(lambda: any("dashboard.runs.worker" in child.cmdline() for child in training.children()))
    assert pages.children() == []  # one of them trains

    with_us = until(lambda: [port for port in ports if ends(port, psutil.CONN_ESTABLISHED)])
    assert len(with_us) == 1  # affinity: page, modules and websocket
    (lost,) = with_us
    gone = listening(lost)
    psutil.Process(gone).kill()
    other = ports[1 - ports.index(lost)]
    until(lambda: ends(other, psutil.CONN_ESTABLISHED))
    expect(stepper).to_have_attribute("data-step", "a1")
    stepper.focus()
    page.keyboard.press("ArrowRight")
    expect(stepper).to_have_attribute("data-step", "z2")
    expect(page).to_have_url(re.compile("step=z2"))  # the other process has heard of it

    anew = until(lambda: (pid := listening(lost)) != gone and pid)
    starter.kill()  # as the system does, which lets it say nothing to the others
    both = [psutil.Process(anew), psutil.Process(listening(other))]
    assert psutil.wait_procs(both, timeout=30)[1] == []
