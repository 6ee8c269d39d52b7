"""The numbers of the moment are those of the run."""

from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.runs.store import open_store


def drawn():
    from dashboard.runs.store import open_store
    from dashboard.views.train.run_figures import curves, figures
    from dashboard.views.train.snapshot import snapshot

    with open_store() as store:
        (record,) = store.records()
    seen = snapshot(record.id)
    assert seen is not None
    figures(seen)
    curves(seen)


def test_it_says_the_epoch_the_loss_and_the_pace():
    with open_store() as store:
        run = store.submit(Config(epochs=4), "anna", "running", total=400)
        store.append(run, 1, {"loss": [2.0] * 60 + [0.5] * 50, "accuracy": [0.5] * 110, "seconds": [0.1] * 110})
        store.update(run, step=110, speed=250.0)
    app = AppTest.from_function(drawn, default_timeout=30).run()
    assert not app.exception
    told = {metric.label: metric.value for metric in app.metric}
    assert told["Epoch"] == "2 of 4"
    assert told["Loss, last 50 batches"] == "0.5000"
    assert told["Steps a second"] == "250"
    assert told["Time left"] == "1 s"
