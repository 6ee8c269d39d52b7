"""Time to 98 % of the test digits: one recipe, core and PyTorch, seconds of one core."""

from time import process_time

import numpy as np

from core.config import Config
from core.datasets import load
from core.metrics import evaluate
from core.orders import shuffled
from core.schedules import SCHEDULES
from core.training import Run, steps_per_epoch, train
from tests.benchmarks import contenders
from tests.benchmarks.timing import verdict

RECIPE = Config(optimizer="adam", learning_rate=0.005, schedule="one-cycle", batch_size=128, epochs=5, validation=0)


def main() -> None:
    digits, rows = load(Config(validation=0)), []
    for seed in range(3):
        config = Config(**{**RECIPE.__dict__, "seed": seed})
        rows.append((*by_core(config, digits), *by_torch(config, digits)))
    core, ours, torch, theirs = np.median(rows, axis=0)
    print(f"\n{RECIPE.network}, {RECIPE.epochs} epochs, medians of three seeds:", end=" ")
    print(f"core {core:.2f} s, {ours:.2%}; PyTorch {torch:.2f} s, {theirs:.2%}")
    print(f"time to 98 %: {verdict(core / torch, 0.6)}")


def by_core(config, digits):
    run, began = Run.start(config), process_time()
    for _ in train(run, digits):
        pass
    return process_time() - began, evaluate(run.network, run.theta, digits.test).accuracy


def by_torch(config, digits):
    import torch

    torch.manual_seed(config.seed)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    x, labels = torch.from_numpy(digits.train.images), torch.from_numpy(digits.train.labels)
    model = contenders.torch_model(config.network)
    for module in model[::2]:
        torch.nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        torch.nn.init.zeros_(module.bias)
    rule, began = contenders.torch_optimizer(model, "adam", True, config.learning_rate), process_time()
    per_epoch, step = steps_per_epoch(config, len(labels)), 0
    for epoch in range(config.epochs):
        permutation = torch.from_numpy(shuffled(config.seed, epoch, len(labels)))
        for batch in permutation.split(config.batch_size):
            rule.param_groups[0]["lr"] = config.learning_rate * SCHEDULES[config.schedule](
                step / (config.epochs * per_epoch)
            )
            rule.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(model(x[batch]), labels[batch]).backward()
            rule.step()
            step += 1
    seconds = process_time() - began
    with torch.no_grad():
        guess = model(torch.from_numpy(digits.test.images)).argmax(1).numpy()
    return seconds, (guess == digits.test.labels).mean()
