"""The sets of images there are: what each shows, and how its IDX files are named."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dataset:
    """Images of 28 × 28 pixels, each of one of the classes that `names` names in order."""

    title: str
    names: tuple[str, ...]
    train: str = "train"  # how the names of its files begin
    test: str = "t10k"
    first_label: int = 0
    transposed: bool = False  # its files hold images column by column
    box: int = 28  # the side, in pixels, that its makers scaled what an image shows to

    @property
    def classes(self) -> int:
        return len(self.names)


DIGITS = tuple("0123456789")
FASHION = ("T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot")
KANA = tuple("おきすつなはまやれを")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def emnist(split: str, names: tuple[str, ...], first_label: int = 0) -> Dataset:
    return Dataset(
        f"EMNIST {split}", names, f"emnist-{split}-train", f"emnist-{split}-test", first_label, transposed=True, box=24
    )


DATASETS = {
    "mnist": Dataset("MNIST", DIGITS, box=20),  # LeCun, Cortes & Burges
    "fashion-mnist": Dataset("Fashion-MNIST", FASHION),  # Xiao, Rasul & Vollgraf 2017
    "kmnist": Dataset("KMNIST", KANA),  # Clanuwat et al. 2018
    "emnist-digits": emnist("digits", DIGITS),  # Cohen et al. 2017
    "emnist-letters": emnist("letters", LETTERS, first_label=1),
    "emnist-balanced": emnist("balanced", (*DIGITS, *LETTERS, *"abdefghnqrt")),
}
