"""Proving every equation takes some seconds of a whole core, so a process of its own does it, once
for all visitors; the page shows what it has reported so far.

    python -m dashboard.views.proofs.proving

prints one line of JSON for each equation, and one for what they come to.
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass, field

import streamlit as st

from dashboard.shared.pipe import for_a_reader
from lessons.engine.proof.witnesses import Proof
from lessons.registry import prove
from lessons.tiers import Tier, tiers


@dataclass
class Proving:
    """A process that proves, and what it has said; `complete` is set once it has said all."""

    process: subprocess.Popen
    proofs: list[Proof] = field(default_factory=list)
    tiers: tuple[Tier, ...] = ()  # how much of what is on screen is proved, compared, stated
    complete: bool = False

    def listen(self) -> None:
        with self.process:
            for line in self.process.stdout or ():
                said = json.loads(line)
                if isinstance(said, list):
                    self.tiers = tuple(Tier(*row) for row in said)
                else:
                    self.proofs.append(Proof(**said))
        self.complete = self.process.returncode == 0

    @property
    def failed(self) -> bool:
        """Whether it ended before it was done."""
        return not self.complete and self.process.poll() is not None


@st.cache_resource
def proving() -> Proving:
    """The one proving process of this server, started by the first visitor who asks."""
    child = subprocess.Popen(
        [sys.executable, "-m", "dashboard.views.proofs.proving"],
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    started = Proving(child)
    threading.Thread(target=started.listen, daemon=True).start()
    return started


if __name__ == "__main__":
    with for_a_reader():
        proofs = []
        for proof in prove():
            print(json.dumps(asdict(proof) | {"errors": dict(proof.errors)}), flush=True)
            proofs.append(proof)
        print(json.dumps(tiers(proofs)), flush=True)
