"""Networks that let no websocket through, phones that slept, and browsers that lack what others have."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import faults, idle, serving
from tests.browser.conversation import answered, comes_true
from tests.browser.test_places import SELF, nginx
from tests.browser.test_saved import moves_a_number

COLOURED = """all => all.filter((canvas) => {
    const { width, height } = canvas;
    return width && new Set(canvas.getContext("2d").getImageData(0, 0, width, height).data).size > 8;
}).length"""


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory):
    """A server that has forgotten a page after a second, as any has after two minutes."""
    folder = tmp_path_factory.mktemp("forgetful")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL", "1")
        with serving(folder, folder / "home", *SELF) as address:
            yield address


def no_upgrades(conf: str) -> str:
    return re.sub("proxy_set_header (Upgrade|Connection).*", "", conf)


def test_a_page_to_which_no_websocket_comes_up_says_so_and_leads_to_pages_without(page: Page, axe, server, tmp_path):
    page.emulate_media(color_scheme="dark")
    with nginx(tmp_path, "/chainrule/", server, True, no_upgrades) as shown:
        page.goto(f"{shown}lessons?lesson=3", wait_until="domcontentloaded")
        said = page.get_by_role("alert").filter(has_text="for five seconds none has come up")
        expect(said).to_be_visible(timeout=15_000)
        assert faults(page, axe) == []
        said.get_by_role("link", name="the course as plain pages").click()
        expect(page).to_have_url(f"{shown}course/")
        page.get_by_role("link", name=re.compile("^8 Backpropagation")).click()
        moves_a_number(page)


def test_a_page_whose_websocket_comes_up_late_goes_on_by_itself(page: Page, server):
    here = {"on": False}
    page.route_web_socket(
        re.compile("_stcore/stream"), lambda socket: socket.connect_to_server() if here["on"] else socket.close()
    )
    page.clock.install()
    page.goto(server, wait_until="domcontentloaded")
    page.clock.fast_forward(5000)
    said = page.get_by_text("for five seconds none has come up")
    expect(said).to_be_visible()
    here["on"] = True
    expect(page.get_by_role("status")).to_contain_text("The network says 7", timeout=60_000)
    expect(said).to_have_count(0)


def test_a_server_that_is_gone_is_told_from_a_network_that_lets_no_websocket_through(page: Page, server):
    page.route_web_socket(re.compile("_stcore/stream"), lambda socket: socket.close())
    page.route(re.compile("_stcore/health"), lambda route: route.abort())
    page.clock.install()
    page.goto(server, wait_until="domcontentloaded")
    page.clock.fast_forward(5000)
    expect(page.get_by_role("alert").filter(has_text="The server does not answer.")).to_be_visible()
    expect(page.get_by_role("link", name="the course as plain pages")).to_have_count(0)


@pytest.fixture
def sleeper(page, forgetful):
    """`sleeper("train")` opens a page on a phone; `with sleep():` it sleeps, and its server forgets it."""
    page.set_viewport_size({"width": 390, "height": 844})
    state = {"on": True, "hurries": False, "sockets": []}

    def between(socket):
        if not state["on"]:
            socket.close()
            return
        server = socket.connect_to_server()
        if state["hurries"]:
            told = []

            def passed_over(message):
                told.append(message)
                if len(told) != 1:  # of the first two the second is passed over
                    server.send(told[0] if len(told) == 2 else message)

            socket.on_message(passed_over)
        state["sockets"].append(socket)

    page.route_web_socket(re.compile("_stcore/stream"), between)

    def go(place):
        page.clock.install()
        page.goto(f"{forgetful}/{place}", wait_until="domcontentloaded")
        idle(page)
        return page

    def sleep():
        state["on"] = False
        for socket in state["sockets"]:
            socket.close()
        expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
        page.wait_for_timeout(1500)  # longer than the server remembers

    def wake(then=lambda: None, hurries=False):
        """`then` something is done; if it `hurries`, what it tells comes before the page was run once, and is lost."""
        state.update(on=True, hurries=hurries)
        page.clock.fast_forward(180_000)
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-connection-state", "CONNECTED", timeout=60_000
        )
        then()
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")

    go.sleep, go.wake = sleep, wake
    return go


def test_an_answer_that_was_half_typed_when_the_phone_fell_asleep_is_there_and_judged(sleeper):
    page = sleeper("lessons?lesson=3")
    answer = page.get_by_role("textbox", name="Your answer").first
    answer.fill("x_i")
    sleeper.sleep()
    answer.press_sequentially(" + (")
    sleeper.wake()
    expect(answer).to_have_value("x_i + (")
    answer.press("Enter")
    expect(page.get_by_test_id("stAlertContainer").first).to_be_visible()
    expect(answer).to_have_value("x_i + (")


def test_a_number_half_typed_for_another_question_is_judged_for_that_question(sleeper):
    page = sleeper("lessons?lesson=7")
    number = page.locator("[class*=st-key-exercise-]").filter(has=page.get_by_text("Work it out")).first
    field, prompt = number.get_by_role("textbox", name="Your answer"), number.get_by_test_id("stMarkdown").nth(1)
    for _ in range(2):
        field.fill("9")
        answered(page)
        number.get_by_role("button", name="Another one").click()
        expect(field).to_have_value("")
        answered(page)
    asked = prompt.inner_text()
    field.fill("123")
    page.wait_for_timeout(400)  # it is told after a pause
    answered(page)
    sleeper.sleep()
    sleeper.wake()
    field.press("Enter")
    expect(number.get_by_test_id("stAlertContainer")).to_be_visible()
    expect(field).to_have_value("123")
    assert prompt.inner_text() == asked


def test_what_stands_in_a_form_stays(sleeper):
    page = sleeper("class")
    field = page.get_by_role("textbox", name="What it is called")
    field.fill("Tuesday, room 2")
    sleeper.sleep()
    sleeper.wake()
    expect(field).to_be_enabled()
    expect(field).to_have_value("Tuesday, room 2")
    page.get_by_role("button", name="New class").click()
    expect(page.get_by_text("Tuesday, room 2").first).to_be_visible()


def test_a_step_taken_while_the_server_was_away_is_in_the_address_once_it_is_back(sleeper):
    page = sleeper("step?digit=3&step=z1")
    stepper = page.get_by_role("group", name=re.compile("^Step through the network"))
    expect(stepper).to_have_attribute("data-step", "z1")
    sleeper.sleep()
    stepper.focus()
    page.keyboard.press("ArrowRight")
    expect(stepper).to_have_attribute("data-step", "a1")
    page.clock.run_for(1000)  # it is told after a pause, and nobody hears of it
    sleeper.wake()
    expect(page).to_have_url(re.compile("step=a1"))
    expect(stepper).to_have_attribute("data-step", "a1")


def test_a_step_taken_before_a_new_server_has_run_the_page_is_in_the_address_too(sleeper):
    """Until then it knows no fragment, and passes over what is told of one."""
    page = sleeper("step?digit=3&step=z1")
    stepper = page.get_by_role("group", name=re.compile("^Step through the network"))
    expect(stepper).to_have_attribute("data-step", "z1")

    def steps():
        stepper.focus()
        page.keyboard.press("ArrowRight")
        expect(stepper).to_have_attribute("data-step", "a1")
        page.clock.run_for(1000)

    sleeper.sleep()
    sleeper.wake(steps, hurries=True)
    expect(page).to_have_url(re.compile("step=a1"))
    expect(stepper).to_have_attribute("data-step", "a1")


def test_pictures_are_drawn_where_there_is_no_offscreen_canvas(page: Page, server):
    """As on iPads before iOS 16.4."""
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script("delete window.OffscreenCanvas")
    page.goto(f"{server}/step?digit=3&step=z2", wait_until="domcontentloaded")
    stepper = page.get_by_role("group", name=re.compile("^Step through the network"))
    expect(stepper).to_have_attribute("data-step", "z2")
    assert page.evaluate("typeof OffscreenCanvas") == "undefined"
    comes_true(page, lambda: stepper.locator("canvas").evaluate_all(COLOURED) >= 3)
    assert wrong == []
