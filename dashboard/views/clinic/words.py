"""What the page of a patient says in tables and marked code: as Markdown, from what was worked out."""

from collections.abc import Sequence

from core.config import Config
from lessons.clinic.gradient_check import Checked
from lessons.clinic.patient import HELD, Patient
from lessons.clinic.places import Place
from lessons.clinic.published import Printed
from lessons.clinic.signs import Sign, plain
from lessons.engine.forms.powers import printed


def described(config: Config) -> str:
    """What is trained, in a line."""
    rule = config.optimizer.upper() if config.optimizer == "sgd" else config.optimizer.capitalize()
    return (
        f"{config.network} · {rule}, learning rate {config.learning_rate:g} · "
        f"batches of {config.batch_size} out of {config.examples:,} digits · accuracy on {HELD} others"
    )


def checks(found: Sequence[Checked]) -> str:
    """A row for each array."""
    rows = ["| | array | from the pass | error | most apart: measured, from the pass |", "|---|---|---|---|---|"]
    for one in found:
        mark, name = ("✓", one.name) if one.agrees else ("✗", f"**{one.name}**")
        error = printed(one.error, ".2g" if one.error > 0.01 else ".0e")
        numbers = ", ".join(plain(number) for number in one.furthest)
        rows.append(f"| {mark} | {name} | {one.told()} | {error} | {numbers} |")
    return "\n".join(rows)


def signs(patient: Sequence[Sign], mended: Sequence[Sign] = ()) -> str:
    """A row for each sign; with the mended network beside it, once it is known."""
    after = dict(mended)
    head = "| sign | patient |" + " mended |" * bool(mended)
    rows = [head, "|---|---|" + "---|" * bool(mended)]
    rows += [f"| {what} | {seen} |" + f" {after.get(what, '–')} |" * bool(mended) for what, seen in patient]
    return "\n".join(rows)


def option(place: Place) -> str:
    """A line of code to choose."""
    return f"`{' '.join(place.source.text.partition('  #')[0].split())}`"


def whereabouts(place: Place) -> str:
    """Where it stands."""
    source = place.source
    return f"{source.file}, line {source.line}, in {source.function.replace('_', chr(92) + '_')}"


def diff(patient: Patient) -> str:
    """What was planted, and what core has there."""
    parts = []
    for source, wrong in patient.diff:
        before, after = (f"{sign} {{}}".format for sign in "-+")
        lines = [*map(before, wrong.splitlines()), *map(after, source.text.splitlines())]
        parts.append("\n".join([f"  # {source.file}, line {source.line}", *lines]))
    return "\n".join(parts)


def figures(rows: Sequence[Printed]) -> str:
    """Printed numbers beside ours."""
    told = ["| | printed | here | |", "|---|---|---|---|"]
    for row in rows:
        ours = row.ours() if isinstance(row.ours(), list) else list(map(float, _each(row.ours())))
        shown = ", ".join(_as_printed(text, number) for text, number in zip(row.printed, ours, strict=True))
        said = "all digits" if row.met else f"{row.digits} of {row.of} digits" if row.digits else "not met"
        told.append(
            f"| {row.what} | {', '.join(row.printed)} | {shown} | {said}{'. ' * bool(row.because())}{row.because()} |"
        )
    return "\n".join(told)


def _each(found):
    return found if hasattr(found, "__len__") else [found]


def _as_printed(text: str, number: float) -> str:
    """Our number with as many digits."""
    if "e" in text:
        return f"{number:.1e}".replace("e-0", "e-")
    return f"{number:.{len(text.partition('.')[2])}f}"
