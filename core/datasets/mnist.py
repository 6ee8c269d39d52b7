"""MNIST: 60,000 handwritten digits to learn from and 10,000 to be judged on, 28 × 28 pixels.

Made by Yann LeCun, Corinna Cortes and Christopher Burges from NIST's Special Databases 1 and 3;
see LeCun, Bottou, Bengio & Haffner 1998, “Gradient-based learning applied to document
recognition”. Distributed under the Creative Commons Attribution-Share Alike 3.0 licence.
"""

from pathlib import Path
from typing import Any

from core.datasets.idx import read_idx

FOLDER = Path(__file__).with_name("mnist")

SHA256 = {  # of the uncompressed files
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def read_bytes(part: str, folder: Path = FOLDER) -> tuple[Any, Any]:
    """Images (N, 28, 28) and labels (N,) of `train` or `t10k`, as bytes. Raises DataError."""
    names = f"{part}-images-idx3-ubyte", f"{part}-labels-idx1-ubyte"
    images, labels = (read_idx(folder / f"{name}.gz", SHA256[name]) for name in names)
    return images, labels
