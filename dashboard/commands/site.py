"""`chainrule site` writes the whole course as plain files: for any web space, a stick, or a learning platform."""

import argparse

from dashboard.commands.options import path


def site(chosen: argparse.Namespace) -> int:
    """Write the course into a folder, and say how large it is."""
    folder = chosen.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is not an empty folder: name one that is empty, or that is not there yet.")
    from dashboard.commands.course import pages  # here, because SymPy takes its time to load

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages():
        (folder / name).write_text(text, encoding="utf-8")
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{folder} holds the course: open index.html. {len(list(folder.iterdir()))} files, {size / 1e6:.1f} MB.")
    return 0


def add(commands) -> None:
    parser = commands.add_parser("site", help="write the whole course as plain files that need no server")
    parser.add_argument("folder", type=path, metavar="FOLDER", help="an empty folder, or one to be made")
    parser.set_defaults(do=site)
