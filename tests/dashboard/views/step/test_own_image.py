"""A photograph is brought to the stepper, and each digit on it can be taken apart."""

import numpy as np
from streamlit.testing.v1 import AppTest

from dashboard.data import image_text
from dashboard.shared.verbatim import verbatim
from dashboard.views.step.own_image import OPEN, read
from tests.support.photographs import image, ink_of, on, saved


def field():
    from dashboard.views.step.own_image import own_image

    own_image()


def page_with(name: str, content: bytes) -> AppTest:
    page = AppTest.from_function(field).run()
    assert not page.exception
    assert len(page.button) == 0
    page.file_uploader[0].upload(name, content, "image/png").run()
    assert not page.exception
    return page


def test_each_digit_of_a_sheet_has_a_button_that_leads_with_it():
    content = saved(image(on(205, 60, np.maximum(ink_of(0, 6, (0.5, 0.25)), ink_of(2, 6, (0.5, 0.75))))))
    page = page_with("sheet.png", content)
    assert [button.label for button in page.button] == ["Step through digit 1", "Step through digit 2"]
    assert [note.value for note in page.info] == [
        verbatim("sheet.png shows 2 digits; they are read from left to right.")
    ]
    page.button[1].click().run()
    assert not page.session_state[OPEN]
    own = np.ravel(page.query_params["own"])[0]
    expected = read("sheet.png", content).digits[1].pixels
    np.testing.assert_allclose(image_text.read(own), np.clip(expected, 0, 1), atol=0.5 / 255 + 1e-9)


def test_an_image_that_cannot_be_read_is_a_sentence():
    page = page_with("bad [x](y).png", b"no image")
    assert "is not an image that can be read" in page.error[0].value
    assert len(page.button) == 0


def pictures():
    import numpy as np

    from dashboard.shared.picture_row import picture_row

    picture_row([("One", "A picture.", np.zeros((9, 9), np.uint8)), ("Two", "Another.", np.zeros((9, 300), np.uint8))])


def test_pictures_stand_in_a_row_with_their_titles():
    page = AppTest.from_function(pictures).run()
    assert not page.exception
    assert [words.value for words in page.markdown] == [":small[One]", ":small[Two]"]
