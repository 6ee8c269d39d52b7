"""`chainrule check` compares gradients with measured slopes, `chainrule prove` every equation with its witnesses."""

import argparse

import numpy as np

from core.checks import Verdict
from core.checks import check as check_gradient
from core.given import Given, given, read_file, read_text
from core.losses import LOSSES, one_hot, smooth
from core.network import Network
from core.regularizers import Penalty
from core.training import Run
from dashboard.commands.options import ELSEWHERE, RUN, add_settings, digits_of, path, saved, settings
from dashboard.shared.numbers import whole
from dashboard.shared.settings import SETTINGS
from dashboard.shared.steppable import reads_digits

MOST = 128  # digits of a batch
ASKED = (  # the settings that a gradient depends on
    "network", "loss", "initializer", "seed", "batch_size", "l1", "l2", "penalised", "label_smoothing", "data",
    "scaling",
)  # fmt: skip


def check(chosen: argparse.Namespace) -> int:
    """Compare the gradient of a network with what its loss does when a parameter is changed a little."""
    if chosen.given or (chosen.network and not chosen.run and not reads_digits(Network.from_text(chosen.network))):
        return _say(_check_given(_handed_over(chosen)))
    if chosen.run and (ignored := [name for name in set(ASKED) - set(ELSEWHERE) if getattr(chosen, name) is not None]):
        raise ValueError(f"A run has settings of its own: leave out --{min(ignored).replace('_', '-')}, or --run.")
    run = saved(chosen.run, chosen) if chosen.run else Run.start(settings(chosen))
    config = run.config
    test = digits_of(config, np.float64).test
    batch = slice(chosen.digit, chosen.digit + min(config.batch_size, MOST))
    if not 0 <= batch.start < batch.stop <= len(test):
        raise ValueError(
            f"There is no test digit {batch.start} with {batch.stop - batch.start - 1} more after it; they are 0 to "
            f"{len(test) - 1:,}."
        )
    penalty = f", L1 {config.l1:g} and L2 {config.l2:g} on {config.penalised}" * bool(config.l1 or config.l2)
    smoothed = f", labels smoothed by {config.label_smoothing:g}" * bool(config.label_smoothing)
    print(
        f"{config.network}, {config.loss}{penalty}{smoothed}, test digits {batch.start} to {batch.stop - 1}, float64, "
        "complex step, biases of 0 moved a little"
    )
    if config.batch_size > MOST:
        print(f"Of a batch of {config.batch_size:,} digits the first {MOST} are taken.")
    network = config.build_network().at(config.seed, run.step)
    y = smooth(one_hot(test.labels[batch], network.classes), config.label_smoothing)
    penalise = Penalty(config.l1, config.l2, config.penalised)
    return _say(check_gradient(network, run.theta, test.images[batch], y, penalty=penalise))


def _handed_over(chosen: argparse.Namespace) -> Given:
    """The network of the options with the numbers of a file or of a text. Raises ValueError."""
    if chosen.run:
        raise ValueError("A run has weights of its own: leave out --run, or --given.")
    text = chosen.given or ""
    is_file = text.lower().endswith(".npz")
    arrays, texts = read_file(path(text)) if is_file else (read_text(text), {})
    words = chosen.network or texts.get("network", "")
    if not words:
        raise ValueError("Which network are these numbers of? Say it, as in --network 2-2-sigmoid-2-sigmoid.")
    loss = (chosen.loss or texts.get("loss", "cross-entropy")).lower()
    if loss not in LOSSES:
        raise ValueError(f"The loss must be one of {', '.join(LOSSES)}, not “{loss[:20]}”.")
    seed = whole(chosen.seed or "0", SETTINGS["seed"].metadata["high"])
    if seed is None:
        raise ValueError(f"The seed must be a whole number, not “{chosen.seed[:20]}”.")
    return given(Network.from_text(words, LOSSES[loss]), arrays, seed)


def _check_given(found: Given) -> list[Verdict]:
    count, loss = len(found.x), next(name for name, loss in LOSSES.items() if loss == found.network.loss)
    drawn = f", drawn from the seed: {', '.join(found.drawn)}" if found.drawn else ""
    print(
        f"{found.network}, {loss}, {count:,} {'example' if count == 1 else 'examples'}{drawn}, float64, complex step, "
        "biases of 0 moved a little"
    )
    return check_gradient(found.network, found.theta, found.x, found.y)


def _say(verdicts: list[Verdict]) -> int:
    """Print the table and what follows from it; the exit code."""
    print(f"\n{'gradient of':>12} {'numbers':>10} {'compared':>9} {'not 0':>9} {'worst relative error':>21}")
    for verdict in verdicts:
        print(f"{verdict.name:>12} {verdict.size:10,} {verdict.checked:9,} {verdict.moving:9,} {verdict.error:21.1e}")
    if not all(verdict.error < 1e-9 for verdict in verdicts):
        print("\nThe gradient is WRONG.")
        return 1
    still = [verdict.name for verdict in verdicts if verdict.moving == 0]
    print(
        "\nThe gradient is right."
        + (f" That says little of {', '.join(still)}: there it is 0 wherever it was compared." if still else "")
    )
    return 0


def prove(chosen: argparse.Namespace) -> int:
    """Prove every equation that can stand on a screen, and print the table."""
    from lessons.registry import in_words
    from lessons.registry import prove as all_proofs

    proofs = []
    print(f"{'':1} {'equation':20} {'worst error':>11}  {'where':60} witnesses")
    for proof in all_proofs():
        proofs.append(proof)
        print(
            f"{'✓' if proof.proved else '✗'} {proof.name:20.20} {proof.worst:11.1e}  {proof.where:60.60} "
            f"{', '.join(proof.errors)}",
            flush=True,
        )
    print(f"\n{in_words(proofs)}")
    assumptions = sorted({assumption for proof in proofs for assumption in proof.assumptions})
    print("\nTaken for granted:", *(f"  {assumption}" for assumption in assumptions), sep="\n")
    return 0 if all(proof.proved for proof in proofs) else 1


def add(commands) -> None:
    parser = commands.add_parser("check", help="check the gradient of a network")
    add_settings(parser, ASKED)
    parser.add_argument("--run", type=path, metavar="RUN", help=f"{RUN}, in place of the settings")
    parser.add_argument(
        "--given",
        metavar="FILE",
        help="an .npz file of x, y or labels, W1, b1 …, or these as text (x:1,2~y:0,1~W1:…), for a network of any size",
    )
    parser.add_argument("--digit", type=int, default=0, metavar="…", help="the first test digit (default 0)")
    parser.set_defaults(do=check)

    parser = commands.add_parser("prove", help="prove every equation that can stand on a screen")
    parser.set_defaults(do=prove)
