"""What every walk says where it begins and where it ends: the loss, the first blame, the step, and everybody else."""

import numpy as np

from lessons.page.one_step import Readings
from lessons.page.stop import Graph, part, share, slope, three, value


def how_wrong(p_truth: float, loss: float) -> tuple[str, ...]:
    """The loss of one digit, and why it is a logarithm."""
    return (
        "To get better, a network needs one number that says how wrong it was: the *loss*, L. Of the ten shares it "
        f"looks at one, what the truth got: p = {share(p_truth, 'truth')}.",
        f"The loss is minus the natural logarithm of that share: −ln\N{NO-BREAK SPACE}{p_truth:.4f} = "
        f"[{three(loss)}]{{loss}}. What the others got, the truth did not: so one share says it all.",
        "Why a logarithm? To be only half as sure of the truth costs the same everywhere, 0.69: from 50 to 25 % as "
        "from 2 to 1 %. The second is a far shorter way, for the same price, so the loss is steeper there; and it "
        "should be, for to give the truth next to nothing is to have all but ruled it out.",
    )


def curve_of_loss(p_truth: float, loss: float, truth: int) -> Graph:
    """The loss over the share that the truth gets."""
    grid = np.linspace(0.005, 1, 200)
    return Graph(grid, -np.log(grid), f"share that the {truth} gets", "loss", points=((p_truth, loss, three(loss)),))


def softmax(z, p, truth: int, rival: int) -> tuple[str, ...]:
    """How ten sums become ten shares."""
    e = np.exp(z)
    return (
        "Go to the end, where the question is easiest: nothing but the loss comes after. Each of the ten sums, z, "
        "becomes e to the power of z, which is never negative. A digit's share p is its part of the total of all ten. "
        "This is *softmax*.",
        f"The {rival} has z = {value(z[rival])}, and e to that is {three(e[rival])}; the {truth} has "
        f"{value(z[truth])} and {three(e[truth])}. The total is {three(e.sum())}. So the {rival} gets "
        f"{three(e[rival])} / {three(e.sum())} = {share(p[rival])}, and the {truth} gets "
        f"{share(p[truth], 'truth')} (all rounded).",
        f"The loss is −ln of the {truth}'s part. Its e to the z is divided by the total; the logarithm of a "
        "quotient is a difference, and ln undoes e. So the loss is **ln (total) − z**, with the z of the truth.",
    )


def blame(p, truth: int, rival: int) -> tuple[str, ...]:
    """Why the blame of a sum is p − y."""
    d = p - (np.arange(len(p)) == truth)
    return (
        f"Raise the sum of the {rival} by a little, h. Its e to the z grows by itself times h (e is the number for "
        f"which that is so), and the total by as much. A logarithm grows by the growth divided by what there was: "
        f"here by the {rival}'s share of the total, times h. So for the {rival} the slope of the loss is "
        f"{slope(d[rival])}.",
        f"Raise the sum of the {truth}: ln (total) grows by its share, {part(p[truth])} h, but the loss also takes "
        f"off z, a whole h. The slope is {part(p[truth])} − 1 = {slope(d[truth])}. All ten have one, though the "
        f"loss looks at one share: each sum is in the total, and takes its part away from the {truth}.",
        "Each slope is **what its digit got, p, less what it should have got, y**: 1 for the truth, 0 for the "
        "rest. We call it the *blame* of that sum; books say *error signal* and write δ. Positive, and the sum "
        "was too large; negative, and it was too small.",
    )


def everybody(crowd: Readings, ours: str, example: str = "") -> tuple[str, ...]:
    """What the step did to all other digits, said as it is, whether it helped them or not."""
    right = crowd.was_right.mean(), crowd.is_right.mean()
    before, after = crowd.loss_before, crowd.loss_after
    fared = (
        f"So they lost by it: their mean loss rose from {three(before)} to [{three(after)}]{{loss}}."
        if after > before
        else f"So this time they gained by it: their mean loss fell from {three(before)} to [{three(after)}]{{loss}}."
    )
    count = (
        " (The share that is read right moved the other way. It counts only who crosses the line, and hides how the "
        "rest have moved: the loss sees all of them.)"
        if (right[1] - right[0]) * (after - before) > 0
        else ""
    )
    return (
        f"All digits go through the **same** weights. Of the {len(crowd):,} test digits, {crowd.less:,} are now "
        f"less sure of the truth than they were. {len(crowd.lost)} that were read right are read wrong, and "
        f"{len(crowd.gained)} that were wrong are right: {100 * right[0]:.2f} % right before, "
        f"{100 * right[1]:.2f} % after. {fared}{count}{example}",
        f"The step was made for {ours} alone; nobody asked the others, so whether it helps or harms them is luck. In "
        "training one does not leave it to luck: one takes the mean of the gradients of many digits, a *mini-batch* of "
        "dozens or hundreds, and steps against that. What many of them ask for remains in the mean, and what only one "
        "asks for all but vanishes.",
        "And one steps on training digits. A test digit is kept to judge by: this step was a demonstration.",
    )
