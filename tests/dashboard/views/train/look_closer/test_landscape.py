"""What is looked at around a checkpoint is what training would do next."""

import numpy as np
import pytest

from core.config import Config
from core.run import Run
from core.training import shuffled
from dashboard.views.train.look_closer.landscape import batch_of, straight

CONFIG = Config(network="784-6-relu-10", batch_size=32, epochs=2)


@pytest.mark.parametrize(("step", "epoch", "first"), [(0, 0, 0), (3, 0, 96), (11, 1, 32)])
def test_the_next_batch_is_that_of_training(step, epoch, first):
    run = Run.start(CONFIG)
    run.step = step
    expected = shuffled(CONFIG.seed, epoch, 320)[first : first + 32]
    np.testing.assert_array_equal(batch_of(run, 320), expected)


def test_the_straight_way_has_the_losses_of_its_ends(tmp_path):
    from core.storage import save_run
    from dashboard.runs.moments import checkpoint
    from dashboard.views.train.look_closer.landscape import some

    ends = []
    for seed in (0, 1):
        run, path = Run.start(Config(network=CONFIG.network, seed=seed)), tmp_path / f"{seed}.npz"
        save_run(path, run)
        ends.append((path, path.stat().st_mtime))
    shares, losses = straight(*ends)
    images, labels = some(checkpoint(*ends[1]).config)
    for end, share in zip(ends, (0.0, 1.0), strict=True):
        moment = checkpoint(*end)
        z = moment.network.forward(moment.theta, images)[-1]
        y = np.eye(10, dtype=z.dtype)[labels]
        at = np.interp(share, shares, losses)
        assert at == pytest.approx(float(moment.network.loss.value(z, y)), rel=0.05)
