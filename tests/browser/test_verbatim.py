"""In a real browser, what came from outside is the text that was typed and nothing else."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import idle, serving_page
from tests.browser.conversation import overhear
from tests.support.payloads import PAYLOADS

PAGE = Path(__file__).with_name("verbatim_page.py")


@pytest.fixture(scope="module")
def drawn(browser, tmp_path_factory):
    """The page, and every address outside that it asked for."""
    with serving_page(tmp_path_factory.mktemp("verbatim"), PAGE, "From outside") as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        overhear(context)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address, wait_until="domcontentloaded")
        expect.set_options(timeout=60_000)  # it is a long page
        idle(page)
        expect(page.locator(".legendtext")).to_have_count(len(PAYLOADS))
        yield page, [url for url in asked if "evil" in url]


def plain(text: str) -> str:
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


@pytest.mark.parametrize("k", range(len(PAYLOADS)), ids=PAYLOADS)
def test_a_text_is_shown_sign_by_sign_and_means_nothing(drawn, k):
    page, _ = drawn
    texts = page.locator(f".st-key-text-{k} [data-testid=stMarkdownContainer]").evaluate_all(
        """all => all.map((one) => [
            one.textContent,
            [...one.querySelectorAll("*")].map((e) => e.tagName.toLowerCase()).filter((tag) => tag !== "div"),
            one.closest("a")?.href ?? "",
        ])"""
    )
    said = plain(PAYLOADS[k])
    assert [plain(text) for text, _, _ in texts] == [said, said, f"before {said} after", said, said, f"{said}: after"]
    assert {tag for _, tags, _ in texts for tag in tags} <= {"p", "span", "h3"}
    spans = [tags.count("span") for _, tags, _ in texts]
    assert spans == SPANS, texts
    assert {href for *_, href in texts} == {"", "https://here.test/"}


SPANS = [0, 1, 0, 1, 0, 0]  # of our own small text, and of the heading


@pytest.mark.parametrize("k", range(len(PAYLOADS)), ids=PAYLOADS)
def test_a_name_in_a_chart_is_shown_sign_by_sign(drawn, k):
    page, _ = drawn
    name = page.locator(".legendtext").nth(k)
    assert plain(name.text_content()) == plain(PAYLOADS[k])
    assert name.evaluate("e => e.querySelectorAll('a, tspan[style]').length") == 0


def test_nothing_was_fetched_from_outside(drawn):
    _, asked = drawn
    assert asked == []
    assert re.search("evil", "".join(PAYLOADS))
