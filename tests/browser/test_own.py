"""Images that a person brings, judged by a run."""

import io
import re

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from dashboard.data.shipped import unseen_digits
from tests.browser.conftest import faults


def file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def photograph(n: int) -> bytes:
    """A test digit as dark ink on a large sheet."""
    sheet = np.full((600, 800), 255, np.uint8)
    sheet[40:320, 500:780] -= np.kron(
        (unseen_digits().images[n].reshape(28, 28) * 255).astype(np.uint8), np.ones((10, 10), np.uint8)
    )
    content = io.BytesIO()
    Image.fromarray(sheet).save(content, "PNG")
    return content.getvalue()


def test_ones_own_images_are_read_and_stepped_through(start, axe):
    page = start("network=784-32-relu-10&epochs=1")
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=120_000)
    page.get_by_role("button", name="Yours").or_(page.get_by_role("radio", name="Yours")).first.click()
    page.get_by_role("application", name=re.compile("Draw one digit")).focus()
    for key in [*["ArrowUp"] * 8, " ", *["ArrowDown"] * 16, " "]:
        page.keyboard.press(key)
    expect(page.get_by_text("your drawing")).to_be_visible()
    uploader = page.locator("input[type=file]")
    uploader.set_input_files(
        [file("my *7*.png", photograph(0)), file("one.png", photograph(2)), file("none.jpg", b"no image")]
    )
    expect(page.get_by_text("none.jpg is not an image that can be read, or it is damaged.")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("An image taken for 7 with"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("An image taken for 1 with")).last).to_be_visible()
    expect(page.get_by_text("my _7_.png").last).to_be_visible()
    expect(page.get_by_text("How one.png was read")).to_be_visible()
    assert faults(page, axe) == []
    with page.context.expect_page() as opened:
        page.get_by_role("img", name=re.compile("An image taken for 7 with")).click()
    expect(opened.value.get_by_role("button", name="Your image")).to_be_visible()
    expect(opened.value.get_by_text("the network reads a 7")).to_be_visible()
    opened.value.close()


def test_a_labelled_set_gets_its_accuracy_joins_ours_and_is_learned_from(start, axe):
    page = start("network=784-32-relu-10&epochs=1")
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=120_000)
    page.get_by_role("button", name="Yours").or_(page.get_by_role("radio", name="Yours")).first.click()
    content, digits = io.BytesIO(), unseen_digits()
    np.savez(content, images=digits.images[:4].astype(np.float32), labels=[*digits.labels[:3], 9 - digits.labels[3]])
    page.locator("input[type=file]").set_input_files(file("set.npz", content.getvalue()))
    expect(page.get_by_text("are read correctly: 3 of 4.")).to_be_visible()
    expect(page.get_by_text("labelled 9").first).to_be_visible()
    page.get_by_role("button", name="Add 4 to our digits").click()
    expect(page.get_by_text(re.compile("of ours: 3 of 4"))).to_be_visible()
    expect(page.get_by_role("button", name="Save our 4 digits (.npz)")).to_be_visible()
    assert faults(page, axe) == []
    page.get_by_text("Train on these").click()
    page.get_by_role("button", name="Set up a run").click()
    expect(
        page.get_by_text(re.compile(r"It learns from our digits \(4 images, SHA-256 .* beside MNIST"))
    ).to_be_visible()


def test_a_sheet_of_digits_is_brought_to_the_stepper(app, axe):
    page = app("step?digit=3")
    page.get_by_role("button", name="Yours").click()
    sheet = np.full((300, 700), 200, np.uint8)
    for n, left in ((0, 20), (2, 380)):
        ink = np.kron(unseen_digits().images[n].reshape(28, 28), np.ones((10, 10)))
        sheet[10:290, left : left + 280] -= (140 * ink).astype(np.uint8)
    content = io.BytesIO()
    Image.fromarray(sheet).save(content, "PNG")
    page.locator("input[type=file]").set_input_files(file("sheet.png", content.getvalue()))
    expect(page.get_by_text("shows 2 digits; they are read from left to right.")).to_be_visible()
    expect(page.get_by_role("img", name="Frames around 2 digits.")).to_be_visible()
    assert faults(page, axe) == []
    page.get_by_role("button", name="Step through digit 2").click()
    expect(page.get_by_text("the network reads a 1")).to_be_visible()
    expect(page.get_by_role("button", name="Your image")).to_be_visible()
    expect(page.get_by_text("shows 2 digits")).to_be_hidden()
