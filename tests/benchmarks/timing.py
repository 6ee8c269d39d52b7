"""Contenders take turns, so that a busy machine is busy for all of them."""

from collections.abc import Callable
from statistics import median
from time import perf_counter


def in_turn(contenders: dict[str, Callable[[int], object]], times: int, rounds: int) -> dict[str, float]:
    """Seconds that each contender takes for one of the `times` steps it is asked for: medians over the rounds."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for contender in contenders.values():
        contender(times)  # compiled, cached, allocated
    for _ in range(rounds):
        for name, contender in contenders.items():
            began = perf_counter()
            contender(times)
            seconds[name].append((perf_counter() - began) / times)
    return {name: median(each) for name, each in seconds.items()}


def verdict(ratio: float, target: float) -> str:
    return f"{ratio:5.2f} (to reach: {target:g}{'' if ratio <= target else ', missed'})"
