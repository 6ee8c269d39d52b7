"""A code that was handed in says who solved what, and a forged or a copied one is noticed."""

import base64
import datetime

import pytest

from dashboard.shared.handing_in import honest, read, receipt, table, written

DAY = datetime.date(2026, 11, 27)
SOLVED = {"softmax-derive1", "softmax-entry1", "the-chain-rule-wrongline1"}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))


def test_a_code_says_what_it_was_given():
    code = written("Ada <b>", "browser", SOLVED, DAY)
    found = read(code)
    assert (found.name, found.day, set(found.solved)) == ("Ada <b>", "2026-11-27", SOLVED)
    assert "browser" not in base64.urlsafe_b64decode(code.split(".")[0] + "===").decode()
    assert len(code) < 180


@pytest.mark.parametrize("change", ["name", "signature", "cut", "other home"])
def test_a_code_that_was_changed_is_not_signed(change, monkeypatch, tmp_path):
    code = written("Ada", "browser", SOLVED, DAY)
    text, signature = code.split(".")
    if change == "name":
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).replace(b"Ada", b"Bea")
        code = f"{base64.urlsafe_b64encode(content).decode().rstrip('=')}.{signature}"
    if change == "signature":
        code = f"{text}.{'0' * 20}"
    if change == "cut":
        code = code[:-1]
    if change == "other home":
        monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path / "other"))
    assert read(code) is None
    assert "Not signed" in table(code)[0].remark


def test_copies_are_noticed():
    ada, bea = written("Ada", "one", SOLVED, DAY), written("Bea", "two", SOLVED, DAY)
    cheat = written("Carl", "one", SOLVED, DAY)  # typed another name in the browser of Ada
    assert [line.remark for line in table(f"{ada}\n{bea}\n")] == ["", ""]
    assert [line.remark for line in table(f"{bea} {bea}")] == ["", "Handed in more than once"]
    both = table(f"{ada}\n{bea}\n{cheat}\nnonsense-nonsense\n")
    assert [line.remark for line in both[:3]] == ["From the same browser as Carl", "", "From the same browser as Ada"]
    assert "Not signed" in both[3].remark
    assert [line.exercises for line in both] == [3, 3, 3, 0]


def test_a_line_without_a_code_is_not_passed_over():
    ada = written("Ada", "one", SOLVED, DAY)
    remarks = [line.remark for line in table(f"Ada: {ada}\n\nBea was ill\n{'x y ' * 20}\n")]
    assert remarks == ["", "No code in this line: Bea was ill", f"No code in this line: {'x y ' * 6}…"]


def test_a_receipt_holds_for_the_browser_that_earned_it():
    own = {name: receipt("mine", name) for name in SOLVED}
    assert honest("mine", own) == SOLVED
    assert honest("other", own) == set()
    hostile = {"softmax-derive2": own["softmax-derive1"], 3: "x", "<b>": "x", "softmax-entry9": None, "a-b-c": "é"}
    assert honest("mine", hostile) == set()
