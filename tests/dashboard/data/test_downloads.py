"""Other sets of images: fetched once, checked, and where to put them by hand if that fails."""

import gzip
import hashlib
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from platformdirs import user_cache_path, user_data_path

from core.config import Config
from core.datasets import DataError, load
from dashboard.commands.cli import main
from dashboard.data import downloads
from dashboard.data.digits import looked_at
from dashboard.data.downloads import fetch, names
from dashboard.runs import worker
from dashboard.runs.lease import Lease
from dashboard.runs.notice import SERVER, Notice
from dashboard.runs.store import Store, open_store
from dashboard.runs.worker import Worker
from dashboard.shared.folder import data_folder
from dashboard.shared.folder import home as home_folder
from tests.core.datasets.test_idx import idx

IMAGES, LABELS = np.arange(20 * 784, dtype=np.uint8).reshape(20, 28, 28), (np.arange(20, dtype=np.uint8) % 10)


class Quiet(SimpleHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def log_message(self, *_):
        self.asked.append(self.path)


@pytest.fixture
def source(tmp_path):
    """A server of files, its folder and its address."""
    folder = tmp_path / "source"
    folder.mkdir()
    Quiet.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def contents(data):
    return {
        name: gzip.compress(
            idx(IMAGES.shape, data=IMAGES.tobytes()) if "images" in name else idx(LABELS.shape, data=LABELS.tobytes())
        )
        for name in names(data)
    }


def sha256(raw):
    return hashlib.sha256(raw).hexdigest()


@pytest.fixture
def kmnist(source, monkeypatch):
    folder, address = source
    for name, raw in contents("kmnist").items():
        (folder / name).write_bytes(raw)
    monkeypatch.setitem(
        downloads.SOURCES, "kmnist", (address, {name: sha256((folder / name).read_bytes()) for name in names("kmnist")})
    )
    return folder


def test_a_set_is_fetched_once_and_can_be_loaded(kmnist, tmp_path):
    own = fetch("kmnist", tmp_path / "cache")
    assert len(Quiet.asked) == 4
    digits = load(Config(data="kmnist", validation=5), own)
    assert digits.test.labels.tolist() == LABELS.tolist()
    assert fetch("kmnist", tmp_path / "cache") == own
    assert len(Quiet.asked) == 4


def test_what_arrives_damaged_is_refused(kmnist, tmp_path):
    (kmnist / names("kmnist")[2]).write_bytes(b"something else")
    with pytest.raises(DataError, match="not the file it should be"):
        fetch("kmnist", tmp_path / "cache")


def test_without_a_network_it_is_said_where_to_put_the_files(monkeypatch, tmp_path):
    monkeypatch.setitem(
        downloads.SOURCES, "fashion-mnist", ("http://127.0.0.1:9/", downloads.SOURCES["fashion-mnist"][1])
    )
    with pytest.raises(DataError) as error:
        fetch("fashion-mnist", tmp_path)
    assert str(tmp_path / "fashion-mnist") in str(error.value)
    assert all(name in str(error.value) for name in names("fashion-mnist"))
    for name, raw in contents("fashion-mnist").items():
        (tmp_path / "fashion-mnist" / name).write_bytes(raw)
    assert fetch("fashion-mnist", tmp_path) == tmp_path / "fashion-mnist"


def test_emnist_comes_out_of_its_archive(source, monkeypatch, tmp_path):
    folder, address = source
    with zipfile.ZipFile(folder / "gzip.zip", "w") as archive:
        for data in ("emnist-digits", "emnist-balanced"):
            for name, raw in contents(data).items():
                archive.writestr(f"gzip/{name}", raw)
    monkeypatch.setattr(downloads, "EMNIST", (address, "gzip.zip", sha256((folder / "gzip.zip").read_bytes())))
    for data in ("emnist-digits", "emnist-balanced"):
        own = fetch(data, tmp_path / "cache")
        assert sorted(path.name for path in own.iterdir() if path.is_file()) == sorted(names(data))
        np.testing.assert_array_equal(
            load(Config(f"784-{47 if 'bal' in data else 10}", data=data, validation=5), own).test.labels, LABELS
        )
    assert len(Quiet.asked) == 1


@pytest.mark.parametrize("data", downloads.SOURCES)
def test_a_set_comes_over_https_and_is_checked_by_a_sum_that_nobody_can_forge(data):
    address, sums = downloads.SOURCES[data]
    assert address.startswith("https://")
    assert sorted(sums) == sorted(names(data))
    assert all(len(bytes.fromhex(one)) == 32 for one in sums.values())


def test_emnist_comes_alike():
    address, _, sha256 = downloads.EMNIST
    assert address.startswith("https://")
    assert len(bytes.fromhex(sha256)) == 32


def test_mnist_is_there_already(tmp_path):
    assert fetch("mnist", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_run_in_the_lab_reads_the_folder_of_its_set(monkeypatch, tmp_path):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    own = tmp_path / "data" / "kmnist"
    own.mkdir(parents=True)
    for name, raw in contents("kmnist").items():
        (own / name).write_bytes(raw)
    config = Config("784-10", data="kmnist", validation=5, epochs=1, batch_size=5)
    with open_store() as store:
        worker = Worker(Lease(store, store.submit(config, "anna")), Notice())
    np.testing.assert_array_equal(worker.digits.test.labels, LABELS)
    assert looked_at(config).test.labels.tolist() == LABELS.tolist()


@pytest.fixture
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


SETTINGS = Config("784-10", data="kmnist", validation=5, epochs=1, batch_size=5)


def test_a_run_says_how_much_has_arrived(kmnist, home, monkeypatch):
    told, update = [], Store.update

    def listen(store, run, **columns):
        told.append(columns.get("message"))
        return update(store, run, **columns)

    monkeypatch.setattr(Store, "update", listen)
    with open_store() as store:
        run = store.submit(SETTINGS, "anna")
        Worker(Lease(store, run), Notice())
        assert store.record(run).message == ""
    assert "Downloading a file: 0.0 of 0.0 MB." in told


@pytest.mark.parametrize(("asked", "closed", "status"), [("stop", False, "stopped"), ("pause", True, "interrupted")])
def test_a_download_is_given_up_when_that_is_asked(kmnist, home, monkeypatch, asked, closed, status):
    gone = Notice(SERVER if closed else "")
    with open_store() as store:
        run = store.submit(SETTINGS, "anna")
        store.ask(run, asked)
        worker.main(run, None, gone)
        assert store.record(run).status == status
        assert "download" in store.record(run).message
    assert not list((home / "data" / "kmnist").glob("*.gz"))


def test_the_command_line_downloads_too(kmnist, home, capsys):
    assert (
        main(
            [
                "train",
                "--network",
                "784-10",
                "--data",
                "kmnist",
                "--validation",
                "5",
                "--epochs",
                "1",
                "--batch-size",
                "5",
            ]
        )
        == 0
    )
    said = capsys.readouterr()
    assert "100%" in said.err
    assert "test digits" in said.out
    assert (home / "data" / "kmnist" / names("kmnist")[0]).is_file()


def test_downloads_lie_where_the_platform_keeps_what_can_be_fetched_again(monkeypatch):
    monkeypatch.delenv("CHAINRULE_HOME", raising=False)
    assert data_folder().is_relative_to(user_cache_path("chainrule", appauthor=False))
    assert home_folder() == user_data_path("chainrule", appauthor=False)
