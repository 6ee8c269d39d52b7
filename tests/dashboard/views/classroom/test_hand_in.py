"""What a browser has receipts for stands in its code, and what it made up does not."""

from streamlit.testing.v1 import AppTest

from dashboard.shared.handing_in import read, receipt
from dashboard.views.classroom import hand_in


def test_the_code_has_what_was_earned(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    kept = {"softmax-derive1": receipt("me", "softmax-derive1"), "softmax-entry1": "made up"}
    monkeypatch.setattr(hand_in, "receipts", lambda key: kept)

    def script():
        from dashboard.views.classroom.hand_in import student

        student()

    page = AppTest.from_function(script)
    page.session_state["browser"] = "me"
    page.run()
    assert "**1** exercise " in page.markdown[0].value
    assert not page.code  # before there is a name
    page.text_input[0].set_value("Ada").run()
    assert not page.exception
    assert read(page.code[0].value).solved == ("softmax-derive1",)
