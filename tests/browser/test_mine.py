"""A backward pass that a person brings, beside core's."""

import io
import re

import numpy as np
from playwright.sync_api import expect

from core.network import Network
from tests.browser.conftest import faults


def file(content: bytes) -> dict:
    return {"name": "my *pass*.npz", "mimeType": "application/octet-stream", "buffer": content}


def my_pass(**changed) -> bytes:
    """A pass whose hidden deltas and all after them were changed, as an `.npz` file."""
    rng = np.random.default_rng(0)
    network = Network.from_text("784-12-relu-10")
    theta, x, labels = 0.1 * rng.standard_normal(network.size), rng.random((4, 784)), rng.integers(10, size=4)
    trace = network.trace(theta, x, labels)
    found = {"network": str(network), "x": x, "labels": labels, "dz2": trace.grads[-1], "dz1": trace.grads[1]}
    for p in network.parameters:
        found |= {p.name: p.of(theta), f"d{p.name}": p.of(trace.gradient)}
    content = io.BytesIO()
    np.savez(content, **(found | {name: change(found[name]) for name, change in changed.items()}))
    return content.getvalue()


def test_an_example_stands_there_before_the_first_click(app, axe):
    page = app("mine")
    expect(page.get_by_text("dW2 is the first that differs: yours is 32 times ours, all over")).to_be_visible()
    expect(page.get_by_text("ours equals yours everywhere")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Difference: dW2 as a picture, largest 2.9"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("✗ dW2 yours is 32 times"))).to_be_visible()
    assert faults(page, axe) == []
    page = app("mine?example=no+mistake")
    expect(page.get_by_text("All 18 arrays agree")).to_be_visible()


def test_a_pass_of_ones_own_is_checked_and_leads_to_the_stepper(app, axe):
    page = app("mine")
    page.locator("input[type=file]").set_input_files(file(my_pass(dz1=np.negative, dW1=np.negative, db1=np.negative)))
    expect(
        page.get_by_text("dz1 is the first that differs: yours is −1 times ours, all over: its sign")
    ).to_be_visible()
    expect(page.get_by_text("Everything before it follows from that one mistake")).to_be_visible()
    page.locator("input[type=file]").set_input_files(file(b"nothing"))
    expect(page.get_by_text("my *pass*.npz is not an .npz file of plain arrays")).to_be_visible()
    page.locator("input[type=file]").set_input_files(file(my_pass(dW2=lambda d: d + 1)))
    expect(page.get_by_text("No mistake of the catalogue, nor two of them together")).to_be_visible()
    assert faults(page, axe) == []
    page.get_by_role("link", name="See how dW2 is made").click()
    expect(page).to_have_url(re.compile(r"/step\?.*step=dW2"))
    expect(page.get_by_role("heading", level=1, name="Step through")).to_be_visible()
    yours = page.get_by_role("group", name="Yours beside ours")
    expect(yours.get_by_text("Your dW2 differs from ours, by 1 at [")).to_be_visible()
    expect(yours.get_by_role("img", name=re.compile("^Yours: dW2 as a picture"))).to_be_visible()
    yours.get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(r"pin=W2|pin=dW2"))
    assert faults(page, axe) == []
    page.get_by_role("button", name="One step back").click()
    expect(yours.get_by_text("Your dz2 agrees with ours.")).to_be_visible()
