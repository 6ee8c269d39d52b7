"""One server a session, real Chromium, and a page that is ready when a test gets it.

The server's log must hold no traceback at the end, and no page may raise a JavaScript error, ask for what its content
policy refuses, or ask any other host.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conversation import answered, overhear

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # no other host can be reached
]


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """The folder in which the server keeps its runs."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def server(tmp_path_factory, home):
    """The address of the dashboard, started as a user starts it, with an empty home for its runs."""
    with serving(
        tmp_path_factory.mktemp("server"), home, "-m", "dashboard.commands.cli", "--port", "PORT", "--no-browser"
    ) as address:
        yield address


@contextmanager
def serving(folder: Path, home: Path, *arguments: str, port: str = "", under: str = "", secure: bool = False):
    """The address of a server that Python starts with these arguments, PORT replaced, until it is no longer needed; its
    pages may lie under a path."""
    port = port or free_port()
    address = f"{'https' if secure else 'http'}://127.0.0.1:{port}{under}"
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, *(argument.replace("PORT", port) for argument in arguments)],
            env={**os.environ, "CHAINRULE_HOME": str(home)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_up(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(20)
            log.seek(0)
            text = log.read()
    assert "Traceback" not in text, text[-4000:]
    assert "restart streamlit" not in text, text[-4000:]


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


ONE_PAGE = """
import dashboard.shared.navigation as navigation
navigation.PAGES = [navigation.View({file!r}, "", {title!r})]
from dashboard.commands.cli import main
main(["--no-browser", "--port", "PORT"])
"""


def serving_page(folder: Path, page: Path, title: str, port: str = ""):
    """The same for a dashboard with this page in place of its own."""
    return serving(folder, folder / "home", "-c", ONE_PAGE.format(file=str(page), title=title), port=port)


UNCHECKED = ssl._create_unverified_context()  # we ask ourselves


def wait_until_up(address, process):
    for _ in range(600):
        assert process.poll() is None, "the server stopped before it answered"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1, context=UNCHECKED):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer within a minute")


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium")
    assert path, "Chromium is missing. On Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """An empty page of someone who has never been here, on a laptop, without animations."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    overhear(context)
    expect.set_options(timeout=30_000)  # a wait ends when it is fulfilled: only a busy machine needs so long
    yield context.new_page()
    context.close()


@pytest.fixture
def app(page: Page, server):
    """`app("step?digit=3")` opens a page and waits until Streamlit has drawn it."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.extend([message.text] * ("Content Security Policy" in message.text)))
    for kind in ("request", "websocket"):
        page.on(kind, lambda asked: errors.extend([f"asked elsewhere: {asked.url}"] * (not is_ours(asked.url))))

    def go(path: str = "") -> Page:
        page.goto(f"{server}/{path}", wait_until="domcontentloaded")
        idle(page)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        return page

    yield go
    assert not errors, errors


def is_ours(url: str) -> bool:
    """Whether nobody but this machine is asked for it."""
    return url.startswith(("blob:", "data:")) or urlsplit(url).hostname in ("127.0.0.1", "localhost")


@pytest.fixture
def start(app):
    """`start("epochs=1")` starts a run with these settings; its page."""

    def go(settings: str) -> Page:
        page = app(f"train?{settings}")
        page.get_by_role("button", name="Train", exact=True).click()
        expect(page).to_have_url(re.compile(r"run=\w+"))
        return page

    return go


def idle(page: Page) -> None:
    """Wait until the page shows what the server answered to the last interaction."""
    answered(page)
    root = page.get_by_test_id("stApp")
    expect(root).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(root).to_have_attribute("data-test-script-state", "notRunning")


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which finds what keeps people from using a page."""
    path = Path(os.environ.get("AXE_PATH", Path(__file__).parents[2] / ".axe/node_modules/axe-core/axe.min.js"))
    assert path.exists(), "axe-core is missing. Run: npm install --prefix .axe axe-core"
    return path.read_text(encoding="utf-8")


def faults(page: Page, axe: str) -> list[str]:
    """The serious accessibility faults of the page as it stands, one line each."""
    page.evaluate(axe)
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})")
    return [
        re.sub(
            r"\s+",
            " ",
            f"{fault['id']}: {fault['help']} ({len(fault['nodes'])}), as in {fault['nodes'][0]['html'][:200]}",
        )
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
