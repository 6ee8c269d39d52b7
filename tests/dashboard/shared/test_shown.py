"""What is refused is said in one way: as text, with its icon, without the folders of the server."""

import pytest
from streamlit.testing.v1 import AppTest

from core.config import ConfigError
from core.datasets import DataError
from core.storage import StorageError
from dashboard.runs.store import StoreError
from dashboard.shared.folder import home

ERRORS = [StoreError, StorageError, DataError, ConfigError]


def refused(error):
    import streamlit as st

    from dashboard.shared.shown import shown

    with shown():
        st.markdown("before")
        raise error
    st.markdown("after")


@pytest.mark.parametrize("kind", ERRORS)
def test_a_refusal_is_said_in_place_of_the_rest_of_the_block(kind):
    page = AppTest.from_function(refused, args=(kind("There is no *run*."),)).run()
    assert not page.exception
    assert [(error.value, error.icon) for error in page.error] == [(r"There is no \*run\*\.", ":material/error:")]
    assert [text.value for text in page.markdown] == ["before", "after"]


def test_a_fault_of_the_disk_is_said_without_its_file():
    page = AppTest.from_function(refused, args=(PermissionError(13, "Permission denied", str(home() / "x")),)).run()
    (said,) = page.error
    assert "Permission denied" in said.value
    assert home().name not in said.value


def test_what_nobody_foresaw_is_no_refusal():
    page = AppTest.from_function(refused, args=(KeyError("x"),)).run()
    assert page.exception
    assert not page.error


def early(how):
    import streamlit as st

    from dashboard.runs.store import StoreError
    from dashboard.shared.shown import shown

    @shown()
    def decorated():
        if how == "refused":
            raise StoreError("No")
        if how == "returned":
            return
        st.markdown("drawn")

    def block():
        with shown():
            if how == "returned":
                return "early"
            if how == "refused":
                raise StoreError("No")
        return "late"

    decorated()
    st.markdown(block())


@pytest.mark.parametrize(
    ("how", "texts", "errors"), [("returned", ["early"], 0), ("refused", ["late"], 2), ("", ["drawn", "late"], 0)]
)
def test_a_block_may_return_early_and_a_function_may_be_guarded_whole(how, texts, errors):
    page = AppTest.from_function(early, args=(how,)).run()
    assert [text.value for text in page.markdown] == texts
    assert len(page.error) == errors


def clicked():
    import streamlit as st

    from dashboard.runs.store import StoreError
    from dashboard.shared.shown import shown_as_toast

    def refuse():
        with shown_as_toast():
            raise StoreError("[No](//x)")

    st.button("Do it", on_click=refuse)
    st.title("Title")


def test_a_callback_says_it_beside_the_page():
    page = AppTest.from_function(clicked).run()
    page.button[0].click().run()
    assert not page.error
    assert [toast.value for toast in page.toast] == [r"\[No\]\(\/\/x\)"]
    assert page.title[0].value == "Title"
