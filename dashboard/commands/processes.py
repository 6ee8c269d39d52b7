"""One process answers one page at a time; several of them over one home answer as many as the machine has cores.

    browsers ──▶ a proxy that keeps each browser with one process ──▶ PORT, PORT + 1, …

The first of them trains what is asked of all. One that ends is started anew; whoever was with it is led to another one
by the proxy, and finds the page again, as its address says all that was set up. What one server knows of itself, they
share: the key, the owner's link, the secret of the home, and who of a class is here.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from dashboard.commands.bound import is_free
from dashboard.shared.secret import seal

PASSED = ("host", "base_path", "store", "key", "frame_ancestors", "certificate", "private_key")
SWITCHES = ("open",)
GROUP = "CHAINRULE_GROUP"
AGAIN, LOOK, GRACE = 1.0, 0.1, 30.0  # seconds
LONG, TRIES = 20.0, 5  # seconds after which an end is no failed start; of such starts in a row all give up
MOST = 64
NGINX = """\
# In the `http` block of nginx: a browser stays with one process, by its cookie, or by its address before it has one.
map $cookie_chainrule_browser $chainrule_browser {{ "" $remote_addr; default $cookie_chainrule_browser; }}
map $http_upgrade $chainrule_connection {{ "" close; default upgrade; }}
upstream chainrule {{
    hash $chainrule_browser consistent;
{servers}
}}
# In its `server` block:
location {base}/ {{
    proxy_pass {protocol}://chainrule;
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $chainrule_connection;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_read_timeout 1h;
    client_max_body_size 64m;
}}
"""


class Group(NamedTuple):
    """The processes that are one server: the first port, how many there are, and the secret of the owner's link."""

    first: int
    many: int
    owner: str

    @property
    def ports(self) -> range:
        return range(self.first, self.first + self.many)


def group() -> Group | None:
    """The group that this process is one of, where it is one."""
    told = os.environ.get(GROUP)
    return Group(*json.loads(told)) if told else None


def environment(chosen: argparse.Namespace, group: Group, port: int, key: str) -> dict[str, str]:
    """What one of them is told: all that was chosen, its own port, and whether it is the one that trains."""
    told = {name: str(getattr(chosen, name)) for name in PASSED if getattr(chosen, name)}
    told |= {name: "yes" for name in SWITCHES if getattr(chosen, name)}
    told |= {"key": key} if key else {}
    told |= {"allowed_hosts": ",".join(chosen.allowed_hosts)} if chosen.allowed_hosts else {}
    told |= {"engine": chosen.engine if port == group.first else "none", "port": str(port), "no_browser": "yes"}
    told |= {"group": json.dumps(group), "processes": "1"}
    known = {"STREAMLIT_SERVER_COOKIE_SECRET": seal("streamlit", "cookies", 64)}  # what one signed, the others know
    return known | {f"CHAINRULE_{name.upper()}": value for name, value in told.items()}


def proxy(chosen: argparse.Namespace, group: Group) -> str:
    """The lines of nginx that lead browsers to the processes of a group."""
    here = "127.0.0.1" if chosen.host in ("localhost", "0.0.0.0", "::") else chosen.host  # noqa: S104
    here = f"[{here}]" if ":" in here else here
    servers = "\n".join(f"    server {here}:{port} max_fails=1 fail_timeout=2s;" for port in group.ports)
    return NGINX.format(servers=servers, base=chosen.base_path, protocol="https" if chosen.certificate else "http")


def check(chosen: argparse.Namespace) -> None:
    """Raises ValueError, whose message is a sentence, where a port of theirs is taken or none."""
    last = chosen.port + chosen.processes - 1
    if last > 65_535:
        raise ValueError(f"{chosen.processes} processes would need the ports up to {last}: choose a lower --port.")
    taken = [port for port in range(chosen.port, last + 1) if not is_free(chosen.host, port)]
    if taken:
        raise ValueError(
            f"{chosen.processes} processes need the ports {chosen.port} to {last}, and {taken[0]} is taken: choose "
            "another --port."
        )


def serve(chosen: argparse.Namespace, key: str, owner: str) -> int:
    """Run so many dashboards until this process is asked to end; one that ends before is started anew."""
    group = Group(chosen.port, chosen.processes, owner)
    print(proxy(chosen, group), flush=True)
    asked: list[int] = []
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda number, _: asked.append(number))
    told = {port: os.environ | environment(chosen, group, port, key) for port in group.ports}
    here = {port: start(told[port]) for port in group.ports}
    began, failed = dict.fromkeys(here, time.monotonic()), 0
    while not asked and failed < TRIES:
        time.sleep(LOOK)
        for port, process in here.items():
            lasted = time.monotonic() - began[port]
            if process.poll() is not None and lasted > AGAIN:
                print(f"The process of port {port} ended (code {process.poll()}): it is started anew.", file=sys.stderr)
                failed = 0 if lasted > LONG else failed + 1
                here[port], began[port] = start(told[port]), time.monotonic()
    end(list(here.values()))
    return 0 if asked else 1


def join(group: Group, port: int) -> None:
    """Be one of a group: hear from the others who of a class is here, and end with the process that started all."""
    from dashboard.runs.classes.presence import PRESENT

    PRESENT.share(port, [other for other in group.ports if other != port])

    def wait() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def start(environment: Mapping[str, str]) -> subprocess.Popen:
    """One dashboard. What it would say of its address is not said: nobody is to go there but by the proxy."""
    command = [sys.executable, "-m", "dashboard.commands.cli"]
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,  # ends with this process, however it ends
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in the terminal is for this process, which lets them save
    )


def end(processes: list[subprocess.Popen]) -> None:
    """Let all of them save what they train, and leave."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        process.kill()
        process.wait()
