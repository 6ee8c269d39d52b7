"""Sets of images that do not come with the package, fetched when they are asked for.

Sources are those of the sets' makers, over HTTPS. The SHA-256 sums are those on which others agree: TensorFlow Datasets
and torchvision; for EMNIST's archive TensorFlow Datasets and Julia's MLDatasets, which took it from its address before
April 2024, and several who took it from that of today.
"""

import shutil
from pathlib import Path
from typing import Protocol

import pooch
import requests

from core.datasets import DataError
from core.datasets.catalogue import DATASETS

KINDS = ("images-idx3-ubyte.gz", "labels-idx1-ubyte.gz")

SOURCES = {
    "fashion-mnist": (
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        {
            "train-images-idx3-ubyte.gz": "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "train-labels-idx1-ubyte.gz": "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "t10k-images-idx3-ubyte.gz": "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "t10k-labels-idx1-ubyte.gz": "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        },
    ),
    "kmnist": (
        "https://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        {
            "train-images-idx3-ubyte.gz": "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
            "train-labels-idx1-ubyte.gz": "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
            "t10k-images-idx3-ubyte.gz": "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
            "t10k-labels-idx1-ubyte.gz": "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
        },
    ),
}
EMNIST = (
    "https://biometrics.nist.gov/cs_links/EMNIST/",
    "gzip.zip",
    "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
)  # 540 MB, all its sets


def names(data: str) -> list[str]:
    """The four files of a set."""
    return [f"{part}-{kind}" for part in (DATASETS[data].train, DATASETS[data].test) for kind in KINDS]


def is_here(data: str, folder: Path) -> bool:
    return data == "mnist" or all((folder / data / name).is_file() for name in names(data))


class Bar(Protocol):
    """What is told how far a download is; pooch asks for it in this shape. Whatever it raises ends the download."""

    total: int  # bytes of the file that is on its way

    def reset(self) -> None: ...

    def update(self, n: int) -> None: ...

    def close(self) -> None: ...


def fetch(data: str, folder: Path, progress: bool | Bar = False) -> Path:
    """The folder that holds the files of the set `data`, downloaded into `folder` if they are not there.

    `progress` is a bar in the terminal if it is True.
    Each set has a folder of its own, as two of them name their files alike. Raises DataError.
    """
    own = folder / data
    if is_here(data, folder):
        return own
    try:
        if data in SOURCES:
            address, sums = SOURCES[data]
            for name in names(data):
                pooch.retrieve(address + name, f"sha256:{sums[name]}", name, own, progressbar=progress)
        else:
            address, archive, sha256 = EMNIST
            members = [f"gzip/{name}" for name in names(data)]
            unzip = pooch.Unzip(members, extract_dir=str(own))
            whole = f"sha256:{sha256}"
            for path in pooch.retrieve(address + archive, whole, archive, folder, unzip, progressbar=progress):
                shutil.move(path, own / Path(path).name)
    except (requests.RequestException, OSError, ValueError) as error:
        why = (
            "what arrived is not the file it should be"
            if isinstance(error, ValueError)
            else "there is no way to it from here"
        )
        raise DataError(
            f"{DATASETS[data].title} could not be downloaded from {address}: {why}. "
            f"Put its files {', '.join(names(data))} into {own} and try again."
        ) from None
    return own
