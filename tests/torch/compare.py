"""Core beside PyTorch: the same gradients, and the same parameters after ten steps.

`python -m pytest tests/torch/compare.py`; it needs the extra `bench`. The plain run of the tests,
which looks for files called test_*, passes it by.
"""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.config import Config
from core.datasets import Digits, Split
from core.diagnosis import diagnose
from core.diagnosis.files import diagnose_file
from core.export.pytorch import save_npz, sequential, state_dict
from core.losses import one_hot
from core.network import Network
from core.orders import shuffled
from core.training import Run, train
from dashboard.views.mine.recipes import JAX, PYTORCH

nn = torch.nn

NETWORKS = [
    "784-32-relu-16-relu-10",
    "784-12-sigmoid-12-tanh-12-leaky-12-elu-12-gelu-12-softplus-12-identity-10",
    "784-20-bn-relu-20-ln-relu-10",
    "1x28x28-conv6x5x5-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10",
    "1x28x28-conv4x4x3s2p1-bn-elu-avgpool2-conv6x3x3p2-tanh-flatten-10",
]
TOLERANCE = {np.float32: 1e-5, np.float64: 1e-12}


def twin(network, theta):
    """The same network in PyTorch, with the same parameters."""
    model = eval(sequential(network), {"nn": nn})
    model.to(torch.from_numpy(theta).dtype)
    model.load_state_dict(
        {name: torch.from_numpy(array.copy()) for name, array in state_dict(network, theta).items()}, strict=False
    )
    return model


def flat(model, network, of):
    """PyTorch's parameters, or their gradients, laid out as θ."""
    pieces = []
    for child in model:
        for parameter in child.parameters():
            array = of(parameter).detach().numpy()
            pieces.append((array.T if isinstance(child, nn.Linear) else array).reshape(-1))
    return np.concatenate(pieces)


def digits(dtype, n=320):
    rng = np.random.default_rng(0)
    return Split((rng.random((n, 784)) * (rng.random((n, 784)) < 0.3)).astype(dtype), rng.integers(10, size=n))


def close(ours, theirs, tolerance):
    assert np.abs(ours - theirs).max() <= tolerance * np.abs(theirs).max()


def start(text, dtype, **settings):
    run = Run.start(Config(network=text, batch_size=32, epochs=1, validation=0, schedule="constant", **settings), dtype)
    run.theta += (0.01 * np.random.default_rng(1).standard_normal(len(run.theta))).astype(dtype)  # biases too
    return run


@pytest.mark.parametrize("dtype", TOLERANCE, ids=lambda dtype: dtype.__name__)
@pytest.mark.parametrize("text", NETWORKS)
def test_gradients(text, dtype):
    network, theta, data = Network.from_text(text), start(text, dtype).theta, digits(dtype, 32)
    trace, model = network.trace(theta, data.images, data.labels), twin(network, theta)
    x = torch.from_numpy(data.images).requires_grad_()
    loss = nn.functional.cross_entropy(model(x), torch.from_numpy(data.labels))
    loss.backward()
    assert float(trace.loss) == pytest.approx(loss.item(), rel=TOLERANCE[dtype])
    close(trace.gradient, flat(model, network, lambda p: p.grad), TOLERANCE[dtype])
    close(trace.grads[0], x.grad.numpy(), TOLERANCE[dtype])


def test_an_exported_network_predicts_the_same(tmp_path):
    run, data = start("784-20-bn-relu-dropout0.5-12-ln-gelu-10", np.float64, learning_rate=0.01), digits(np.float64)
    list(train(run, Digits(data, data, data)))
    save_npz(tmp_path / "a.npz", run.network, run.theta)
    model = eval(sequential(run.network), {"nn": nn}).double().eval()
    with np.load(tmp_path / "a.npz") as file:
        model.load_state_dict({name: torch.from_numpy(array) for name, array in file.items()}, strict=True)
    p = model(torch.from_numpy(data.images)).softmax(dim=1).detach().numpy()
    close(run.network.predict(run.theta, data.images), p, 1e-12)


OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.01),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.01, eps=1e-8),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-8),
    "adam": lambda p: torch.optim.Adam(p, lr=0.01),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.01),
}


def ten_steps(text, dtype, optimizer, **settings):
    """θ after ten steps, by core and by PyTorch."""
    run, data = start(text, dtype, optimizer=optimizer, learning_rate=0.01, **settings), digits(dtype)
    network = run.config.build_network()
    model, order = twin(network, run.theta), shuffled(run.config.seed, 0, 320)
    list(train(run, Digits(data, data, data)))
    rule, smoothing = OPTIMIZERS[optimizer](model.parameters()), settings.get("label_smoothing", 0.0)
    for k in range(0, 320, 32):
        batch = order[k : k + 32]
        rule.zero_grad()
        z, labels = model(torch.from_numpy(data.images[batch])), torch.from_numpy(data.labels[batch])
        nn.functional.cross_entropy(z, labels, label_smoothing=smoothing).backward()
        if settings.get("clip"):
            gradients = [parameter.grad for parameter in model.parameters()]
            shrink = min(
                1.0, settings["clip"] / nn.utils.get_total_norm(gradients)
            )  # clip_grad_norm_ adds 1e-6 to the norm
            for gradient in gradients:
                gradient *= shrink
        rule.step()
    return run.theta, flat(model, network, lambda p: p)


@pytest.mark.parametrize("dtype", TOLERANCE, ids=lambda dtype: dtype.__name__)
@pytest.mark.parametrize("text", NETWORKS)
def test_ten_steps_of_every_network(text, dtype):
    close(*ten_steps(text, dtype, "sgd"), TOLERANCE[dtype])


@pytest.mark.parametrize("settings", [{}, {"label_smoothing": 0.1, "clip": 0.5}], ids=str)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_ten_steps_of_every_optimizer(optimizer, settings):
    ours, theirs = ten_steps(NETWORKS[0], np.float64, optimizer, **settings)
    close(ours, theirs, 1e-12)


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        (
            "binary cross-entropy",
            lambda z, y: nn.functional.binary_cross_entropy_with_logits(z, y, reduction="sum") / len(z),
        ),
        ("quadratic", lambda z, y: nn.functional.mse_loss(z, y, reduction="sum") / (2 * len(z))),
    ],
)
def test_losses(name, theirs):
    config = Config(network="784-20-tanh-10-sigmoid", loss=name)
    network, data = config.build_network(), digits(np.float64, 32)
    theta = np.random.default_rng(1).standard_normal(network.size) * 0.1
    trace, model = network.trace(theta, data.images, data.labels), twin(network, theta)
    loss = theirs(model(torch.from_numpy(data.images)), torch.from_numpy(one_hot(data.labels, 10)))
    loss.backward()
    assert float(trace.loss) == pytest.approx(loss.item(), rel=1e-12)
    close(trace.gradient, flat(model, network, lambda p: p.grad), 1e-12)


def test_a_network_in_use_loads_into_pytorch_with_its_statistics():
    run, data = start("784-20-bn-relu-10", np.float64), digits(np.float64)
    list(train(run, Digits(data, data, data)))
    model = nn.Sequential(nn.Linear(784, 20), nn.BatchNorm1d(20), nn.ReLU(), nn.Linear(20, 10)).double()
    model.load_state_dict({name: torch.from_numpy(array) for name, array in state_dict(run.network, run.theta).items()})
    model.eval()
    with torch.no_grad():
        p = model(torch.from_numpy(data.images)).softmax(1).numpy()
    np.testing.assert_allclose(run.network.predict(run.theta, data.images), p, rtol=1e-10)


