"""Uploads as nobody honest would make them: damaged images, bombs, arrays and tables that lie, names with markup."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from PIL import Image

from core.datasets import DataError
from dashboard.data.uploaded import read_uploaded
from tests.support.payloads import PAYLOADS


@dataclass(frozen=True)
class Upload:
    """A file by its name, its bytes, and what was done to them."""

    name: str
    content: bytes
    how: str

    def __str__(self):
        return f"{self.how}, {len(self.content):,} bytes called {self.name[:40]!r}"


def stroke(side: int = 60) -> np.ndarray:
    """Light ink on a dark ground."""
    ink = np.zeros((side, side), np.uint8)
    ink[side // 6 : side // 2, side // 3 : side // 2] = 255
    return ink


def saved(image: Image.Image, form: str = "PNG", **more) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **more)
    return file.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG with its right checksum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width: int, height: int, depth: int = 1, colour: int = 0, lines: int = 0) -> bytes:
    """A PNG that says it is so large, with so many lines of zeros in it."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    line = bytes(1 + -(-width * depth * channels // 8))
    packed, packer = [], zlib.compressobj(9)
    for _ in range(lines):
        packed.append(packer.compress(line))
    content = b"".join([*packed, packer.flush()])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


def honest() -> dict[str, bytes]:
    """Whole files of every kind that is read, which are damaged next."""
    ink = Image.fromarray(stroke())
    colours, clear = ink.convert("RGB"), Image.merge("LA", (ink, ink))
    few = [Image.fromarray(np.roll(stroke(), k, 0)) for k in range(3)]
    images, labels = np.stack([stroke(28)] * 5), np.arange(5)
    return {
        "png": saved(ink),
        "sixteen bits.png": saved(Image.fromarray(stroke().astype(np.uint16) * 257)),
        "palette.png": saved(colours.convert("P"), transparency=0),
        "one bit.png": saved(ink.convert("1")),
        "clear.png": saved(clear),
        "coloured.png": saved(clear.convert("RGBA")),
        "moving.png": saved(few[0], save_all=True, append_images=few[1:]),
        "jpg": saved(ink, "JPEG"),
        "cmyk.jpg": saved(colours.convert("CMYK"), "JPEG"),
        "bmp": saved(ink, "BMP"),
        "gif": saved(ink, "GIF"),
        "moving.gif": saved(few[0], "GIF", save_all=True, append_images=few[1:]),
        "webp": saved(colours, "WEBP"),
        "moving.webp": saved(few[0].convert("RGB"), "WEBP", save_all=True, append_images=few[1:]),
        "float.png": saved(Image.fromarray(stroke() / np.float32(255)), "TIFF"),
        "npz": npz(images=images, labels=labels),
        "csv": table(5),
    }


def npz(pack: Callable[..., None] = np.savez_compressed, **arrays) -> bytes:
    file = io.BytesIO()
    pack(file, **arrays)
    return file.getvalue()


def table(lines: int) -> bytes:
    pixels = ",".join(map(str, stroke(28).reshape(-1)))
    return "".join(f"{k % 10},{pixels}\n" for k in range(lines)).encode()


