"""Any place that a link can lead to comes back from its text, and every link of old opens what it opened."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.config import Config
from dashboard.data.own_images import LONGEST
from dashboard.data.shipped import unseen_digits
from dashboard.shared.verbatim import APART
from dashboard.views.step.address import ROWS, Address, bounds, limits, quoted, read, sentence

unhurried = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def values(name):
    """Any value that a parameter can have."""
    row, limit = ROWS[name], limits(name)
    if "choices" in limit:
        return st.sampled_from(limit["choices"])
    if isinstance(row.default, bool):
        return st.booleans()
    if isinstance(row.default, float):
        return st.floats(limit["low"], limit["high"])
    if isinstance(row.default, int):
        return st.integers(limit["low"], limit["high"])
    if "form" in limit:
        return st.just("") | st.from_regex(limit["form"], fullmatch=True)
    return st.text(max_size=40)


@unhurried
@given(st.builds(Address, **{name: values(name) for name in ROWS}))
def test_any_address_comes_back_from_its_query(address):
    query = address.to_query()
    assert Address.from_query(query) == address
    assert all(query.values())
    assert set(query) == {name for name, row in ROWS.items() if getattr(address, name) != row.default}


@unhurried
@given(st.dictionaries(st.sampled_from(list(ROWS)), st.text(max_size=30)))
def test_any_query_is_an_address_that_stays_as_it_is(query):
    address = Address.from_query(query)
    assert Address.from_query(address.to_query()) == address
    for name in query:
        assert isinstance(sentence(name, query[name], last=3), str)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({}, Address()),
        ({"digit": "321"}, Address(digit=321)),
        ({"digit": "007"}, Address(digit=7)),
        ({"digit": "9999", "step": "dW1"}, Address(digit=9_999, step="dW1")),
        ({"own": "eJw"}, Address(own="eJw")),
        ({"label": "5"}, Address(label="5")),
        ({"label": "as written"}, Address()),
        ({"label": "as read"}, Address(label="as read")),
        ({"batch": "16"}, Address(batch=16)),
        ({"batch": "1"}, Address()),
        ({"seed": "4294967295", "network": "784-5-10"}, Address(seed=4_294_967_295, network="784-5-10")),
        ({"network": "1x28x28-conv6x5x5-relu-flatten-10"}, Address(network="1x28x28-conv6x5x5-relu-flatten-10")),
        ({"run": "0123456789"}, Address(run="0123456789")),
        ({"run": "abcdef0123", "checkpoint": "1200"}, Address(run="abcdef0123", checkpoint="1200")),
        ({"step": "z1", "pin": "z1,0,0"}, Address(step="z1", pin="z1,0,0")),
        ({"step": "s1′"}, Address(step="s1′")),
        ({"pin": "W1,323,8"}, Address(pin="W1,323,8")),
        ({"edits": "x:350:0.9~W1:12:-0.3"}, Address(edits="x:350:0.9~W1:12:-0.3")),
        ({"steps": "sgd,0.1,321:2:1,322:2:4"}, Address(steps="sgd,0.1,321:2:1,322:2:4")),
        ({"plan": "adam,0.003", "epsilon": "0.25"}, Address(plan="adam,0.003", epsilon=0.25)),
        ({"batch": "3", "own": "4:eJw~eJw"}, Address(batch=3, own="4:eJw~eJw")),
        ({"present": "true"}, Address(present=True)),
        ({"present": "false"}, Address()),
        ({"utm_source": "mail", "digit": "1"}, Address(digit=1)),
        (
            {"digit": "3", "label": "8", "batch": "4", "step": "p", "pin": "p,0,3", "present": "True"},
            Address(digit=3, label="8", batch=4, step="p", pin="p,0,3", present=True),
        ),
    ],
)
def test_links_of_old_open_what_they_opened(query, address):
    assert Address.from_query(query) == address


HUGE = "9" * 5_000


@pytest.mark.parametrize("name", ["digit", "seed"])
@pytest.mark.parametrize("text", ["inf", "nan", "-1", "1e3", "5.7", "²", "٣", "+5", " 5", "1_0", HUGE, "0" * 11, "\n"])
def test_a_number_is_written_in_plain_digits_or_not_at_all(name, text):
    assert read(name, text) is None
    assert Address.from_query({name: text}) == Address()


@pytest.mark.parametrize(
    "run", ["*", "**", "../../x", "../../../outside/secret", "0123456789/", "012345678", "ABCDEF0123", "012345678²"]
)
def test_a_run_is_ten_hexadecimal_digits_or_nothing(run):
    assert read("run", run) is None
    assert sentence("run", run) == "This run is gone, or has no checkpoint yet. Choose another under “Network”."


def test_an_image_is_no_longer_than_one_can_be():
    assert read("own", "e" * LONGEST) is not None
    assert read("own", "e" * (LONGEST + 1)) is None


def test_limits_that_hold_elsewhere_too_are_the_same_ones():
    assert limits("digit")["high"] == len(unseen_digits()) - 1
    for name in ("seed", "learning_rate"):
        Config(**{name: limits("seed" if name == "seed" else "steps")["high"]})
    assert bounds() == {"edit": 1e6, "rate": 100, "edits": 60, "steps": 100, "together": 16, "epsilon": 0.5, "own": 10}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("-7", "-7"),
        ("[a](b)", r"\[a\]\(b\)"),
        ("a\n# b\t", r"a \# b"),
        ("www.evil.test", rf"www{APART}\.evil\.test"),
        ("https://evil.test", rf"https\:{APART}\/\/evil\.test"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "a b"),
        ("", "that cannot be read"),
        ("x" * 30, "x" * 24 + "…"),
    ],
)
def test_what_somebody_typed_is_shown_sign_by_sign(text, shown):
    assert quoted(text) == shown


@unhurried
@given(st.text(max_size=40))
def test_nothing_that_somebody_types_is_markup(text):
    shown = quoted(text, 40)
    for sign in "[]()<>*_`~#:!&|$\\":
        assert shown.replace(rf"\{sign}", "").count(sign) == 0 or sign == "\\"
    assert "\n" not in shown
