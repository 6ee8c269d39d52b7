"""A class comes in with the key, and its teacher is the owner."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from core.config import Config
from dashboard.runs.store import open_store
from tests.browser.conftest import faults, idle, serving

KEY = "abcd-efgh-jkmn"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("class")


@pytest.fixture(scope="module")
def classroom(folder):
    command = ("-m", "dashboard.commands.cli", "--port", "PORT", "--no-browser", "--host", "0.0.0.0", "--key", KEY)
    with serving(folder, folder / "home", *command) as address:
        yield address


def test_a_key_is_typed_once_and_the_link_opens(page, classroom, axe):
    page.goto(f"{classroom}/step?digit=3")
    field = page.get_by_label("Key")
    expect(field).to_be_focused()
    assert faults(page, axe) == []
    field.fill("wrong-wrong")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("That is not the key of this Chainrule.")).to_be_visible()
    page.get_by_label("Key").fill(KEY)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/step\?digit=3"))
    idle(page)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert KEY not in page.url
    page.goto(f"{classroom}/runs")
    idle(page)
    expect(page.get_by_role("heading", name="Runs")).to_be_visible()


def test_the_owner_may_delete_everybodys_run_and_others_may_not(page, classroom, folder):
    with open_store(folder / "home") as store:
        run = store.submit(Config(network="784-10"), "somebody", "stopped")
    page.goto(f"{classroom}/train?run={run}&look=Keep&key={KEY}")
    idle(page)
    expect(page.get_by_text("Another browser started this run").first).to_be_visible()
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)
    owner = re.search(r"http\S+\?owner=\S+", (folder / "log").read_text())[0]
    page.goto(f"{classroom}/train?run={run}&look=Keep&{urlsplit(owner).query}")
    idle(page)
    assert "owner" not in page.url
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete this run").click()
    expect(page.get_by_text("Another browser started this run")).to_have_count(0)
    idle(page)
    with open_store(folder / "home") as store:
        assert store.record(run) is None


def test_a_page_whose_server_is_gone_says_so_until_it_is_back(page, classroom):
    here = {"on": True}

    def between(socket):
        if here["on"]:
            socket.connect_to_server()
            here["socket"] = socket
        else:
            socket.close()

    page.route_web_socket(re.compile("_stcore/stream"), between)
    page.goto(f"{classroom}/runs?key={KEY}")
    expect(page.get_by_role("heading", name="Runs")).to_be_visible()
    gone = page.get_by_text("The server has not answered since")
    expect(gone).to_be_hidden()
    here["on"] = False
    here["socket"].close()
    expect(gone).to_be_visible()
    here["on"] = True
    expect(gone).to_be_hidden(timeout=60_000)
