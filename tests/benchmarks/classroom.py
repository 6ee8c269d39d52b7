"""A class at once: students with a browser session each, who keep changing one setting of a page.

    python -m tests.benchmarks.classroom [STUDENTS] [SECONDS]

Speaks Streamlit's own protocol over websockets, on this machine only. Prints the median and 95th
percentile of the time from a change to the answered page, for one student alone and for the class.
"""

import asyncio
import random
import statistics
import sys
import time

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.pages import running

PAGE = "train"
THINK = 1.0  # seconds between two changes of one student, on average


class Student:
    """One browser session, as the server sees it."""

    async def arrive(self, address: str) -> None:
        self.socket = await websockets.connect(
            f"ws{address.removeprefix('http')}/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
        )
        self.page = ""
        await self.change()

    async def change(self) -> float:
        """Ask for the page anew, as a changed setting does; seconds until it is complete."""
        message = BackMsg()
        message.rerun_script.query_string = f"seed={random.randrange(1000)}"
        message.rerun_script.page_name = PAGE
        message.rerun_script.page_script_hash = self.page
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), 60))
            if answer.WhichOneof("type") == "new_session":
                self.page = answer.new_session.page_script_hash
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - start


async def lesson(address: str, students: int, seconds: float) -> list[float]:
    """Milliseconds of every answer while `students` work for `seconds`."""
    group = [Student() for _ in range(students)]
    for student in group:
        await student.arrive(address)
    end, times = time.perf_counter() + seconds, []

    async def work(student):
        await asyncio.sleep(random.random() * THINK)
        while time.perf_counter() < end:
            times.append(1000 * await student.change())
            await asyncio.sleep(random.expovariate(1 / THINK))

    await asyncio.gather(*map(work, group))
    for student in group:
        await student.socket.close()
    return times


def main() -> None:
    students, seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 30, float(sys.argv[2]) if len(sys.argv) > 2 else 20
    with running(sys.executable, "-m", "dashboard.commands.cli", "--no-browser", "--port", "PORT") as address:
        for size in (1, students):
            times = asyncio.run(lesson(address, size, seconds))
            median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            print(f"{size:3} students: {len(times):5} answers, median {median:.0f} ms, 95th percentile {p95:.0f} ms")


if __name__ == "__main__":
    main()
