"""A secret that is made once, that others cannot read, and that signs for one purpose at a time."""

import os
import stat
import threading

import pytest

from dashboard.shared import secret
from dashboard.shared.secret import NAME, age, signed, verified


@pytest.fixture(autouse=True)
def forgotten():
    """Each test reads the secret as a server does that starts."""
    secret._secret.cache_clear()
    yield
    secret._secret.cache_clear()


def test_what_was_signed_is_known_again_after_a_restart(home):
    value = signed("name", "anna")
    secret._secret.cache_clear()
    assert verified("name", value) == "anna"
    assert [path.name for path in home.iterdir()] == [NAME]


def test_only_the_owner_of_the_home_may_read_it(home):
    signed("name", "anna")
    if os.name != "nt":
        assert stat.S_IMODE((home / NAME).stat().st_mode) == 0o600
        (home / NAME).chmod(0o644)
        secret._secret.cache_clear()
        signed("name", "anna")
        assert stat.S_IMODE((home / NAME).stat().st_mode) == 0o600


def test_a_value_that_was_changed_is_nothing():
    value = signed("name", "anna")
    for k, sign in enumerate(value):
        for other in {"0", "1", "f", "x", ".", "é", "\udcff"} - {sign}:
            assert verified("name", value[:k] + other + value[k + 1 :]) == ""
    for k in range(len(value)):
        assert verified("name", value[:k]) == ""
    for other in ("", ".", "anna", "anna.", f"{value}0", f"{value}.", f" {value}", value.upper()):
        assert verified("name", other) == ""


def test_a_signature_is_for_one_purpose():
    assert verified("owner", signed("name", "anna")) == ""
    assert verified("name", f"bert.{signed('name', 'anna').rpartition('.')[2]}") == ""


def test_another_home_signs_otherwise(monkeypatch, tmp_path):
    value = signed("name", "anna")
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path / "other"))
    assert verified("name", value) == ""


def test_two_servers_that_start_at_once_have_one_secret(home):
    found = []

    def start():
        found.append(secret._secret.__wrapped__(home))

    threads = [threading.Thread(target=start) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert [path.name for path in home.iterdir()] == [NAME]


def test_where_nothing_can_be_kept_it_lasts_as_long_as_the_server(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path / "file" / "home"))
    assert verified("name", signed("name", "anna")) == "anna"
    assert age() == 0


def test_a_file_that_is_no_secret_signs_nothing(home):
    (home / NAME).write_bytes(b"")
    value = signed("name", "anna")
    secret._secret.cache_clear()
    assert verified("name", value) == ""
