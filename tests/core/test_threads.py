"""Threads share work, and nothing that comes out shows how many there were."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from core import threads
from core.config import Config
from core.matmul import matmul, shares_of
from core.threads import cut, each
from core.training import Diverged, Run, train
from tests.support.digits import few

ROOT = Path(__file__).parents[2]
WIDE = Config(network="784-512-relu-300-relu-10", batch_size=64, epochs=1, optimizer="adam")


@pytest.fixture(autouse=True)
def one_thread_again(monkeypatch):
    monkeypatch.setattr(threads, "_pause", threads.SHORTEST)
    monkeypatch.setattr(threads, "_alone", 0)
    yield
    threads.use(1)


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_results_come_in_order(count):
    threads.use(count)
    for n in (0, 1, 2, 50):
        assert each(lambda k: k * k, range(n)) == [k * k for k in range(n)]


def test_a_second_thread_takes_part():
    threads.use(2)
    met = threading.Barrier(2, timeout=60)  # both have to be there, else nobody gets past it
    who = each(lambda _: (met.wait(), threading.get_ident())[1], range(2))
    assert len(set(who)) == 2


@pytest.mark.parametrize("count", [1, 2])
def test_what_a_piece_raises_is_raised_once_all_are_done(count):
    threads.use(count)
    tried = []

    def attempt(k):
        tried.append(k)
        if k == 1:
            raise ZeroDivisionError(k)

    with pytest.raises(ZeroDivisionError):
        each(attempt, range(6))
    if count > 1:
        assert sorted(tried) == list(range(6)), "nobody writes any more when the caller goes on"
    assert each(abs, range(6)) == list(range(6))


def test_pieces_may_have_pieces_and_callers_may_be_many():
    threads.use(3)
    callers, found = [], []
    for _ in range(4):
        callers.append(
            threading.Thread(target=lambda: found.append(each(lambda k: sum(each(abs, range(k))), range(30))))
        )
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(60)
    assert found == [[sum(range(k)) for k in range(30)]] * 4


def test_an_overflow_is_met_as_the_caller_would_meet_it():
    threads.use(2)
    met = threading.Barrier(2, timeout=60)

    def overflow(_):
        met.wait()
        return np.float32(1e38) * np.full(2, 10, np.float32)

    with np.errstate(over="ignore"):
        assert np.isinf(each(overflow, range(2))).all()
    with np.errstate(over="raise"), pytest.raises(FloatingPointError):
        each(overflow, range(2))


def test_without_threads_the_caller_does_it_all(monkeypatch):
    """As in a browser, where none can be started."""
    monkeypatch.setattr(threads, "_helpers", [])
    monkeypatch.setattr(threading.Thread, "start", lambda self: (_ for _ in ()).throw(RuntimeError("no threads")))
    threads.use(4)
    assert each(abs, range(-5, 0)) == [5, 4, 3, 2, 1]


def test_slices_leave_nothing_out():
    for n, shares, grain in [(800, 4, 16), (10, 3, 1), (17, 8, 16), (5, 8, 1), (1, 1, 1)]:
        found = cut(n, shares, grain)
        assert [k for s in found for k in range(n)[s]] == list(range(n))
        assert len(found) <= shares
        assert all(s.start % grain == 0 for s in found)
    assert cut(0, 2) == []


SHAPES = [(128, 784, 800), (784, 128, 800), (800, 784, 128), (2000, 784, 64), (127, 783, 257)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("transposed", ["neither", "a", "b"])
def test_a_product_has_the_same_bits_on_any_number_of_threads(shape, transposed, monkeypatch):
    monkeypatch.setattr(threads, "_pauses", lambda: False)  # however busy this machine is
    m, k, n = shape
    rng = np.random.default_rng(0)
    a = rng.standard_normal((k, m), np.float32).T if transposed == "a" else rng.standard_normal((m, k), np.float32)
    b = rng.standard_normal((n, k), np.float32).T if transposed == "b" else rng.standard_normal((k, n), np.float32)
    assert shares_of(m, k, n) > 1
    alone = matmul(a, b)
    np.testing.assert_allclose(alone, a.astype(float) @ b, rtol=1e-4, atol=1e-3)
    for count in (2, 5):
        threads.use(count)
        for _ in range(5):
            np.testing.assert_array_equal(matmul(a, b), alone)


def trained(count: int, config: Config) -> bytes:
    threads.use(count)
    run = Run.start(config)
    for _, event in zip(range(12), train(run, few()), strict=False):
        assert not isinstance(event, Diverged)
    return b"".join(array.tobytes() for array in (run.theta, *run.memory))


def test_a_run_has_the_same_bits_on_any_number_of_threads(monkeypatch):
    monkeypatch.setattr(threads, "_pauses", lambda: False)
    assert trained(1, WIDE) == trained(2, WIDE) == trained(5, WIDE)


AFTER_A_FORK = """
import os
from core import threads
threads.use(3)
assert threads.each(abs, range(-9, 0)) == list(range(9, 0, -1))
for _ in range(20):
    child = os.fork()
    if not child:
        found = threads.each(abs, range(-9, 0))
        alive = sum(helper.is_alive() for helper in threads._helpers)
        threads._dismiss()
        os._exit(0 if found == list(range(9, 0, -1)) and alive == 2 else 1)
    assert os.waitpid(child, 0)[1] == 0
print("done")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="This system copies no process.")
def test_a_forked_process_has_threads_of_its_own_and_all_end():
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", AFTER_A_FORK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


def test_with_threads_of_blas_there_are_none_of_ours(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    assert threads.most() == 1
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    assert threads.most() == threads.cores() >= 1


def test_who_has_to_wait_for_a_helper_works_alone_for_a_while():
    """As on a machine whose cores others want. The helper is late here because the caller is done first."""
    threads.use(2)
    here, taken = threading.get_ident(), threading.Event()

    def late(_):
        if threading.get_ident() == here:
            assert taken.wait(60)
        else:
            taken.set()
            for _ in range(3_000_000):
                pass

    def who(_):
        return threading.get_ident()

    each(late, range(2))
    for _ in range(threads.SHORTEST - 1):
        assert set(each(who, range(2))) == {here}
    met = threading.Barrier(2, timeout=60)
    assert len(set(each(lambda _: (met.wait(), threading.get_ident())[1], range(2)))) == 2
