"""Wherever a school puts it: at a root, under a path that a proxy keeps or takes off, started by somebody else."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, serving
from tests.support import trust
from tests.support.asking import NOT_THIS_MACHINE, Asking

KEY = "abcd-efgh-jkmn"
ROOT = Path(__file__).parents[2]
SELF = ("-m", "dashboard.commands.cli", "--port", "PORT", "--no-browser")
STREAMLIT = ("-m", "streamlit", "run", str(ROOT / "dashboard/app.py"), "--server.port", "PORT")
EXAMPLE = (ROOT / ".github/server/nginx.conf").read_text(encoding="utf-8")
CONTAINER = (ROOT / ".github/server/Dockerfile").read_text(encoding="utf-8")
CADDY = (ROOT / ".github/server/Caddyfile").read_text(encoding="utf-8")
HOSTILE = "![Log](//evil.test) <img src=//evil.test>"
AROUND = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {upstream}
    server {{
        listen 127.0.0.1:{port};
        {location}
    }}
}}
"""


@contextmanager
def nginx(folder: Path, path: str, server: str, strips: bool, changed: Callable[[str], str] = str):
    """The address at which a real nginx, told what the example says, shows this server under a path, which it takes off
    or keeps; the example may be `changed`."""
    behind = f"{urlsplit(server).port}{'/' if strips else ''}"
    example = EXAMPLE.replace("location /chainrule/", f"location {path}").replace("8501/;", f"{behind};")
    with told_nginx(folder, changed(example)) as address:
        yield f"{address}{path}"


@contextmanager
def told_nginx(folder: Path, location: str, upstream: str = ""):
    """The address of a real nginx that was told this, for its `server` block and for its `http` block."""
    conf, port = folder / "nginx.conf", free_port()
    conf.write_text(AROUND.format(folder=folder, port=port, upstream=upstream, location=location))
    with running(folder, port, "nginx", "-c", conf, "-p", folder) as address:
        yield address


@contextmanager
def caddy(folder: Path, server: str):
    """The address at which a real Caddy shows this server by the lines of the example; it asks for no certificate."""
    conf, port = folder / "Caddyfile", free_port()
    site = CADDY.replace("chainrule.school.example", f"http://127.0.0.1:{port}").replace("127.0.0.1:8501", server[7:])
    conf.write_text(f"{{\n    admin off\n    storage file_system {folder}\n}}\n{site}")
    with running(folder, port, "caddy", "run", "--adapter", "caddyfile", "--config", conf) as address:
        yield f"{address}/"


