"""How the dashboard is opened: to this machine as easily as ever, to others with a key."""

import logging
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.logger import get_logger

from dashboard.commands import server, serving
from dashboard.commands.bound import ANY, LOCAL
from dashboard.commands.cli import main
from dashboard.commands.serving import opened_at, welcome

CERTIFICATE, PRIVATE_KEY = (str(Path(__file__).with_name(name)) for name in ("certificate.pem", "private_key.pem"))


@pytest.fixture
def started(monkeypatch):
    """What would run: the policy, the frames that are allowed, and Streamlit's configuration."""
    found = {}

    class Application:
        def __init__(self, policy, frame_ancestors):
            found.update(policy=policy, frame_ancestors=frame_ancestors)

        def run(self, config):
            found.update(config=config)

    monkeypatch.setattr(server, "application", Application)
    monkeypatch.setattr(serving, "is_free", lambda host, port: True)
    monkeypatch.setattr(serving, "address", lambda host: "192.168.1.7")
    monkeypatch.setattr("sys.argv", ["chainrule"])

    def start(*arguments):
        assert main(["--no-browser", *arguments]) == 0
        return found

    return start


@pytest.mark.parametrize("host", [(), ("--host", "localhost"), ("--host", "127.0.0.1"), ("--host", "::1")])
def test_on_this_machine_there_is_no_key(host, started, capsys):
    policy = started(*host)["policy"]
    assert policy.key == ""
    assert policy.names() == LOCAL
    said = capsys.readouterr().out
    here = f"http://{opened_at(host[-1] if host else '127.0.0.1')}:8501/"
    assert said.splitlines()[0] == f"Chainrule: {here}"
    assert f"{here}?owner={policy.owner}" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "school.example"])
def test_others_need_a_key_which_is_in_the_link(host, started, capsys):
    policy = started("--host", host)["policy"]
    link = urlsplit(capsys.readouterr().out.splitlines()[0].removeprefix("Chainrule: "))
    assert link.netloc == "192.168.1.7:8501"
    assert parse_qs(link.query) == {"key": [policy.key]}
    assert len(policy.key) == 14
    assert started("--host", host)["policy"].key != policy.key
    assert {"localhost", "127.0.0.1"} <= policy.names()


def test_a_key_of_ones_own(started, capsys):
    assert started("--host", "0.0.0.0", "--key", "a key & more")["policy"].key == "a key & more"
    assert "?key=a+key+%26+more" in capsys.readouterr().out
    assert started("--key", "on this machine")["policy"].key == "on this machine"


def test_without_a_key_that_is_said(started, capsys):
    assert started("--host", "0.0.0.0", "--open")["policy"].key == ""
    said = capsys.readouterr().out
    assert "?key" not in said
    assert "It is open: whoever can reach this address can look at every run and start runs of their own." in said


def test_each_start_has_an_owner_of_its_own(started):
    assert started()["policy"].owner != started()["policy"].owner


def test_streamlit_is_not_to_ask_for_its_address(started):
    config = started("--host", "0.0.0.0", "--port", "8600")["config"]
    assert config == {
        "server.port": 8600,
        "server.address": "0.0.0.0",
        "server.baseUrlPath": "",
        "browser.serverAddress": "192.168.1.7",
        "logger.hideWelcomeMessage": True,
    }


def test_allowed_hosts_take_the_place_of_those_that_are_bound(started, capsys):
    policy = started("--host", "0.0.0.0", "--allowed-hosts", "School.example, [2001:db8::1]")["policy"]
    assert policy.names() == LOCAL | {"school.example", "2001:db8::1"}
    assert capsys.readouterr().out.startswith("Chainrule: http://school.example:8501/?key=")


def test_a_path_is_in_the_links_and_in_the_configuration(started, capsys):
    for text in ("/chainrule", "chainrule/"):
        found = started("--base-path", text, "--key", "abcd-efgh", "--host", "0.0.0.0")
        assert (found["config"]["server.baseUrlPath"], found["policy"].base) == ("/chainrule", "/chainrule")
        assert "http://192.168.1.7:8501/chainrule/?key=abcd-efgh\n" in capsys.readouterr().out


