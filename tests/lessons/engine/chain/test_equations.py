"""The equations of a network: which, in what order, in which shape, and from which lines of core."""

from pathlib import Path

import pytest

from core.network import Network
from lessons.engine.chain.equations import derive
from lessons.engine.forms.latex import latex, name_latex
from lessons.registry import NETWORKS

ROOT = Path(__file__).parents[4]


def test_forward_in_order_then_backward_as_core_computes_it():
    names = [e.name for e in derive(Network.from_text("5-4-relu-3-tanh-2"))]
    forward = ["z1", "a1", "z2", "a2", "z3", "p", "L"]
    backward = ["dz3", "dW3", "db3", "da2", "dz2", "dW2", "db2", "da1", "dz1", "dW1", "db1", "dx"]
    assert names == forward + backward


def test_shapes_and_places():
    network = Network.from_text("5-4-relu-3")
    equations = {e.name: e for e in derive(network)}
    assert [str(s) for s in equations["z1"].shape] == ["N", "4"]
    assert equations["dW2"].shape == (4, 3)
    assert equations["L"].shape == ()
    assert [equations[name].layer for name in ("z1", "a1", "p", "L", "dz2", "da1", "dz1", "dx")] == [
        0,
        1,
        None,
        None,
        None,
        2,
        1,
        0,
    ]
    for parameter in network.parameters:
        assert equations[f"d{parameter.name}"].shape == parameter.shape


def test_what_a_student_reads():
    equations = {e.name: e for e in derive(Network.from_text("784-16-relu-10"))}
    assert equations["dW1"].latex() == (
        r"\frac{\partial L}{\partial W_{ij}^{(1)}} = \sum_{n} x_{ni} \, \delta_{nj}^{(1)}"
    )
    assert name_latex("dW1") == r"\frac{\partial L}{\partial W^{(1)}}"
    assert name_latex("da1") == r"\frac{\partial L}{\partial a^{(1)}}"
    assert latex(equations["dW1"].matrix, whole=True) == r"x^{\top} \, \delta^{(1)}"
    assert latex(equations["da1"].matrix, whole=True) == r"\delta^{(2)} \, W^{(2)\top}"
    assert equations["dz2"].latex() == r"\delta_{nk}^{(2)} = \frac{1}{N} \left(p_{nk} - y_{nk}\right)"
    lines = [
        "z1 = x @ W1 + b1",
        "dW1 = x.T @ dz1",
        "db1 = dz1.sum(axis=0)",
        "da1 = dz2 @ W2.T",
        "dz1 = da1 * (z1 > 0)",
        "dz2 = (p - y) / N",
    ]
    for line in lines:
        assert equations[line.partition(" ")[0]].numpy == line
    assert "∂L/∂p" not in equations
    assert any(r"\frac{\partial L}{\partial p_{nk}}" in row for row in equations["dz2"].aligned().split(r"\\[6pt]"))


def test_a_sum_that_runs_past_an_array_says_so():
    network = Network.from_text("1x6x6-conv2x3x3s1p1-bn-relu-maxpool2-conv2x2x2-avgpool2-flatten-3")
    said = {e.name for e in derive(network) if any("counts as 0 beyond its edges" in why for why in e.reasons)}
    assert said == {"dv0", "ds1", "dx"}  # what the convolutions read, and the row from which the image was made


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_the_source_is_what_stands_in_core(network):
    for equation in derive(network):
        for source in equation.source:
            lines = (ROOT / source.file).read_text().splitlines()[source.line - 1 :]
            assert [line.strip() for line in source.text.splitlines()] == [
                line.strip() for line in lines[: source.text.count("\n") + 1]
            ]


def test_the_source_computes_that_equation():
    text = {e.name: e.source[0].text for e in derive(Network.from_text("1x6x6-conv2x3x3-bn-relu-maxpool2-flatten-3"))}
    assert text["dW2"].startswith("dW = matmul(x.T, dy)")
    assert text["db2"].startswith("db = dy.sum(axis=0)")
    assert text["dv1"].startswith("return matmul(dy, W.T)")
    assert text["z1"].startswith("matmul(kernels, ")
    assert "dcorner" in text["da1"]
    assert text["dgamma1"].startswith("dgamma = ")
    assert text["mu1"].startswith("mean = ")
