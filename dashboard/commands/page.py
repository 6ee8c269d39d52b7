"""`chainrule page` keeps the told walk and the stepper of one digit as a file that any browser opens."""

import argparse

from dashboard.commands.options import ELSEWHERE, RUN, check_place, path, saved, settings

ASKED = (*ELSEWHERE, "seed")


def page(chosen: argparse.Namespace) -> int:
    """Write the page of a test digit in the network of a run, of settings, or in the one that comes with Chainrule."""
    from dashboard.views.step.save import moment_of, page_of
    from dashboard.views.step.subject import fresh, of_saved, shipped
    from dashboard.views.step.told import DIGIT

    check_place(chosen.save)
    if chosen.run:
        if chosen.seed is not None:
            raise ValueError("A run has weights of its own: leave out --seed, or --run.")
        subject = of_saved(saved(chosen.run, chosen), chosen.run.stem)
    elif any(getattr(chosen, name) is not None for name in ASKED):
        config = settings(chosen)
        subject = fresh(config.network, config.seed, config.loss)
    else:
        subject = shipped()
    digit = DIGIT if chosen.digit is None else chosen.digit
    if not 0 <= digit < len(subject.labels):
        raise ValueError(f"There is no test digit {digit}; they are 0 to {len(subject.labels) - 1:,}.")
    text = page_of(moment_of(subject, digit))
    chosen.save.write_text(text, encoding="utf-8")
    print(f"{chosen.save} holds the page: {len(text.encode()) / 1e6:.1f} MB, for any browser.")
    return 0


def add(commands) -> None:
    parser = commands.add_parser("page", help="keep the walk and the stepper of a digit as one file")
    parser.add_argument("--digit", type=int, metavar="…", help="the test digit (default: that of the first walk)")
    parser.add_argument("--run", type=path, metavar="RUN", help=f"{RUN} (default: the network of the first page)")
    for name in ASKED:
        parser.add_argument(f"--{name}", metavar="…", help=f"the {name} of a new network, or of weights without it")
    parser.add_argument("--save", type=path, required=True, metavar="FILE", help="the file, such as walk.html")
    parser.set_defaults(do=page)
