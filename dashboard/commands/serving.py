"""`chainrule` without a command opens the dashboard: to this machine, or with a key to others."""

import argparse
import logging
import os
import re
import ssl
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from dashboard.commands import allowance, processes
from dashboard.commands.bound import (
    ANY,
    EVERYWHERE,
    LOCAL,
    address,
    addresses_of_localhost,
    in_link,
    is_free,
    is_local,
    names,
)

PORT, SHORTEST = 8501, 8  # signs of a key
ENGINES = ("here", "none")  # or the scheduler of a cluster
SELF = "'self'"
OWNER = "For you alone, who may stop and delete everybody's runs: {}"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of the server. Each may stand in the environment instead, as CHAINRULE_PORT does for --port: a
    container is told that way, and a host that starts Streamlit itself has no other."""

    def option(name: str, help: str, otherwise: Any = None, **more: Any) -> None:
        if "type" in more:
            more = {"metavar": "…"} | more
        parser.add_argument(f"--{name}", default=told(name, otherwise), help=help, **more)

    def switch(name: str, help: str) -> None:
        parser.add_argument(f"--{name}", action="store_true", default=bool(told(name, "")), help=help)

    option("port", f"the port to listen on (default {PORT})", PORT, type=port_number, metavar="PORT")
    option(
        "host",
        "the address to listen on; 0.0.0.0 lets a whole class in, with a key (default 127.0.0.1)",
        "127.0.0.1",
    )
    option(
        "base-path",
        "the path of this server's pages, as /chainrule, where a proxy before it passes the path on",
        os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", ""),
        type=base_path,
    )
    switch("no-browser", "do not open a browser")
    option(
        "processes",
        "so many processes serve pages, on consecutive ports; the lines of a proxy before them are printed (default 1)",
        1,
        type=count,
        metavar="N",
    )
    option(
        "engine",
        "who trains: here; dask://scheduler:8786, the workers of a Dask cluster; or none, where another dashboard on "
        "this store does (default here)",
        "here",
        type=engine_name,
        metavar="ENGINE",
    )
    option(
        "store",
        "where runs are known to several hosts: postgresql://user@host/database (default: a file in the home)",
        "",
        type=store_address,
        metavar="ADDRESS",
    )
    option("key", "the key that others need (default: a new one at each start)", type=key_text)
    switch("open", "let others in without a key")
    option(
        "allowed-hosts",
        "the names and addresses in links to this server, with commas (default: those of this machine); * where a "
        "proxy before it knows whom to let in",
        (),
        type=host_names,
    )
    option(
        "frame-ancestors",
        "the pages that may show this one in a frame, as the Content-Security-Policy spells them (default 'self')",
        SELF,
        type=sources,
    )
    option("certificate", "speak HTTPS with this certificate (PEM)", type=Path, metavar="FILE")
    option("private-key", "the private key of the certificate (PEM)", type=Path, metavar="FILE")
    allowance.add(parser)


def told(option: str, otherwise: Any) -> Any:
    """What the environment says of an option, or its default; argparse reads a text as if it had been typed."""
    return os.environ.get(f"CHAINRULE_{option.upper().replace('-', '_')}") or otherwise


def serve(chosen: argparse.Namespace) -> int:
    """Open the dashboard and stay until it is stopped."""
    check_options(chosen)
    allowance.allow(chosen)
    os.environ["CHAINRULE_ENGINE"] = chosen.engine
    if chosen.store:
        os.environ["CHAINRULE_STORE"] = chosen.store  # for all that this process starts
        check_store()
    if chosen.processes > 1:
        processes.check(chosen)
    host, port = chosen.host, chosen.port if chosen.processes > 1 else free_port(chosen.host, chosen.port)
    if port is None:
        return 1

    from dashboard.commands.gate import new_key
    from dashboard.shared.reach import announce, reach

    local, group = is_local(host), processes.group()
    allowed = LOCAL | frozenset(chosen.allowed_hosts)
    policy = policy_of(
        chosen,
        names=(lambda: allowed) if chosen.allowed_hosts else lambda: names(host),
        key=chosen.key or ("" if local or chosen.open else new_key()),
        port=group.first if group else port,
        base=chosen.base_path,
        **({"owner": group.owner} if group else {}),
    )
    protocol = "https" if chosen.certificate else "http"
    own = opened_at(host)
    here = f"{protocol}://{own}:{port}{chosen.base_path}"
    named = (name for name in chosen.allowed_hosts if name != ANY)
    there = next(named, own.strip("[]") if local else address(host))
    public = f"{protocol}://{in_link(there)}:{port}{chosen.base_path}/"
    announce("" if group else public, policy.key)  # nobody is to come to one of a group but by the proxy
    print(welcome(public, policy.key, policy.owner, local), flush=True)
    if not local:
        print(picture(reach().link("/")), end="", flush=True)
    if not chosen.no_browser:
        link = f"{here}/?{urlencode({'key': policy.key})}" if policy.key else here
        threading.Thread(target=open_browser, args=(here, link), daemon=True).start()
    if chosen.processes > 1:
        return processes.serve(chosen, policy.key, policy.owner)
    from dashboard.commands.server import application

    sys.argv = [str(Path(__file__).parents[1] / "app.py")]  # Streamlit looks for its configuration beside it
    config = {
        "server.port": port,
        "server.address": host,
        "server.baseUrlPath": chosen.base_path,
        "browser.serverAddress": there,
        "logger.hideWelcomeMessage": True,  # it asks the internet for the address of this machine
    }
    if chosen.certificate:
        config |= {"server.sslCertFile": str(chosen.certificate), "server.sslKeyFile": str(chosen.private_key)}
    if policy.framed:
        config["server.xsrfCookieSameSite"] = "none"  # or nothing is uploaded from within a frame
    if group:
        processes.join(group, port)
    keep_quiet()
    application(policy, chosen.frame_ancestors).run(config=config)
    return 0


def opened_at(host: str, localhost: Callable[[], set[str]] = addresses_of_localhost) -> str:
    """The name or address by which this machine's browser finds a server that listens on `host`. It is `localhost`, by
    which a browser knows its own runs again, where that leads there: in managed networks it may lead elsewhere."""
    bound = EVERYWHERE.get(host, host)
    return "localhost" if bound in localhost() else in_link(bound)


def hosted() -> tuple[Any, str]:
    """Whom a server lets in that somebody else started, by `streamlit run`, and who may frame it: what the environment
    says. Such a host knows by which names it is called, and who may come, better than this program does."""
    import streamlit as st

    parser = argparse.ArgumentParser()
    add(parser)
    chosen = parser.parse_args([])
    allowed = LOCAL | frozenset(chosen.allowed_hosts) if chosen.allowed_hosts else frozenset({ANY})
    base = base_path(st.get_option("server.baseUrlPath"))
    policy = policy_of(
        chosen, names=lambda: allowed, key=chosen.key or "", port=st.get_option("server.port"), base=base
    )
    print(OWNER.format(f"{base}/?{urlencode({'owner': policy.owner})}"), flush=True)
    return policy, chosen.frame_ancestors


def policy_of(chosen: argparse.Namespace, **more: Any) -> Any:
    """Whom a server lets in that was started with these options."""
    from dashboard.commands.gate import Policy

    return Policy(proxies=frozenset(chosen.allowed_hosts), framed=chosen.frame_ancestors != SELF, **more)


def keep_quiet() -> None:
    """Streamlit reads its configuration when it is imported and again when it is run, and then asks for a restart
    because the two differ: nobody who has started Chainrule a second ago need do that."""
    logging.getLogger("streamlit.config").addFilter(lambda record: "restart streamlit" not in record.getMessage())


def welcome(link: str, key: str, owner: str, local: bool) -> str:
    """What is said at the start: how to get in, who else can, and the owner's own link."""
    lines = [f"Chainrule: {link}{'?' + urlencode({'key': key}) if key else ''}"]
    if key:
        lines.append(f"Whoever has this link can look at every run and start runs of their own. The key is {key}")
    elif not local:
        lines.append("It is open: whoever can reach this address can look at every run and start runs of their own.")
    lines.append(OWNER.format(f"{link}?{urlencode({'owner': owner})}"))
    return "\n".join(lines)