def lying(shape: tuple[int, ...], kind: str = "<f8", behind: int = 0) -> bytes:
    """An archive whose `images` are said to be of that shape, with so many bytes of zeros behind that."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        with packed.open("labels.npy", "w") as part:
            np.lib.format.write_array(part, np.zeros(5, int))
        with packed.open("images.npy", "w", force_zip64=True) as part:
            np.lib.format.write_array_header_1_0(part, {"descr": kind, "fortran_order": False, "shape": shape})
            for start in range(0, behind, 1_000_000):
                part.write(bytes(min(1_000_000, behind - start)))
    return file.getvalue()


def crafted() -> Iterator[Upload]:
    """Each made for one way in which a reader can be led astray."""
    for width, height, lines in [(2**31 - 1, 2**31 - 1, 0), (50_000, 50_000, 10), (7_000, 7_000, 7_000), (2, 2**24, 9)]:
        yield Upload("a.png", png_of(width, height, lines=lines), f"{width} × {height} pixels")
    for colour, depth in [(0, 8), (0, 16), (2, 8), (2, 16), (4, 8), (4, 16), (6, 8), (6, 16)]:
        yield Upload(
            "a.png", png_of(4_000, 4_000, depth, colour, 4_000), f"16 million pixels of kind {colour}, {depth}"
        )
    large = Image.new("RGB", (7_000, 7_000), "white")
    large.paste("black", (3_000, 1_000, 3_500, 6_000))
    yield Upload("a.jpg", saved(large, "JPEG"), "49 million pixels of a photograph")
    yield Upload("a.jpg", saved(large.convert("CMYK"), "JPEG"), "49 million pixels in four inks")
    yield Upload("a.webp", saved(large.resize((4_000, 4_000)), "WEBP"), "16 million pixels of WebP")
    yield Upload("a.jpg", saved(large, "JPEG", progressive=True), "49 million pixels, step by step")
    for shape in [(10**6, 784), (10**9, 784), (2**62, 784), (-1, 784), (0, 784), (784,), (), (5, 28, 28, 1)]:
        yield Upload("a.npz", lying(shape), f"a header of shape {shape}")
    for kind in ["|O", "<m8[s]", "<U9", "|b1", "<c16", "<f2", ">f8", "<g", "|V784", "<i8"]:
        yield Upload("a.npz", lying((5, 784), kind, 5 * 784 * 16), f"numbers of kind {kind}")
    yield Upload("a.npz", lying((10**6, 784), behind=2_000_000_000), "two gigabytes of zeros")
    yield Upload("a.npz", npz(images=np.eye(10_001, 784), labels=np.zeros(10_001)), "as many images as are refused")
    yield Upload("a.npz", npz(images=np.tile(stroke(28), (10_000, 1, 1)), labels=np.zeros(10_000)), "a full archive")
    yield Upload("a.npz", npz(**{f"a{k}": 0 for k in range(60_000)}), "sixty thousand arrays")
    yield Upload("a.csv", table(10_000), "a full table")
    yield Upload("a.csv", b"1," * 30_000_000, "a line without an end")
    yield Upload("a.csv", b"\n" * 30_000_000, "nothing but ends of lines")
    yield Upload("a.csv", (b"1," + b"0," * 783 + b"0\n") * 30_000, "a table of 30,000 lines")
    yield Upload("a.csv", b'"' * 1_000_000, "a million quotes")
    for text in ["nan", "inf", "1e309", "١", "0x1", "9" * 5_000, "1_0", ""]:
        yield Upload("a.csv", (f"{text}," + "0," * 783 + "9\n").encode(), f"the number {text[:9]!r}")
    for payload in [*PAYLOADS, "", ".", "..", "/", "\x00", "a" * 5_000, "../../x.npz", "con.png", "🙂.csv"]:
        yield Upload(payload, honest()["png"], "a name")
        yield Upload(f"{payload}.png", b"no image", "a name of no image")
        yield Upload(f"{payload}.npz", b"no archive", "a name of no archive")


def damaged(chance: random.Random) -> Iterator[Upload]:
    """Honest files cut short, with bytes changed, taken out, doubled, or under the name of another kind."""
    whole = list(honest().items())
    while True:
        name, content = chance.choice(whole)
        how, spoilt = chance.choice(["cut", "changed", "taken out", "doubled", "another name"]), bytearray(content)
        start = chance.randrange(len(spoilt))
        end = start + chance.randrange(1, 40)
        if how == "cut":
            del spoilt[start:]
        elif how == "changed":
            for _ in range(chance.randrange(1, 12)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        elif how == "taken out":
            del spoilt[start:end]
        elif how == "doubled":
            spoilt[start:start] = spoilt[start:end]
        else:
            name = chance.choice(whole)[0]
        yield Upload(name if "." in name else f"a.{name}", bytes(spoilt), how)


def uploads(chance: random.Random, most: int) -> Iterator[Upload]:
    """All that were crafted, and as many damaged ones as are wanted besides."""
    made = 0
    for upload in crafted():
        made += 1
        yield upload
    yield from islice(damaged(chance), most - made)


EASY = Upload("a.png", honest()["png"], "honest")


def fault(upload: Upload) -> str:
    """What is wrong with how the upload was taken: nothing, where it was read or refused in a sentence."""
    try:
        found = read_uploaded([(upload.name, upload.content)])
    except DataError as error:
        said = (str(error),)
    else:
        said = found.faults
        if found.levels.shape[1:] != (784,) or found.levels.dtype != np.uint8:
            return "what was read is no image"
    return "; ".join(f"no sentence: {text}" for text in said if not text.endswith(".") or len(text) > 700)
