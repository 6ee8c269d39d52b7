"""`chainrule export` writes a trained network for other programs."""

import argparse

from core.export.pytorch import is_scaled, save_npz, save_safetensors, sequential
from core.export.script import save_script
from dashboard.commands.options import add_run, check_place, digits_of, path, saved


def export(chosen: argparse.Namespace) -> int:
    """Write a trained network for other programs."""
    run, file = saved(chosen.run, chosen), chosen.file
    check_place(file)
    taken = file.with_suffix(".weights.npz") if file.suffix == ".py" else file  # a script has its weights beside it
    if taken.exists() and taken.samefile(chosen.run):
        raise ValueError(f"{taken} is the run itself: give the export another name.")
    scale = digits_of(run.config).scale
    match file.suffix:
        case ".py":
            print(f"{file} predicts with NumPy alone; it reads {save_script(file, run.network, run.theta, scale)}.")
            return 0
        case ".safetensors":
            save_safetensors(file, run, scale)
        case ".npz":
            save_npz(file, run.network, run.theta, scale)
        case other:
            raise ValueError(f"{file} ends in “{other}”; a network is exported to .py, .safetensors or .npz.")
    scaled = is_scaled(scale)
    print(f"{file} holds the state_dict of this PyTorch module:\n\n{sequential(run.network, scaled)}")
    if scaled:
        print(
            f"\nIt learned from pixels scaled by “{run.config.scaling}”. Its first layer scales them: it takes pixels "
            "from 0 (background) to 1 (ink), in evaluation mode, model.eval()."
        )
    return 0


def add(commands) -> None:
    parser = commands.add_parser("export", help="write a trained network for other programs")
    add_run(parser)
    parser.add_argument(
        "file",
        type=path,
        metavar="FILE",
        help=".py: a script that needs NumPy alone; .safetensors or .npz: for PyTorch",
    )
    parser.set_defaults(do=export)