def test_a_proxy_may_ask_by_any_name(started, capsys):
    assert ANY in started("--allowed-hosts", "*")["policy"].names()
    assert capsys.readouterr().out.startswith("Chainrule: http://localhost:8501/\n")


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("CHAINRULE_PORT", "8600", lambda found: found["config"]["server.port"] == 8600),
        ("CHAINRULE_HOST", "0.0.0.0", lambda found: found["policy"].key),
        ("CHAINRULE_BASE_PATH", "/a/b", lambda found: found["policy"].base == "/a/b"),
        ("STREAMLIT_SERVER_BASE_URL_PATH", "c", lambda found: found["policy"].base == "/c"),
        ("CHAINRULE_KEY", "abcd-efgh", lambda found: found["policy"].key == "abcd-efgh"),
        ("CHAINRULE_ALLOWED_HOSTS", "a.example,b.example", lambda found: "b.example" in found["policy"].names()),
        ("CHAINRULE_FRAME_ANCESTORS", "https://a.example", lambda found: found["policy"].framed),
    ],
)
def test_the_environment_stands_for_options(name, value, found, started, monkeypatch):
    assert not found(started())
    monkeypatch.setenv(name, value)
    assert found(started())


def test_nonsense_in_the_environment_is_refused_as_if_it_were_typed(started, monkeypatch, capsys):
    monkeypatch.setenv("CHAINRULE_PORT", "none")
    with pytest.raises(SystemExit):
        main([])
    assert "argument --port: a port is a whole number" in capsys.readouterr().err


def test_a_host_that_starts_streamlit_is_trusted_with_names_and_told_the_rest(monkeypatch, capsys):
    policy, frames = serving.hosted()
    assert (policy.names(), policy.key, frames, policy.framed) == ({ANY}, "", "'self'", False)
    assert f"/?owner={policy.owner}" in capsys.readouterr().out
    monkeypatch.setenv("CHAINRULE_KEY", "abcd-efgh")
    monkeypatch.setenv("CHAINRULE_ALLOWED_HOSTS", "school.example")
    policy, _ = serving.hosted()
    assert (policy.names(), policy.key) == (LOCAL | {"school.example"}, "abcd-efgh")


def test_frames_are_those_that_were_allowed(started):
    found = started()
    assert found["frame_ancestors"] == "'self'"
    assert not found["policy"].framed
    found = started("--frame-ancestors", "https://school.example")
    assert found["frame_ancestors"] == "https://school.example"
    assert found["policy"].framed
    assert found["config"]["server.xsrfCookieSameSite"] == "none"  # or nothing is uploaded there


