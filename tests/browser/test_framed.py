"""In a frame of a learning platform: another site, over HTTPS, in a browser that keeps third parties' cookies out."""

import http.server
import re
import ssl
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FLAGS, free_port, serving
from tests.browser.test_own import file
from tests.dashboard.commands.test_serving import CERTIFICATE, PRIVATE_KEY
from tests.support import trust
from tests.support.asking import Asking

PLATFORM, TOOL = "platform.test", "chainrule.test"  # two sites: each browser below finds both on this machine
STRICT = ["--host-resolver-rules=MAP *.test 127.0.0.1", "--test-third-party-cookie-phaseout"]
SPEAK = """tool => new Promise(said => {
    const socket = new WebSocket(`${tool.replace("https", "wss")}/_stcore/stream`);
    socket.onopen = () => said("opened");
    socket.onerror = () => said("refused");
})"""
QUICK = "network=784-16-relu-10&epochs=1&batch_size=1000"


@contextmanager
def platform(address: str):
    """The address of a page of another site that shows this one in a frame of 1200 × 640."""
    page = f'<!doctype html><title>Course</title><iframe width="1200" height="640" src="{address}"></iframe>'.encode()

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, PRIVATE_KEY)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://{PLATFORM}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def tool(tmp_path_factory):
    """The dashboard over HTTPS, which the platform may frame and nobody else."""
    folder, port = tmp_path_factory.mktemp("framed"), free_port()
    arguments = [
        *("-m", "dashboard.commands.cli", "--port", port, "--no-browser", "--allowed-hosts", TOOL),
        *("--certificate", CERTIFICATE, "--private-key", PRIVATE_KEY),
        *("--frame-ancestors", f"https://{PLATFORM}:*"),
    ]
    with serving(folder, folder / "home", *arguments, port=port, secure=True):
        yield f"https://{TOOL}:{port}"


@pytest.fixture
def visitor(browser):
    chromium = browser.browser_type.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, *STRICT])
    context = chromium.new_context(
        viewport={"width": 1280, "height": 720}, ignore_https_errors=True, reduced_motion="reduce"
    )
    yield context.new_page()
    chromium.close()


def test_a_run_stays_mine_after_a_reload_and_files_are_taken(visitor, tool):
    with platform(f"{tool}/train?{QUICK}&embed=true") as course:
        visitor.goto(course)
        inside = visitor.frame_locator("iframe")
        inside.get_by_role("button", name="Train", exact=True).click()
        expect(inside.get_by_text("Finished.")).to_be_visible(timeout=90_000)
        (frame,) = visitor.frames[1:]
        run = re.search("run=([0-9a-f]+)", frame.url)[1]
    with platform(f"{tool}/train?run={run}&look=Keep&embed=true") as course:
        # another port is the same site: cookies of the frame are those that it had there
        visitor.goto(course)
        inside = visitor.frame_locator("iframe")
        expect(inside.get_by_role("button", name="Delete")).to_be_visible(timeout=30_000)  # strangers see none
        inside.get_by_text("Yours", exact=True).click()
        inside.locator("input[type=file]").first.set_input_files(file("none.jpg", b"no image"))
        expect(inside.get_by_text("none.jpg is not an image that can be read")).to_be_visible(timeout=30_000)


def test_there_is_no_menu_and_it_fits(visitor, tool):
    with platform(f"{tool}/step?digit=3&step=z1&embed=true") as course:
        visitor.goto(course)
        inside = visitor.frame_locator("iframe")
        stepper = inside.get_by_role("group", name=re.compile("^Step through the network"))
        expect(stepper).to_have_attribute("data-step", "z1", timeout=30_000)
        expect(inside.get_by_test_id("stHeader")).to_be_hidden()
        (frame,) = visitor.frames[1:]
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert inside.locator(".window").evaluate("e => e.getBoundingClientRect().height") <= 640


def test_nobody_else_shows_it_in_a_frame(visitor, tool):
    with platform(f"{tool}/step?embed=true") as course:
        visitor.goto(course.replace(PLATFORM, "evil.test"))
        visitor.wait_for_timeout(1000)
        assert not visitor.frames[1:] or visitor.frames[1].url.startswith("chrome-error:")


def test_the_page_around_it_may_show_it_and_not_speak_to_it(visitor, tool):
    with platform(f"{tool}/step?digit=3&step=z1&embed=true") as course:
        visitor.goto(course)
        inside = visitor.frame_locator("iframe")
        expect(inside.get_by_role("group", name=re.compile("^Step through"))).to_be_visible(timeout=30_000)
        assert visitor.evaluate(SPEAK, tool) == "refused"
        (frame,) = visitor.frames[1:]
        assert frame.evaluate(SPEAK, tool) == "opened"


@pytest.mark.parametrize("holds", trust.ON_LINUX)
def test_over_https_nobody_is_trusted_more(tool, holds):
    holds(Asking(f"{tool}/"))
