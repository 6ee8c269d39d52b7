"""The process that proves reports as it goes, and its end is noticed, whether good or bad."""

import subprocess
import sys
import time

from dashboard.views.proofs.proving import Proving, proving
from lessons.engine.proof.witnesses import Proof


def started(program: str) -> Proving:
    return Proving(subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True))


LINE = (
    '{"name": "dW1", "where": "here", "errors": {"core": 1e-15}, "seconds": 0.1, "assumptions": ["each row of '
    'labels sums to one"]}'
)


def test_what_it_reports_is_collected_until_it_is_done():
    work = started(f"print('''{LINE}''')")
    work.listen()
    assert work.proofs == [Proof("dW1", "here", {"core": 1e-15}, 0.1, ["each row of labels sums to one"])]
    assert work.complete
    assert not work.failed


def test_an_early_end_is_a_failure():
    work = started(f"print('''{LINE}'''); raise SystemExit(1)")
    work.listen()
    assert not work.complete
    assert work.failed


def test_the_real_one_proves_the_first_equations():
    proving.clear()
    work = proving()
    deadline = time.monotonic() + 240  # on a busy machine
    while len(work.proofs) < 10 and time.monotonic() < deadline and not work.failed:
        time.sleep(0.05)
    work.process.kill()
    work.process.wait()
    proving.clear()
    assert len(work.proofs) >= 10
    assert all(proof.proved for proof in work.proofs)
