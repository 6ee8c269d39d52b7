"""`chainrule check` compares gradients with measured slopes, `chainrule prove` every equation with its witnesses."""

import argparse

import numpy as np

from core.checks import check as check_gradient
from core.training import Run
from dashboard.commands.options import RUN, add_settings, digits_of, path, saved, settings


def check(chosen: argparse.Namespace) -> int:
    """Compare the gradient of a network with what its loss does when a parameter is changed a little."""
    run = saved(chosen.run, chosen) if chosen.run else Run.start(settings(chosen))
    config = run.config
    test = digits_of(config, np.float64).test
    batch = slice(chosen.digit, chosen.digit + min(config.batch_size, 8))
    if not 0 <= batch.start < batch.stop <= len(test):
        raise ValueError(
            f"There is no test digit {batch.start} with {batch.stop - batch.start - 1} more after it; they are 0 to "
            f"{len(test) - 1:,}."
        )
    print(
        f"{config.network}, test digits {batch.start} to {batch.stop - 1}, float64, complex step, biases of 0 moved a "
        "little"
    )
    print(f"\n{'gradient of':>12} {'numbers':>10} {'compared':>9} {'not 0':>9} {'worst relative error':>21}")
    verdicts = check_gradient(config.build_network(), run.theta, test.images[batch], test.labels[batch])
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
    add_settings(parser)
    parser.add_argument("--run", type=path, metavar="RUN", help=f"{RUN}, in place of the settings")
    parser.add_argument("--digit", type=int, default=0, metavar="…", help="the first test digit (default 0)")
    parser.set_defaults(do=check)

    parser = commands.add_parser("prove", help="prove every equation that can stand on a screen")
    parser.set_defaults(do=prove)
