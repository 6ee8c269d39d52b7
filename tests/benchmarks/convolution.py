"""A training step of LeNet-5 beside PyTorch."""

from tests.benchmarks import contenders
from tests.benchmarks.timing import in_turn, verdict

LENET = "1x28x28-conv6x5x5-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"


def main(rounds: int = 9) -> None:
    print("\nLeNet-5, a training step with SGD, in µs")
    for size, target in [(32, 0.6), (64, 0.8)]:
        rivals = {"core": contenders.core(LENET, size, "sgd"), "torch": contenders.torch(LENET, size, "sgd", True, 1)}
        seconds = in_turn(rivals, times=5, rounds=rounds)
        print(f"batch {size}: core {1e6 * seconds['core']:.0f}  PyTorch, one thread {1e6 * seconds['torch']:.0f}  ", end="")
        print(verdict(seconds["core"] / seconds["torch"], target))
