"""What is looked at around a checkpoint is what training would do next."""

from dataclasses import replace

import numpy as np
import pytest

from core.config import Config
from core.run import Run
from core.storage import save_run
from dashboard.views.train.look_closer.landscape import DIGITS, along_step, points_across, room, some, straight

CONFIG = Config(network="784-6-relu-10")
DEEP = "1x28x28-conv32x3x3p1-relu-conv32x3x3p1-relu-maxpool2-conv64x3x3p1-relu-maxpool2-flatten-128-relu-10"


def config(network: str, **more) -> Config:
    return Config(network=network, **more)


def test_a_landscape_is_measured_on_as_many_digits_as_there_is_time_and_memory_for():
    wide, deep = config("784-6200-relu-10"), config(DEEP)
    assert room(CONFIG, 58) == 1_000
    assert room(CONFIG, 361, 400) == 400
    assert 50 < room(wide, 58) < 200  # for want of time
    assert room(replace(wide, precision="float64"), 58) < room(wide, 58) / 2
    assert 50 < room(deep, 1) < 200  # for want of memory


@pytest.mark.parametrize(
    ("network", "side"),
    [
        ("784-128-relu-64-relu-10", 19),
        ("784-6200-relu-10", 9),
        ("1x28x28-" + "conv8x3x3p1-relu-" * 47 + "flatten-10", 7),
        ("784x1x1-conv1200x1x1-conv1x10x10p9-flatten-10", 7),
    ],
)
def test_the_dearer_a_point_the_coarser_the_plane(network, side):
    assert points_across(config(network)) == side
    assert room(config(network), side * side, 400) >= 1


def test_a_batch_that_is_too_large_to_measure_is_said_to_be_cut(tmp_path):
    run, path = Run.start(Config(network="784-4-relu-10", batch_size=1_500, examples=3_000)), tmp_path / "run.npz"
    save_run(path, run)
    shares, of_batch, of_others, length, measured = along_step(path, path.stat().st_mtime)
    assert measured == "1,000 digits of "
    assert len(shares) == len(of_batch) == len(of_others)
    assert length > 0


def test_the_straight_way_has_the_losses_of_its_ends(tmp_path):
    from dashboard.runs.moments import checkpoint

    ends = []
    for seed in (0, 1):
        run, path = Run.start(Config(network=CONFIG.network, seed=seed)), tmp_path / f"{seed}.npz"
        save_run(path, run)
        ends.append((path, path.stat().st_mtime))
    shares, losses = straight(*ends)
    images, labels = some(checkpoint(*ends[1]).config, DIGITS)
    for end, share in zip(ends, (0.0, 1.0), strict=True):
        moment = checkpoint(*end)
        z = moment.network.forward(moment.theta, images)[-1]
        y = np.eye(10, dtype=z.dtype)[labels]
        at = np.interp(share, shares, losses)
        assert at == pytest.approx(float(moment.network.loss.value(z, y)), rel=0.05)
