"""A solved question that is due is asked once more, with answers to choose from."""

from streamlit.testing.v1 import AppTest

from dashboard.components.exercise.again import Due
from dashboard.views.lessons import coming_back


def test_what_is_due_is_asked_and_what_is_gone_is_passed_over(monkeypatch):
    due = [Due("philosophy-derive1", 0), Due("softmax-derive1", 0)]
    monkeypatch.setattr(coming_back, "again", lambda gone, key: [one for one in due if one.id not in gone])

    def script():
        from dashboard.data.lesson_digit import example, mistake
        from dashboard.views.lessons.coming_back import coming_back

        coming_back(example(mistake()))

    page = AppTest.from_function(script, default_timeout=30).run()
    if not page.radio:  # the one that is gone has asked for another run
        page.run()
    assert not page.exception
    assert len(page.radio[0].options) == 3
    assert "Do you still know it?" in page.markdown[0].value
