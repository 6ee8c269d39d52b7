"""Every page watches over its connection."""

from streamlit.testing.v1 import AppTest

from dashboard.commands.server import SCRIPT


def test_it_is_on_every_page():
    page = AppTest.from_file(SCRIPT, default_timeout=30).run()
    assert not page.exception
    names = [one.proto.component_name for one in page.get("bidi_component")]
    assert len([name for name in names if name.endswith("chainrule_connection")]) == 1
