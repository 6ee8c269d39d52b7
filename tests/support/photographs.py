"""Test digits as people photograph them: on paper of any grey, in shadow, on squared or lined paper, on a board."""

import io
from collections.abc import Callable
from functools import partial

import numpy as np
from PIL import Image, ImageFilter

from dashboard.data.shipped import unseen_digits

ENLARGED, SIDE = 12, 600  # times, and pixels of a page


def ink_of(n: int, enlarged: int = ENLARGED, place: tuple[float, float] = (0.5, 0.5), shape=(SIDE, SIDE)):
    """Test digit n enlarged on an empty page (H, W), from 0 to 1; `place` is its centre, in shares of the page."""
    digit = np.kron(unseen_digits().images[n].reshape(28, 28), np.ones((enlarged, enlarged)))
    page = np.zeros(shape)
    top, left = (
        int(np.clip(round(at * size - side / 2), 0, size - side))
        for at, size, side in zip(place, shape, digit.shape, strict=True)
    )
    page[top : top + len(digit), left : left + digit.shape[1]] = digit
    return page


def on(paper, ink, drawn):
    """Ink of a grey on paper of a grey: (H, W) or, where either is a colour, (H, W, 3)."""
    paper, ink = np.asarray(paper, float), np.asarray(ink, float)
    if max(paper.ndim, ink.ndim) == 1 or paper.ndim == 3:
        drawn = drawn[..., None]
    return paper + (ink - paper) * drawn


def across(drawn, first: float, last: float, turned: float = 0.0):
    """A light that falls off along a line, at an angle to the rows (degrees)."""
    rows, columns = np.mgrid[: drawn.shape[0], : drawn.shape[1]] / np.array(drawn.shape)[:, None, None]
    along = columns * np.cos(np.radians(turned)) + rows * np.sin(np.radians(turned))
    return first + (last - first) * (along - along.min()) / np.ptp(along)


def lines(drawn, every: int, wide: int, upright: bool, tilted: float = 0.0):
    """Where printed lines run, as true and false; `tilted` in degrees."""
    rows, columns = np.mgrid[: drawn.shape[0], : drawn.shape[1]].astype(float)
    c, s = np.cos(np.radians(tilted)), np.sin(np.radians(tilted))
    across_rows = (rows * c + columns * s) % every < wide
    return across_rows | ((columns * c - rows * s) % every < wide) if upright else across_rows


def shaded(n: int, random):
    light = across(ink_of(n), 240, 160)
    return on(light, 40 * light / 240, ink_of(n))


def noisy(n: int, random):
    return on(220, 60, ink_of(n)) + random.normal(0, 8, (SIDE, SIDE))


def squared(n: int, random):
    drawn = ink_of(n)
    return on(220 - 40 * lines(drawn, 40, 2, upright=True), 50, drawn)


def lined(n: int, random):
    drawn = ink_of(n)
    ruled = lines(drawn, 55, 3, upright=False, tilted=random.uniform(-4, 4))[..., None]
    return on(np.where(ruled, [150.0, 180, 225], [232.0, 230, 222]), [38, 42, 90], drawn)


def dark_lines(n: int, random):
    """Lines as dark as the ink, and thinner than it."""
    drawn = ink_of(n)
    return on(np.where(lines(drawn, 70, 3, upright=False), 70.0, 225), 60, drawn)


def coloured(n: int, random):
    """Inks that are hard to tell from paper by their brightness alone."""
    inks = [[230, 60, 60], [40, 90, 220], [30, 150, 60], [240, 150, 30], [200, 60, 180], [225, 205, 60]]
    return on([236.0, 234, 228], inks[n % len(inks)], ink_of(n)) + random.normal(0, 3, (SIDE, SIDE, 3))


def compressed(n: int, random):
    """A JPEG of the worst quality that a messenger sends."""
    file = io.BytesIO()
    image(on([215.0, 210, 200], [60, 60, 75], ink_of(n)) + random.normal(0, 5, (SIDE, SIDE, 3))).save(
        file, "JPEG", quality=12
    )
    return np.asarray(Image.open(file).convert("RGB"), float)


def tilted_light(n: int, random):
    drawn = ink_of(n, place=tuple(random.uniform(0.35, 0.65, 2)))
    rows, columns = np.mgrid[:SIDE, :SIDE] / SIDE
    at = random.uniform(0, 1, 2)
    light = 105 + 130 * np.exp(-((rows - at[0]) ** 2 + (columns - at[1]) ** 2) / 0.5)
    return on(light, 0.3 * light, drawn) + random.normal(0, 3, drawn.shape)


