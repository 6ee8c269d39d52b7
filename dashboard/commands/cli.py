"""The command `chainrule`: without more words it opens the dashboard in a browser."""

import argparse
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser

PORT = 8501


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported: a page must not take every core
    from dashboard.commands import check, export, judge, notes, train

    parser = argparse.ArgumentParser(
        prog="chainrule",
        description="Learn backpropagation on real handwritten digits. Without a command it opens the dashboard.",
    )
    parser.add_argument("--port", type=port_number, default=PORT, help=f"the port to listen on (default {PORT})")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to listen on; 0.0.0.0 lets a whole class in (default 127.0.0.1)",
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.set_defaults(do=lambda chosen: serve(chosen.host, chosen.port, chosen.no_browser))
    commands = parser.add_subparsers(title="commands", metavar="")
    for command in (train, judge, export, check, notes):
        command.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        return chosen.do(chosen)
    except (ValueError, OSError) as error:  # what core refuses, it refuses with a sentence
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def serve(host: str, port: int, no_browser: bool) -> int:
    """Open the dashboard and stay until it is stopped."""
    if not is_free(host, port):
        other = next((p for p in range(port + 1, min(port + 100, 65_536)) if is_free(host, p)), None)
        if other is None:
            print(
                f"Chainrule cannot listen on {host}, port {port}. Choose another with --host or --port.",
                file=sys.stderr,
            )
            return 1
        if not sys.stdin.isatty():
            print(f"Port {port} is taken. Port {other} is free: chainrule --port {other}", file=sys.stderr)
            return 1
        if input(f"Port {port} is taken. Use port {other} instead? [Y/n] ").strip().lower() not in ("", "y", "yes"):
            return 1
        port = other

    from dashboard.commands.server import SCRIPT, app

    address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104
    if not no_browser:
        threading.Thread(target=open_browser, args=(address,), daemon=True).start()
    sys.argv = [str(SCRIPT)]  # Streamlit looks for its configuration beside the script that was started
    app.run(config={"server.port": port, "server.address": host})
    return 0


def port_number(text: str) -> int:
    """Read a port. Raises ArgumentTypeError, which argparse turns into one line."""
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"a port is a whole number from 1 to 65535, not {text!r}")
    return int(text)


def is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
        return True


def open_browser(address: str) -> None:
    """Open the dashboard once it answers."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310
                webbrowser.open(address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