@contextmanager
def running(folder: Path, port: str, name: str, *told):
    """The address of a proxy of this name, once it answers there."""
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, f"{name} is missing. On Debian: apt-get install {'nginx-light' if name == 'nginx' else name}"
    home = os.environ | {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen([program, *told], stdout=log, stderr=log, env=home)
    try:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", int(port))):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def place(name: str, folder: Path):
    """The address under which the dashboard is shown there."""
    home, under = folder / "home", "/chainrule"
    if name == "nginx keeps the path":
        with (
            serving(folder, home, *SELF, "--base-path", under, under=under) as server,
            nginx(folder, f"{under}/", server, False) as shown,
        ):
            yield shown
    elif name == "behind Caddy":
        with serving(folder, home, *SELF) as server, caddy(folder, server) as shown:
            yield shown
    elif name == "streamlit run":
        with serving(folder, home, *STREAMLIT) as server:
            yield f"{server}/"
    elif name == "streamlit run under a path":
        with serving(folder, home, *STREAMLIT, "--server.baseUrlPath", under, under=under) as server:
            yield f"{server}/"
    else:
        path = {"nginx takes the path off": f"{under}/", "a hub takes the path off": "/user/jo/proxy/8501/"}[name]
        with serving(folder, home, *SELF) as server, nginx(folder, path, server, True) as shown:
            yield shown


PLACES = [
    "nginx keeps the path",
    "nginx takes the path off",
    "a hub takes the path off",
    "behind Caddy",
    "streamlit run",
    "streamlit run under a path",
]


@pytest.fixture(scope="module", params=PLACES)
def shown(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHAINRULE_KEY", KEY)  # behind a proxy strangers cannot be told from this machine
        with place(request.param, tmp_path_factory.mktemp("place")) as address:
            yield address


@pytest.fixture
def server(shown):
    """What `app` opens: its paths follow a slash."""
    return shown.rstrip("/")


@pytest.fixture
def page(page, shown):
    """The page of somebody who came by the key."""
    page.context.request.get(f"{shown}?key={KEY}", max_redirects=0)
    return page


def test_nobody_is_let_in_who_is_not_trusted(shown):
    server = Asking(shown)
    known = trust.entered(server, KEY)
    for holds in (trust.needs_its_key, *trust.ON_LINUX):
        holds(server, known)


def test_in_a_container_a_proxy_is_believed_if_it_was_named_and_nobody_else(tmp_path, monkeypatch):
    told = " ".join(re.findall(r"^ENV (.*(?:\\\n.*)*)", CONTAINER, re.MULTILINE)).replace("\\\n", "")
    for name, value in re.findall(r"(CHAINRULE_\w+)=(\S+)", told):
        if name not in ("CHAINRULE_HOME", "CHAINRULE_PORT"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("CHAINRULE_KEY", KEY)
    proxy, _ = NOT_THIS_MACHINE
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", proxy)

    def of_another_address(example):
        return example.replace("$scheme", "https").replace("proxy_http", f"proxy_bind {proxy}; proxy_http")

    with (
        serving(tmp_path, tmp_path / "home", *SELF) as inside,
        nginx(tmp_path, "/chainrule/", inside, True, of_another_address) as shown,
    ):
        assert "; Secure" in str(Asking(shown).ask(f"/?key={KEY}")[1])
        server = Asking(inside)
        known = trust.entered(server, KEY)
        for holds in (trust.needs_its_key, *trust.EVERYWHERE):
            holds(server, known)
        _, headers, _ = server.ask(Accept="text/html", Cookie=known, **trust.CLAIMED)
        assert "chainrule_browser" in str(headers)
        assert "; Secure" not in str(headers)


def test_what_a_link_says_is_text(app):
    page = app(f"lessons?lesson={quote(HOSTILE)}")
    expect(page.get_by_text(HOSTILE[:30])).to_be_visible()
    assert page.locator("a[href*=evil], img[src*=evil]").count() == 0


def test_without_its_last_slash_the_address_leads_home(page: Page, server):
    page.goto(f"{server}?present=true")
    expect(page.get_by_role("status")).to_contain_text("The network says 7")
    assert page.url.startswith(f"{server}/?present=true")


def test_what_is_drawn_is_read_and_stepped_through(app):
    page = app()
    page.get_by_role("button", name="Draw your own").click()
    box = page.get_by_role("application", name=re.compile("Draw one digit")).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"], steps=8)
    page.mouse.up()
    expect(page.get_by_role("status")).to_contain_text("The network says 1")
    page.get_by_role("link", name="Step through your drawing").click()
    expect(page.get_by_role("group", name=re.compile("^Step through the network"))).to_be_visible()


def test_the_stepper_steps(app):
    page = app("step?digit=3&step=z1")
    stepper = page.get_by_role("group", name=re.compile("^Step through the network"))
    expect(stepper).to_have_attribute("data-step", "z1")
    stepper.focus()
    page.keyboard.press("ArrowRight")
    expect(stepper).to_have_attribute("data-step", "a1")


def test_a_run_is_rewound_and_its_mistakes_are_looked_at(start):
    page = start("network=784-16-relu-10&epochs=1&batch_size=1000")
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=90_000)
    expect(page.get_by_text(re.compile("After step 55, it reads"))).to_be_visible()  # it listens from then on
    page.get_by_role("slider", name="Checkpoint").focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("Before the first step")).to_be_visible()
    page.get_by_text("Result", exact=True).click()
    page.get_by_role("button", name=re.compile("times a 3 was read right")).click()
    expect(page.get_by_role("heading", name="A 3, read right")).to_be_visible()


def test_an_answer_is_judged(app):
    page = app("lessons?lesson=3")
    answer = page.get_by_role("textbox", name="Your answer").first
    answer.fill("(")
    answer.press("Enter")
    expect(page.get_by_test_id("stAlertContainer").first).to_be_visible()