def hard_shadow(n: int, random):
    """The shadow of a hand or a telephone, with an edge, over a part of the page."""
    drawn = ink_of(n)
    rows, columns = np.mgrid[:SIDE, :SIDE] / SIDE
    edge = columns * random.uniform(0.5, 1) + rows * random.uniform(0.2, 0.6) - random.uniform(0.5, 0.9)
    light = 225 - 75 / (1 + np.exp(-edge * 40))
    return on(light, 0.25 * light, drawn) + random.normal(0, 2, drawn.shape)


def off_centre(n: int, random):
    return on(210, 60, ink_of(n, place=tuple(random.choice([0.28, 0.72], 2)), shape=(SIDE, SIDE + 300)))


def small(n: int, random):
    """A digit of an eighth of a page that was photographed whole."""
    drawn = ink_of(n, enlarged=5, place=tuple(random.uniform(0.2, 0.8, 2)), shape=(1_200, 900))
    return on(across(drawn, 225, 185, 60), 60, drawn) + random.normal(0, 4, drawn.shape)


def pencil(n: int, random):
    """Faint, on paper that a cheap camera sees."""
    return on(across(ink_of(n), 205, 180, 30), 140, ink_of(n)) + random.normal(0, 5, (SIDE, SIDE))


def on_a_table(n: int, random):
    """A sheet that lies askew on a dark table, some of which is to be seen all round."""
    sheet = Image.fromarray(np.uint8(on(218, 55, ink_of(n))))
    turned = np.asarray(sheet.rotate(random.uniform(-6, 6), Image.Resampling.BICUBIC, expand=True, fillcolor=0), float)
    page = np.full((820, 860), 62.0) + 10 * np.sin(np.arange(860) / 9)
    rows, columns = turned.shape
    part = page[60 : 60 + rows, 80 : 80 + columns]
    part[turned > 1] = turned[turned > 1]
    return page + random.normal(0, 4, page.shape)


def at_the_edge_of_the_table(n: int, random):
    """The same sheet with the table along two sides of the picture."""
    drawn = ink_of(n)
    page = on(218, 55, drawn)
    rows, columns = np.mgrid[:SIDE, :SIDE]
    page[(columns + 0.05 * rows < 75) | (rows - 0.04 * columns > 530)] = 70
    return page + random.normal(0, 4, page.shape)


def blurred(n: int, random):
    """Out of focus."""
    return np.asarray(image(on(200, 60, ink_of(n))).filter(ImageFilter.GaussianBlur(8)), float)


def board(n: int, random):
    return on(60, 220, ink_of(n))


def dusty_board(n: int, random):
    """Chalk on a green board that was wiped with a dry cloth."""
    smears = ImageFilter.GaussianBlur(25)
    dust = np.asarray(image(128 + random.normal(0, 400, (SIDE, SIDE))).filter(smears), float) - 128
    worn = np.clip(ink_of(n) * random.uniform(0.75, 1, (SIDE, SIDE)), 0, 1)
    return on(np.array([52.0, 84, 66]) + dust[..., None], [205, 212, 205], worn) + random.normal(0, 4, (SIDE, SIDE, 3))


def grey_paper(paper: float, ink: float, n: int, random):
    return on(paper, ink, ink_of(n))


KINDS: dict[str, Callable] = {
    **{f"paper {p}, ink {i}": partial(grey_paper, p, i) for p, i in [(255, 0), (230, 40), (200, 60), (160, 50)]},
    "shadow 240 to 160": shaded,
    "noise of 8": noisy,
    "squared paper": squared,
    "chalk 220 on 60": board,
    "lined paper, askew": lined,
    "lines as dark as ink": dark_lines,
    "coloured ink": coloured,
    "JPEG of quality 12": compressed,
    "a lamp at one side": tilted_light,
    "a shadow with an edge": hard_shadow,
    "off centre": off_centre,
    "small on the page": small,
    "faint pencil": pencil,
    "sheet on a dark table": on_a_table,
    "table at two sides": at_the_edge_of_the_table,
    "out of focus": blurred,
    "dusty green board": dusty_board,
}


def image(levels) -> Image.Image:
    return Image.fromarray(np.clip(np.round(levels), 0, 255).astype(np.uint8))


def photograph(kind: str, n: int) -> Image.Image:
    """Test digit n, photographed; always the same for the same kind and n."""
    return image(KINDS[kind](n, np.random.default_rng([list(KINDS).index(kind), n])))


def saved(photo: Image.Image, form: str = "PNG", **more) -> bytes:
    file = io.BytesIO()
    photo.save(file, form, **more)
    return file.getvalue()