def picture(link: str) -> str:
    """The QR code of a link, where the terminal has the signs for it."""
    from dashboard.shared.qr_code import qr_text

    code = qr_text(link)
    try:
        code.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return ""
    return code


def check_options(chosen: argparse.Namespace) -> None:
    """Raises ValueError, whose message is a sentence, where the options do not go together."""
    if chosen.key and chosen.open:
        raise ValueError("With --open there is no key: leave out --open or --key.")
    if bool(chosen.certificate) != bool(chosen.private_key):
        raise ValueError("HTTPS needs both: --certificate and --private-key.")
    if chosen.certificate:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(chosen.certificate, chosen.private_key)
        except OSError as error:
            raise ValueError(
                f"{chosen.certificate} and {chosen.private_key} are no certificate and its private key: "
                f"{error.strerror or error}."
            ) from None


def free_port(host: str, port: int) -> int | None:
    """The port to listen on: that which was asked for, another that was agreed to, or none."""
    if is_free(host, port):
        return port
    other = next((p for p in range(port + 1, min(port + 100, 65_536)) if is_free(host, p)), None)
    if other is None:
        print(f"Chainrule cannot listen on {host}, port {port}. Choose another with --host or --port.", file=sys.stderr)
        return None
    if not sys.stdin.isatty():
        print(f"Port {port} is taken. Port {other} is free: chainrule --port {other}", file=sys.stderr)
        return None
    answer = input(f"Port {port} is taken. Use port {other} instead? [Y/n] ").strip().lower()
    return other if answer in ("", "y", "yes") else None


