"""A run leaves as files that other programs read: its state as `.npz`, its curves as CSV."""

import csv
import io
import os
import uuid
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from core.datasets import Scale, load
from core.export.script import script
from core.metrics import evaluate
from core.storage import StorageError, load_run, read_header, save_run
from core.training import Run, steps_per_epoch
from core.weights.parts import WeightsError
from dashboard.data.downloads import is_here
from dashboard.data.weights import is_from_elsewhere, run_of
from dashboard.runs.admission import admit, check_bytes, check_line
from dashboard.runs.estimate import learned_from, total_steps
from dashboard.runs.limits import Limits
from dashboard.runs.store import Store, StoreError
from dashboard.shared.folder import data_folder


def curves_csv(store: Store, run: str) -> str:
    """One row a step: every series of the run, and the figures on the digits held back where an epoch ended."""
    names = store.series(run)
    columns = [store.curve(run, name) for name in names]
    epochs = {figures.step: figures for figures in store.epochs(run)}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["step", *names, "held_back_loss", "held_back_accuracy"])
    for step, row in enumerate(zip(*columns, strict=True), 1):
        figures = epochs.get(step)
        writer.writerow(
            [step, *map(repr, map(float, row)), *((figures.loss, figures.accuracy) if figures else ("", ""))]
        )
    return text.getvalue()


def script_zip(run: Run, scale: Scale) -> bytes:
    """An archive of a script that needs NumPy alone, and the weights it reads."""
    text, arrays = script(run.network, run.theta, "network.npz", scale)
    weights, archive = io.BytesIO(), io.BytesIO()
    np.savez(weights, allow_pickle=False, **arrays)
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("network.py", text)
        zipped.writestr("network.npz", weights.getvalue())
    return archive.getvalue()


def take_in(store: Store, content: bytes, name: str, session: str, network: str = "") -> str:
    """Make a run of an `.npz` that was saved here, or of weights from elsewhere; its id.

    `network` spells the network of weights that do not say theirs. Raises StorageError and WeightsError for any other
    file, StoreError for a network too large for this server or where there is no room. Its curves stayed behind: they
    are not part of the file. It can be looked at, forked and resumed; one that was trained to its end is put in line to
    be judged on the test digits, and weights from elsewhere are judged on them at once.
    """
    inbox = store.folder / "checkpoints" / f"import-{uuid.uuid4().hex}.part"
    inbox.parent.mkdir(exist_ok=True)
    check_line(store, session, 1)
    check_bytes(store, session, len(content))  # before it is written; asked once more when the run is made
    try:
        said = _put_down(inbox, content, Path(name), network)
        try:
            moment = _read(inbox)
        except StorageError as error:
            raise StorageError(str(error).replace(inbox.name, f"“{Path(name).name[:80]}”")) from None
        known: dict[str, Any] = {"name": Path(name).stem[:80], "note": said or "", "total": total_steps(moment.config)}
        if said is not None:
            known |= _judged(moment)
        status = "queued" if moment.finished(learned_from(moment.config)) else "stopped"
        return admit(store, moment.config, session, inbox, moment.step, status, **known)
    finally:
        inbox.unlink(missing_ok=True)


def _judged(moment: Run) -> dict[str, float]:
    """What weights from elsewhere make of the test digits; nothing where these are not here."""
    config = moment.config
    if not is_here(config.data, data_folder()):
        return {}
    digits = load(config, data_folder() / config.data, moment.theta.dtype)
    with np.errstate(all="ignore"):
        found = evaluate(moment.network, moment.theta, digits.test)
    return {"test_loss": found.loss, "test_accuracy": found.accuracy}


def _put_down(inbox: Path, content: bytes, name: Path, network: str) -> str | None:
    """Write what was brought to `inbox` as a run; what is to be said of weights from elsewhere, None of a run."""
    with TemporaryDirectory(dir=inbox.parent.parent) as folder:
        brought = Path(folder) / f"brought{name.suffix.lower()[:20]}"
        brought.write_bytes(content)
        if not is_from_elsewhere(brought):
            os.replace(brought, inbox)
            return None
        try:
            run, remarks = run_of(brought, **({"network": network} if network else {}))
        except WeightsError as error:
            raise WeightsError(str(error).replace(brought.stem, f"“{name.stem[:80]}”", 1)) from None
        save_run(inbox, run)
        return " ".join(remarks)


def _read(inbox: Path) -> Run:
    """The run in a file from outside; nothing of it is unpacked before its header is found possible."""
    header = read_header(inbox)
    if objection := Limits.from_environment().objection(header.config):
        raise StoreError(objection)
    most = header.config.epochs * steps_per_epoch(header.config, header.config.examples)
    if header.step > most or header.judged > header.config.epochs:
        raise StorageError(
            f"{inbox.name} is damaged: it says that {header.step:,} steps were taken, and its settings end after "
            f"{most:,}."
        )
    return load_run(inbox, sound=True)
