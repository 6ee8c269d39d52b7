"""Files are kept where the owner says, and a student is not told where that is."""

import pytest

from dashboard.shared.folder import INSTALLED, data_folder, home, without_folders


def test_all_is_kept_where_the_owner_says(monkeypatch, tmp_path):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path / "here"))
    assert home() == tmp_path / "here"
    assert data_folder() == tmp_path / "here" / "data"


@pytest.mark.parametrize("folder", ["here", "a b (c) + d"])
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The folder {home} cannot be written.", "The folder of this server cannot be written."),
        ("The disk that holds {home} is full.", "The disk that holds the folder of this server is full."),
        ("The store in {home} is damaged.", "The store in the folder of this server is damaged."),
        ("Put it into {home}/data/kmnist and wait.", "Put it into kmnist in the data folder of this server and wait."),
        ("{home}/runs.sqlite is no store.", "runs.sqlite in the folder of this server is no store."),
        ("It should be in {installed}/core/x.", "It should be in core/x in the folder of Chainrule."),
        ("Choose another.", "Choose another."),
    ],
)
def test_a_sentence_names_no_folder_of_the_server(said, told, folder, monkeypatch, tmp_path):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path / folder))
    assert without_folders(said.format(home=home(), installed=INSTALLED)) == told
