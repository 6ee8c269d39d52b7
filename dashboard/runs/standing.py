"""How a run stands, in a sentence and a few numbers: the same in a page that Streamlit draws and in one that waits."""

from dashboard.runs.cluster import WAITS
from dashboard.runs.store import ENDED, Record
from dashboard.shared.numbers import counted, duration, loss_text, percent

LIVE = ("queued", "starting", "running")  # it changes though nobody does anything


def sentence(record: Record, place: int, ahead: int) -> str:
    """What a run that is under way, in line or paused waits for or does; `place` in line is counted from 1, and `ahead`
    are the runs in training."""
    under_way = "the run under way" if ahead == 1 else f"one of the {ahead} runs under way"
    at = f"step {record.step:,} of {record.total:,}"
    match record.status:
        case "queued" if record.message == WAITS:
            return WAITS
        case "queued" if record.step:
            return (
                f"Number {place} in line, saved at step {record.step:,}: long runs take turns here. It goes on with "
                "the same numbers as if it had never waited."
            )
        case "queued" if place <= 1:
            return f"Next in line. It starts as soon as {under_way} ends or gives way." if ahead else "Starting …"
        case "queued":
            return (
                f"Number {place} in line. {counted(ahead, 'run')} {'is' if ahead == 1 else 'are'} training now; "
                "each gives its place to the next, after some seconds at the latest."
            )
        case "starting":
            return "Starting: a process takes this run up."
        case "running" if record.step == 0:
            return record.message or "Reading the images …"
        case "running":
            return f"Training: {at}" + (f". {record.message}" if record.message else "")  # why it went on, say
    return f"Paused after {at}, and saved there"


def numbers(
    record: Record, epochs: int, loss: float | None, accuracy: float | None, untrained: bool, imported: bool = False
) -> list[tuple[str, str]]:
    """The figures of the moment, each with what it is called: of `epochs` in all, the mean of its last losses, and the
    accuracy on the digits held back."""
    epoch = min(epochs, 1 + record.step * epochs // record.total) if record.total else 1
    left = duration((record.total - record.step) / record.speed) if record.speed and record.status == "running" else "–"
    figures = [
        ("Epoch", f"{epoch} of {epochs}"),
        ("Loss, last 50 batches", "–" if loss is None else loss_text(loss)),
        (f"Accuracy, held back{', before training' * untrained}", "–" if accuracy is None else percent(accuracy)),
        ("Steps a second", f"{record.speed:,.0f}" if record.speed else "–"),
        ("Time left", left) if record.status not in ENDED else ("Training time", duration(record.seconds)),
    ]
    if imported:  # its curves and its clock stayed behind
        return [figure for figure in figures if figure[0].startswith(("Epoch", "Accuracy", "Time left"))]
    return figures
