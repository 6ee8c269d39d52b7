"""Source is read into a tree in any number of threads."""

import ast
import bisect
import gc
import subprocess
import sys
from pathlib import Path

import pytest

from lessons.engine.forms.parsed import parsed

TEXT = Path(bisect.__file__).read_text(encoding="utf-8")
READ = """
import ast, gc, sys, threading, time
from pathlib import Path
from lessons.engine.forms.parsed import parsed

class Circle:
    def __init__(self):
        self.own = self
    def __del__(self):
        time.sleep(0)  # another thread gets its turn, wherever the collection began

sys.setswitchinterval(1e-5)
gc.set_threshold(20)
text = Path(sys.argv[1]).read_text()
faults = []

def read(parse):
    for _ in range(60):
        Circle()
        try:
            parse(text)
        except SystemError as error:
            faults.append(error)

others = [threading.Thread(target=read, args=(parsed,)) for _ in range(4)]
for thread in others: thread.start()
for thread in others: thread.join()
sys.exit(f"{len(faults)} faults" if faults else 0)
"""


def test_threads_read_beside_each_other():
    """In a process of its own: it collects garbage all the time."""
    done = subprocess.run([sys.executable, "-c", READ, bisect.__file__], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("collects", [True, False])
def test_garbage_is_collected_afterwards_as_before(collects):
    (gc.enable if collects else gc.disable)()
    try:
        assert ast.dump(parsed(TEXT)) == ast.dump(ast.parse(TEXT))
        with pytest.raises(SyntaxError):
            parsed("1 +")
        assert gc.isenabled() is collects
    finally:
        gc.enable()
