"""The page of a digit: the walk where it is told, what is too large, and what it is called."""

import json
import re
from dataclasses import replace

import pytest

from dashboard.views.step import told
from dashboard.views.step.address import Address
from dashboard.views.step.save import TooLargeError, moment_of, page_of
from dashboard.views.step.subject import fresh, shipped
from lessons.engine.chain.equations import derive
from lessons.page.small import SMALL


def content(text: str) -> dict:
    return json.loads(re.search(r'id="saved">(.*?)</script>', text, re.DOTALL)[1])


def test_the_walk_is_inside_and_every_step_leads_to_one_of_its_stops():
    text = page_of(moment_of(shipped(), 115))
    kept = content(text)
    keys = [stop["key"] for stop in kept["walk"]["stops"]]
    assert kept["walk"]["start"] == keys[0]
    assert set(kept["stops"]) == {equation.name for equation in derive(shipped().network)}
    assert set(kept["stops"].values()) <= set(keys)
    assert "<title>Test digit 115, a 4, through 784-32-relu-16-relu-10 · Chainrule</title>" in text
    assert len(text.encode()) < 3e6


def test_the_walk_of_any_loss_is_inside():
    subject = fresh("784-6-sigmoid-10-sigmoid", 0, "quadratic")
    kept = content(page_of(moment_of(subject, 8)))
    assert set(kept["stops"]) == {equation.name for equation in derive(subject.network)}
    assert set(kept["stops"].values()) <= {stop["key"] for stop in kept["walk"]["stops"]}


def test_a_walk_is_of_a_digit_as_it_is():
    moment = moment_of(shipped(), 115)
    other = replace(moment, choice=replace(moment.choice, label=9))
    assert content(page_of(other))["walk"] is None


def test_a_network_that_is_too_large_is_refused_with_its_size():
    with pytest.raises(TooLargeError, match=r"up to 400,000 weights; 784-600-relu-10 has one of 470,400\."):
        page_of(moment_of(fresh("784-600-relu-10", 0), 0))


def test_the_walk_of_numbers_that_were_given_is_inside():
    subject = told.subject_of(Address.from_query(SMALL["whole"].query()))
    kept = content(page_of(moment_of(subject, 0)))
    assert set(kept["stops"].values()) <= {stop["key"] for stop in kept["walk"]["stops"]}
    assert "<title>2-2-relu-2, forward and back · Chainrule</title>" in page_of(moment_of(subject, 0))