def port_number(text: str) -> int:
    """Read a port. Raises ArgumentTypeError, which argparse turns into one line."""
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"a port is a whole number from 1 to 65535, not {text!r}")
    return int(text)


def key_text(text: str) -> str:
    """Read a key. Raises ArgumentTypeError."""
    if len(text) < SHORTEST or text != text.strip():
        raise argparse.ArgumentTypeError(f"a key has {SHORTEST} signs or more, and none is a space at its ends")
    return text


def check_store() -> None:
    """Open the store of several hosts, and sign as they do. Raises ValueError, whose message is a sentence, where it
    cannot be opened."""
    from dashboard.runs.store import StoreError, open_store
    from dashboard.shared import secret
    from dashboard.shared.folder import home

    try:
        with open_store(patience=1.0) as store, store.transaction():
            if not store.bring(secret.NAME, home() / secret.NAME):
                secret.age()  # it is made by that
                store.share(secret.NAME, home() / secret.NAME)
    except StoreError as error:
        raise ValueError(str(error)) from None


def store_address(text: str) -> str:
    """Read the address of a store. Raises ArgumentTypeError, which does not tell a password."""
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise argparse.ArgumentTypeError("a store is at postgresql://user@host/database, or a file in the home")
    return text


def engine_name(text: str) -> str:
    """Read who trains. Raises ArgumentTypeError."""
    from dashboard.runs.cluster import EXTRA, SCHEME

    if text in ENGINES:
        return text
    if not re.fullmatch(rf"{SCHEME}(\[[0-9a-f:]+\]|[\w.-]+):\d{{1,5}}", text, re.ASCII | re.IGNORECASE):
        raise argparse.ArgumentTypeError(f"who trains is here, none or dask://scheduler:8786, not {text!r}")
    if find_spec("distributed") is None:
        raise argparse.ArgumentTypeError(EXTRA)
    return text


def count(text: str) -> int:
    """Read a number of processes. Raises ArgumentTypeError."""
    if not text.isdecimal() or not 1 <= int(text) <= processes.MOST:
        raise argparse.ArgumentTypeError(f"give a whole number from 1 to {processes.MOST}, not {text!r}")
    return int(text)


def base_path(text: str) -> str:
    """Read the path that a server is under: nothing, or a slash and names. Raises ArgumentTypeError."""
    path = text.strip().strip("/")
    if not re.fullmatch(r"[\w.~-]+(/[\w.~-]+)*|", path, re.ASCII) or {".", ".."} & set(path.split("/")):
        raise argparse.ArgumentTypeError(f"a base path is made of names with slashes, as /chainrule, not {text!r}")
    return f"/{path}" if path else ""


def host_names(text: str) -> tuple[str, ...]:
    """Read names and addresses with commas between them, or a star for any. Raises ArgumentTypeError."""
    if text.strip() == ANY:
        return (ANY,)
    found = tuple(name.strip().lower().strip("[]").rstrip(".") for name in text.split(","))
    for name in found:
        if not name or set(name) & set("/*@? "):
            raise argparse.ArgumentTypeError(f"a host is a name or an address without port or path, not {name!r}")
    return found


def sources(text: str) -> str:
    """Read a list of sources for the Content-Security-Policy. Raises ArgumentTypeError."""
    if not text.strip() or not text.isascii() or not text.isprintable() or set(text) & set(";,"):
        raise argparse.ArgumentTypeError("give addresses such as https://school.example, with spaces between them")
    return text.strip()


def open_browser(here: str, link: str) -> None:
    """Open the dashboard once it answers."""
    unchecked = ssl._create_unverified_context()  # noqa: S323  we ask ourselves whether we are up
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{here}/_stcore/health", timeout=1, context=unchecked):  # noqa: S310
                webbrowser.open(link)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
