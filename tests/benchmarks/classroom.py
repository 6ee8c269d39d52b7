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

from tests.benchmarks.pages import running
from tests.benchmarks.visitor import Visitor

PAGE = "train"
THINK = 1.0  # seconds between two changes of one student, on average


async def change(student: Visitor) -> float:
    """Ask for the page anew, as a changed setting does; milliseconds until it is complete."""
    return 1000 * (await student.look(PAGE, {"seed": str(random.randrange(1000))})).seconds


async def lesson(address: str, students: int, seconds: float) -> list[float]:
    """Milliseconds of every answer while `students` work for `seconds`."""
    group = [await Visitor().arrive(address) for _ in range(students)]
    for student in group:
        await change(student)
    end, times = time.perf_counter() + seconds, []

    async def work(student):
        await asyncio.sleep(random.random() * THINK)
        while time.perf_counter() < end:
            times.append(await change(student))
            await asyncio.sleep(random.expovariate(1 / THINK))

    await asyncio.gather(*map(work, group))
    for student in group:
        await student.leave()
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