@pytest.mark.parametrize("text", ["784-20-bn-relu-10", "1x28x28-conv4x5x5-bn-relu-flatten-10"])
def test_running_statistics(text):
    run, data = start(text, np.float64, optimizer="sgd", learning_rate=0.01), digits(np.float64)
    run, network = replace(run, config=replace(run.config, order="as filed")), run.config.build_network()
    model = twin(network, run.theta)
    list(train(run, Digits(data, data, data)))
    rule = OPTIMIZERS["sgd"](model.parameters())
    for k in range(0, 320, 32):
        rule.zero_grad()
        nn.functional.cross_entropy(
            model(torch.from_numpy(data.images[k : k + 32])), torch.from_numpy(data.labels[k : k + 32])
        ).backward()
        rule.step()
    (layer,) = (child for child in model if isinstance(child, nn.BatchNorm1d | nn.BatchNorm2d))
    close(run.statistics[0], np.stack([layer.running_mean.numpy(), layer.running_var.numpy()]), 1e-12)


def brought(lines: str, tmp_path, monkeypatch, **names):
    """The diagnosis of the file that a recipe of the page “Check mine” writes, and of one with a line changed."""
    monkeypatch.chdir(tmp_path)
    rng = np.random.default_rng(0)
    x, labels = rng.random((16, 784), np.float32), rng.integers(10, size=16)
    exec(lines, {"np": np, **{name: make(x, labels) for name, make in names.items()}})
    return diagnose_file(tmp_path / "mine.npz")


@pytest.mark.parametrize(("changed", "kinds"), [("", ()), (", reduction='sum'", ("1/N missing",))])
def test_the_recipe_for_pytorch(tmp_path, monkeypatch, changed, kinds):
    torch.manual_seed(0)
    found = brought(
        PYTORCH.replace("labels).backward", f"labels{changed}).backward"), tmp_path, monkeypatch,
        nn=lambda x, labels: nn,
        model=lambda x, labels: nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10)),
        x=lambda x, labels: torch.from_numpy(x),
        labels=lambda x, labels: torch.from_numpy(labels),
    )  # fmt: skip
    assert (found.kinds, len(found.findings)) == (kinds, 4)
    assert found.agrees == (not kinds), found.headline()


@pytest.mark.parametrize(("changed", "kinds"), [("mean", ()), ("sum", ("loss", "1/N missing"))])
def test_the_recipe_for_jax(tmp_path, monkeypatch, changed, kinds):
    import jax
    from jax import numpy as jnp

    rng = np.random.default_rng(1)
    shapes = {"W1": (784, 64), "b1": (64,), "W2": (64, 10), "b2": (10,)}
    start = {name: jnp.asarray(0.05 * rng.standard_normal(shape), jnp.float32) for name, shape in shapes.items()}
    found = brought(
        JAX.replace(".mean()", f".{changed}()"), tmp_path, monkeypatch,
        jax=lambda x, labels: jax,
        jnp=lambda x, labels: jnp,
        parameters=lambda x, labels: start,
        x=lambda x, labels: x,
        labels=lambda x, labels: labels,
    )  # fmt: skip
    assert len(found.findings) == 5
    assert found.agrees == (not kinds), found.headline()
    assert found.explained == bool(kinds)


@pytest.mark.parametrize("dtype", TOLERANCE, ids=lambda dtype: dtype.__name__)
@pytest.mark.parametrize("text", NETWORKS)
def test_pytorch_is_not_accused(text, dtype):
    """Every value and gradient of its pass, by its own names and in its own layouts."""
    network, theta, data = Network.from_text(text), start(text, dtype).theta, digits(dtype, 32)
    model, wires = twin(network, theta), [torch.from_numpy(data.images).requires_grad_()]
    for module in model:
        wires.append(module(wires[-1]))
        wires[-1].retain_grad()
    loss = nn.functional.cross_entropy(wires[-1], torch.from_numpy(data.labels))
    loss.backward()
    given = {"loss": loss.detach().numpy()}
    for name, wire in zip(network.wires, wires, strict=True):
        given |= {name: wire.detach().numpy(), f"d{name}": wire.grad.numpy()}
    given |= {f"{name}.grad": p.grad.numpy() for name, p in model.named_parameters()}
    found = diagnose(network, theta, data.images, data.labels, given)
    assert found.agrees, found.headline()
    assert len(found.findings) == len(given) - 1  # all but x