def test_https_is_spoken_with_a_certificate(started, capsys):
    config = started("--certificate", CERTIFICATE, "--private-key", PRIVATE_KEY)["config"]
    assert (config["server.sslCertFile"], config["server.sslKeyFile"]) == (CERTIFICATE, PRIVATE_KEY)
    assert capsys.readouterr().out.startswith("Chainrule: https://localhost:8501/\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--key", "abcdefgh", "--open"], "With --open there is no key: leave out --open or --key."),
        (["--certificate", CERTIFICATE], "HTTPS needs both: --certificate and --private-key."),
        (["--private-key", PRIVATE_KEY], "HTTPS needs both: --certificate and --private-key."),
        (["--certificate", "none.pem", "--private-key", PRIVATE_KEY], "none.pem and .* No such file or directory."),
        (["--certificate", PRIVATE_KEY, "--private-key", CERTIFICATE], ".* are no certificate and its private key: .*"),
    ],
)
def test_what_does_not_go_together_is_a_sentence(arguments, sentence, started, capsys):
    assert main(["--no-browser", *arguments]) == 1
    assert re.fullmatch(f"{sentence}\n", capsys.readouterr().err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--key", "short"],
        ["--key", " a key with a space"],
        ["--key", ""],
        ["--allowed-hosts", "https://school.example"],
        ["--allowed-hosts", "*.school.example"],
        ["--allowed-hosts", "*,a"],
        ["--base-path", "../up"],
        ["--base-path", "/a b"],
        ["--base-path", "//evil.test/?"],
        ["--allowed-hosts", "a,,b"],
        ["--frame-ancestors", "'self'; script-src *"],
        ["--frame-ancestors", "a\r\nset-cookie: b"],
        ["--frame-ancestors", " "],
    ],
    ids=repr,
)
def test_what_is_no_key_no_host_and_no_source_is_refused(arguments, started, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--no-browser", *arguments])
    assert stop.value.code == 2
    assert arguments[0] in capsys.readouterr().err


def test_the_browser_opens_by_the_link_with_the_key(started, monkeypatch):
    opened = []

    class Thread:
        def __init__(self, target, args, daemon):
            opened.append(args)

        def start(self):
            pass

    monkeypatch.setattr(serving.threading, "Thread", Thread)
    monkeypatch.setattr(server, "application", lambda *_: type("A", (), {"run": lambda self, config: None})())
    main(["--host", "0.0.0.0", "--key", "abcd-efgh"])
    main([])
    assert opened == [
        ("http://localhost:8501", "http://localhost:8501/?key=abcd-efgh"),
        ("http://localhost:8501", "http://localhost:8501"),
    ]


def test_nobody_is_asked_to_restart_what_has_only_begun(started):
    started()
    log = get_logger("streamlit.config")
    said = ["An update to the [server] config option section was detected. … please restart streamlit.", "Another."]
    records = [log.makeRecord(log.name, logging.WARNING, "", 1, words, (), None) for words in said]
    assert [bool(log.filter(record)) for record in records] == [False, True]


def test_the_owners_link_is_for_the_owner():
    said = welcome("http://a/", "key", "secret", local=False).splitlines()
    assert said[0] == "Chainrule: http://a/?key=key"
    assert said[-1] == "For you alone, who may stop and delete everybody's runs: http://a/?owner=secret"


def test_a_store_that_is_no_address_or_does_not_answer_is_said_without_its_password(capsys, monkeypatch):
    monkeypatch.setenv("CHAINRULE_STORE", "")  # what serving sets is put back
    with pytest.raises(SystemExit):
        main(["--store", "mysql://jo:secret@host/base"])
    said = capsys.readouterr().err
    assert "a store is at postgresql://user@host/database" in said
    assert "secret" not in said.splitlines()[-1]
    assert main(["--store", "postgresql://jo:secret@127.0.0.1:1/base"]) == 1
    said = capsys.readouterr().err
    assert "cannot be reached" in said or "chainrule[cluster]" in said
    assert "secret" not in said


@pytest.mark.parametrize("text", ["there", "dask://scheduler", "tcp://scheduler:8786", "dask://:8786", "dask://a b:1"])
def test_an_engine_that_is_none_is_said(capsys, text):
    with pytest.raises(SystemExit):
        main(["--engine", text])
    assert "who trains is here, none or dask://scheduler:8786, not" in capsys.readouterr().err


def test_an_engine_on_dask_asks_for_what_it_needs(capsys, monkeypatch):
    monkeypatch.setattr(serving, "find_spec", lambda name: None)
    with pytest.raises(SystemExit):
        main(["--engine", "dask://scheduler:8786"])
    assert "pip install 'chainrule[cluster]'" in capsys.readouterr().err
    monkeypatch.setattr(serving, "find_spec", lambda name: name)
    assert [serving.engine_name(text) for text in ("here", "none", "dask://[fd00::1]:8786")][
        2
    ] == "dask://[fd00::1]:8786"


def test_what_the_compose_file_says_can_be_said(monkeypatch):
    monkeypatch.setattr(serving, "find_spec", lambda name: name)  # the extra is a matter of its image
    text = (Path(__file__).parents[3] / ".github/server/compose.yaml").read_text(encoding="utf-8")
    (engine,), (store,) = (re.findall(rf'CHAINRULE_{name}: "(.+?)"', text) for name in ("ENGINE", "STORE"))
    assert serving.engine_name(engine) == engine
    assert serving.store_address(store.replace("${CHAINRULE_PASSWORD:?choose a password}", "secret"))
