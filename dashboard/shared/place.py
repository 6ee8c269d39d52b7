"""A place of the dashboard is a page and its query; a person hears it in words: “Step through, δ²”."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from dashboard.shared.address_bar import EVERYWHERE
from dashboard.shared.navigation import PAGES, View
from dashboard.shared.reach import SECRETS

LONGEST = 8_000  # characters
NO_PLACE = "That is no address of a view. Copy one from the browser, such as step?digit=115&step=dz2."
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
QUANTITY = re.compile(r"(d?)([A-Za-z]+?)([0-9]{0,3})(′{0,3})")


def page_of(place: str) -> View | None:
    """The page of a place, or of a whole link to one; nothing where there is no such page."""
    path = urlsplit(place).path.rstrip("/").rpartition("/")[2]
    return next((page for page in PAGES if page.path == path), None)


def query_of(place: str) -> dict[str, str]:
    """The query of a place, without what belongs to one person or one window."""
    try:
        found = dict(parse_qsl(urlsplit(place[:LONGEST]).query, keep_blank_values=True))
    except ValueError:
        return {}
    return {name: value for name, value in found.items() if name not in (*SECRETS, *EVERYWHERE)}


def tidy(place: str) -> str:
    """`/step?digit=3` of a link such as `http://192.168.1.7:8501/step?digit=3&key=…`; nothing where it leads to no
    page."""
    page, query = page_of(place), query_of(place)
    if page is None or len(place) > LONGEST:
        return ""
    return f"/{page.path}?{urlencode(query)}" if query else f"/{page.path}"


def in_words(place: str) -> str:
    """What a person calls the place."""
    page, query = page_of(place), query_of(place)
    if page is None:
        return "elsewhere"
    if page.path == "step" and query.get("step"):
        return f"{page.title}, {quantity(query['step'])}"
    if page.path == "step" and query.get("tell"):
        return f"the told walk, {query['tell'][:30]}"
    if page.path == "lessons" and query.get("exercise"):
        return "an exercise" if "," not in query["exercise"] else "some exercises"
    if page.path == "lessons" and query.get("lesson"):
        return f"Lesson {_lesson(query['lesson'])}"
    if page.path == "train" and query.get("run"):
        return f"a run, {query.get('look', 'Rewind')[:20]}"
    return page.title if page.path else "the first page"


def _lesson(asked: str) -> str:
    from lessons.page.reader import lessons  # here, because reading them takes its time

    found = next((one for one in lessons() if asked in (one.slug, str(one.number))), None)
    return f"{found.number}: {found.title}" if found else asked[:30]


def quantity(name: str) -> str:
    """A quantity by its name in core as it is read aloud: dz2 is δ², dW1 is ∂L/∂W¹."""
    found = QUANTITY.fullmatch(name)
    if not found:
        return name[:20]
    gradient, letter, layer, primes = found.groups()
    number = layer.translate(SUPERSCRIPTS)
    if gradient and letter == "z":
        return f"δ{number}{primes}"
    return f"∂L/∂{letter}{number}{primes}" if gradient else f"{letter}{number}{primes}"
