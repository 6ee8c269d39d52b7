"""A training step of LeNet-5 beside PyTorch.

Pooling and ReLU commute: the largest of four, then ReLU, is the same number as ReLU, then the
largest of four, from a quarter of the work. Both contenders pool first; PyTorch in either order.
"""

from tests.benchmarks import contenders
from tests.benchmarks.timing import in_turn, verdict

LENET = "1x28x28-conv6x5x5-maxpool2-relu-conv16x5x5-maxpool2-relu-flatten-120-relu-84-relu-10"
RELU_FIRST = LENET.replace("maxpool2-relu", "relu-maxpool2")


def main(rounds: int = 9) -> None:
    print("\nLeNet-5, a training step with SGD, in µs")
    for size in (32, 64):
        rivals = contenders.cores(LENET, size, "sgd")
        ours = list(rivals)
        for threads in (1, 2):
            for text in (LENET, RELU_FIRST):
                rivals[f"{threads} {text}"] = contenders.torch(text, size, "sgd", True, threads)
        seconds = in_turn(rivals, times=20, rounds=rounds)
        core, torch = (min(s for name, s in seconds.items() if (name in ours) is own) for own in (True, False))
        print(f"batch {size}: core {1e6 * core:.0f}  PyTorch {1e6 * torch:.0f}, both at their best  ", end="")
        print(verdict(core / torch, 0.9))
