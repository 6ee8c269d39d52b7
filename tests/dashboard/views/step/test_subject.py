from dataclasses import replace

import numpy as np
import pytest

from core.config import Config
from core.datasets.digits import Scale
from core.storage import save_run
from core.training import Run
from dashboard.data.own_images import OwnImage
from dashboard.data.shipped import guesses, unseen_digits
from dashboard.runs.store import open_store
from dashboard.shared.steppable import SubjectError
from dashboard.views.step import subject
from dashboard.views.step.subject import fresh, of_run, of_saved, opinions, runs, shipped, steps_of


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    return tmp_path


def test_the_shipped_network_reads_digits_as_the_first_page_says():
    subject = shipped()
    np.testing.assert_array_equal(subject.images(7, 2), unseen_digits().images[7:9])
    np.testing.assert_allclose(subject.network.predict(subject.theta, subject.images(7, 2)), guesses()[7:9], rtol=1e-12)


def test_equal_texts_and_seeds_give_equal_networks():
    one, two, three = fresh("784-5-relu-10", 1), fresh("784-5-relu-10", 1), fresh("784-5-relu-10", 2)
    np.testing.assert_array_equal(one.theta, two.theta)
    assert one.name == two.name != three.name
    assert (one.theta != three.theta).any()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("784-banana-10", "banana"),
        ("784-10-5", "10 outputs"),
        ("20-10", "784 inputs"),
        ("784-2000-10", "limit here is 1,500,000"),
    ],
)
def test_a_network_that_does_not_fit_gets_a_sentence(text, words):
    with pytest.raises(SubjectError, match=words):
        fresh(text, 0)


def test_opinions_leave_nothing_out():
    subject = fresh("784-6-dropout0.5-relu-10", 0)
    p = opinions(subject)
    assert p.shape == (10_000, 10)
    np.testing.assert_allclose(p[:3], subject.network.in_use().predict(subject.theta, subject.images(0, 3)), rtol=1e-4)
    assert not np.allclose(p[:3], subject.network.predict(subject.theta, subject.images(0, 3)))


def test_an_image_of_ones_own_comes_before_the_test_digits():
    tests, drawing = shipped(), unseen_digits().images[5]
    subject = tests.led_by([OwnImage(drawing)])
    np.testing.assert_array_equal(subject.images(0, 3), [drawing, *unseen_digits().images[:2]])
    np.testing.assert_array_equal(subject.images(4, 2), unseen_digits().images[3:5])
    np.testing.assert_array_equal(subject.labels, [guesses()[5].argmax(), *tests.labels])
    assert subject.name not in (tests.name, tests.led_by([OwnImage(unseen_digits().images[6])]).name)


def test_some_images_of_ones_own_come_first_each_under_what_it_is_said_to_be():
    tests, digits = shipped(), unseen_digits().images
    subject = tests.led_by([OwnImage(digits[5], 8), OwnImage(digits[6])])
    for first, n, expected in ((0, 3, [5, 6, 0]), (1, 2, [6, 0]), (2, 2, [0, 1]), (3, 1, [1])):
        np.testing.assert_array_equal(subject.images(first, n), digits[expected])
    np.testing.assert_array_equal(subject.labels[:3], [8, guesses()[6].argmax(), tests.labels[0]])
    assert subject.name != tests.led_by([OwnImage(digits[5], 1), OwnImage(digits[6])]).name


def test_ink_comes_back_from_any_scale():
    digits = unseen_digits().images[:2]
    factor = np.r_[0.0, np.full(783, 3.0)]
    subject = replace(shipped(), scale=Scale(np.full(784, 0.1), factor))
    ink = subject.ink(subject.scale.apply(digits))
    np.testing.assert_allclose(ink[:, 1:], digits[:, 1:], atol=1e-12)
    np.testing.assert_array_equal(ink[:, 0], 0)  # a pixel that never changes is paper


def test_a_run_sees_an_image_of_ones_own_on_its_scale(home):
    run = Run.start(Config(network="784-6-relu-10", scaling="z-score by pixel"))
    with open_store() as store:
        name = store.submit(run.config, "me")
        path = store.checkpoint_path(name, 0)
        path.parent.mkdir(parents=True, exist_ok=True)
        save_run(path, run)
    subject = of_run(name, 0)
    own = subject.led_by([OwnImage(unseen_digits().images[5])]).images(0, 1)
    np.testing.assert_allclose(own, subject.images(5, 1), atol=1e-5)


def test_a_moment_of_a_run(home):
    run = Run.start(Config(network="784-6-relu-10", seed=5))
    with open_store() as store:
        name = store.submit(run.config, "me")
        path = store.checkpoint_path(name, 30)
        path.parent.mkdir(parents=True, exist_ok=True)
        save_run(path, run)
    assert list(runs()) == [name]
    assert steps_of(name) == [30]
    subject = of_run(name, 30)
    np.testing.assert_array_equal(subject.theta, run.theta.astype(np.float64))
    assert subject.images(3, 2).shape == (2, 784)
    with pytest.raises(SubjectError, match="no checkpoint of step 31"):
        of_run(name, 31)
    path.write_bytes(b"no run")
    with pytest.raises(SubjectError, match="damaged"):
        of_run(name, 30)


def test_no_runs_is_no_fault(home):
    assert runs() == {}
    assert steps_of("nothing") == []


@pytest.mark.parametrize("run", ["*", "**", "../../outside/secret", "../checkpoints/*", "0123456789*", "0123456789/.."])
def test_what_is_no_run_never_reaches_the_disk(home, monkeypatch, run):
    monkeypatch.setattr(subject, "open_store", lambda: pytest.fail("the store was opened"))
    assert steps_of(run) == []
    with pytest.raises(SubjectError, match="This run is gone"):
        of_run(run, 1)


@pytest.mark.parametrize("own", ["", f"212 {'ab' * 32} class 3b"])
def test_a_run_says_what_it_learned_from(own):
    about = of_saved(Run.start(Config("784-10", own=own)), "run").about
    assert about == (own and "This run learns from class 3b (212 images, SHA-256 abababababab…) beside MNIST.")
