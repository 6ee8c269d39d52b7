"""What a reader can move in a lesson, alone on a page."""

from streamlit.testing.v1 import AppTest


def page(name, **settings):
    """A page with one touch on it, run once."""

    def script(name, settings):
        from dashboard.views.lessons.touches.table import TOUCHES

        TOUCHES[name](**settings)

    at = AppTest.from_function(script, args=(name, settings), default_timeout=20).run()
    assert not at.exception
    return at
