"""Sets of images that do not come with the package, fetched when they are asked for.

Sources and MD5 sums are those of the sets' makers, as torchvision lists them too (EMNIST's address since April 2024).
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
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        {
            "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
            "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
            "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
            "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310",
        },
    ),
    "kmnist": (
        "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        {
            "train-images-idx3-ubyte.gz": "bdb82020997e1d708af4cf47b453dcf7",
            "train-labels-idx1-ubyte.gz": "e144d726b3acfaa3e44228e80efcd344",
            "t10k-images-idx3-ubyte.gz": "5c965bf0a639b31b8f53240b1b52f4d7",
            "t10k-labels-idx1-ubyte.gz": "7320c461ea6c1c855c0b718fb2a4b134",
        },
    ),
}
EMNIST = (
    "https://biometrics.nist.gov/cs_links/EMNIST/",
    "gzip.zip",
    "58c8d27c78d21e728a6bc7b3cc06412e",
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
                pooch.retrieve(address + name, f"md5:{sums[name]}", name, own, progressbar=progress)
        else:
            address, archive, md5 = EMNIST
            members = [f"gzip/{name}" for name in names(data)]
            unzip = pooch.Unzip(members, extract_dir=str(own))
            for path in pooch.retrieve(address + archive, f"md5:{md5}", archive, folder, unzip, progressbar=progress):
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
