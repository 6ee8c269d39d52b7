"""Normalisation, told there and back: a unit is measured against others, and so feeds all of them."""

from typing import Any

import numpy as np

from core.batchnorm import BatchNorm, Standardize
from lessons.engine.chain.equations import inner_names
from lessons.page.counted import part_of
from lessons.page.stop import Sheet, Sheets, Stop, Strand, slope, three, value, weight
from lessons.walks.passage import Passage, capital

IN_USE = (
    "Among other digits the same one would get another x̂. In use a digit comes alone: then a mean and a variance "
    "stand in that were kept on the way, running averages over "
    "many mini-batches."
)


class Measured:
    """One unit of a batch normalisation, on all numbers that share its mean and variance."""

    def __init__(self, s: Passage, k: int):
        layer, a = s.layers[k], s.arrays
        self.source, self.out = s.wires[k], s.wires[k + 1]
        own_names = inner_names(s.network, k) | {q.letter: q.name for q in s.network.parameters if q.layer == k}
        self.mu, self.var, self.xhat, self.g, self.b = (own_names[q] for q in ("mu", "var", "xhat", "gamma", "beta"))
        self.image, self.rows = len(s.shapes[k]) == 3, not isinstance(layer, BatchNorm)  # of the units of one digit
        strength = np.abs(s.one(f"d{self.source}"))
        at = [int(q) for q in np.unravel_index(int(strength.argmax()), strength.shape)]
        self.unit, self.at = at[0], at
        pick = (lambda v: v[0]) if self.rows else (lambda v: v[self.unit].ravel() if self.image else v[:, self.unit])
        self.x, self.hat, self.du, self.dx = (
            pick(a[name]) for name in (self.source, self.xhat, f"d{self.out}", f"d{self.source}")
        )
        own = 0 if self.rows else self.unit
        self.gamma = a[self.g] if self.rows else np.full(len(self.x), a[self.g][own])
        self.beta = float(a[self.b][at[0]])
        self.mean, self.variance = float(a[self.mu][own]), float(a[self.var][own])
        self.spread = float(np.sqrt(self.variance + layer.epsilon))
        self.dhat, self.dvar, self.dmu = (
            self.gamma * self.du,
            float(a[f"d{self.var}"][own]),
            float(a[f"d{self.mu}"][own]),
        )
        # where this digit stands among the numbers that share the mean
        self.here = (
            at[0]
            if self.rows
            else int(np.ravel_multi_index((*at[1:], 0), a[self.source][0].shape))
            if self.image
            else 0
        )
        self.count = len(self.x)
        self.whose = "this digit's layer" if self.rows else f"{'map' if self.image else 'unit'} {self.unit}"
        self.others = (
            "one for each unit of this digit"
            if self.rows
            else f"all places of {s.together} digits"
            if self.image
            else f"one for each of {s.together} digits"
        )
        self.shape = np.shape(a[self.source])[1:]

    def called(self, q: int) -> str:
        if self.rows:
            return f"unit {q}"
        if not self.image:
            return f"digit {q}" if q else "this digit"
        row, column, n = (int(v) for v in np.unravel_index(q, self.shape))
        return f"({row}, {column}) of {f'digit {n}' if n else 'this digit'}"

    def chosen(self) -> tuple[int, ...]:
        """The numbers that the stage shows: this digit's, and those whose blame is largest."""
        if self.count <= 16:
            return tuple(range(self.count))
        order = dict.fromkeys([self.here, *map(int, np.argsort(-np.abs(self.dhat), kind="stable"))])
        return tuple(sorted(list(order)[:12]))

    def sheet(self, name: str, caption: str, numbers, rings=()) -> Sheet:
        shown = self.chosen()
        names = () if self.rows else tuple(self.called(q) for q in shown)
        return Sheet(
            name,
            caption,
            numbers[list(shown)],
            shown,
            self.count,
            float(np.abs(numbers).max()) or 1.0,
            tuple(rings),
            names=names,
        )

    def moment(self, name: str, caption: str, number: float) -> Sheet:
        return Sheet(name, caption, np.array([number]), (0,), 1, abs(number) or 1.0, (0,), names=("",))


def there(s: Passage, k: int) -> tuple[Stop, ...]:
    if isinstance(s.layers[k], Standardize):
        return (in_use_there(s, k),)
    """The way forward through a normalisation."""
    if isinstance(s.layers[k], Standardize):
        return ()
    m = Measured(s, k)
    low, high = float(m.x.min()), float(m.x.max())
    z, hat, u = float(m.x[m.here]), float(m.hat[m.here]), float(m.gamma[m.here] * m.hat[m.here] + m.beta)
    lines = tuple(Strand(q, 0, float(m.x[q] / m.count)) for q in m.chosen())
    back = tuple(Strand(0, q, -m.mean) for q in m.chosen())
    letter = m.source[0]
    letters = "n counts the digits, j the units." if not m.image and not m.rows else ""
    batch = (
        f"{s.together} digits go through this network together, a *mini-batch*; yours is the first. "
        if not m.rows
        else ""
    )
    at = s.part_of(k)
    arriving = m.sheet(m.source, f"{m.whose}: {letter}", m.x, (m.here,))
    return (
        Stop(
            "The mean of a mini-batch" if not m.rows else "The mean of a layer",
            (
                f"{batch}Take the {m.count:,} numbers of {m.whose}, {m.others}. They lie between {value(low)} and "
                f"{value(high)}.",
                f"Their **mean** is μ = {value(m.mean)}. Their **variance**, the mean of the squared distances from "
                f"that, is σ² = {value(m.variance)}. Its root, the **spread**, says how far they lie from the mean, "
                f"typically: {value(m.spread)}. (Squared, so that too low counts like too high; the root undoes the "
                f"square.)",
                "All of them feed these two numbers. It will matter on the way back."
                + ("" if m.rows else " (One digit alone would be its own mean, and nothing of it would be left.)"),
            ),
            Sheets((arriving, m.moment(m.mu, "mean μ", m.mean)), (lines,), at=at),
            f"moments-{m.out}",
            (m.mu, m.var),
            letters,
            m.mu,
        ),
        Stop(
            "Measured against the others",
            (
                f"Each number is then told as its distance from the mean, in spreads. {capital(m.called(m.here))} has "
                f"{letter} = {value(z)}, so x̂ = {_apart(z, m.mean)} / {three(m.spread)} = {value(hat)}.",
                "So every unit lives on one scale, whatever the layers before it do, and one learning rate suits all. "
                "(The small number added to σ², ε, keeps the root from 0 where all are equal.)"
                + ("" if m.rows else f" {IN_USE}"),
                "But a scale that is always the same may not be what the next layer needs. So two learned numbers "
                "choose another spread, γ, and another mean, β: "
                f"u = γ · x̂ + β = {weight(m.gamma[m.here])} · {value(hat)} + {weight(m.beta)} = {value(u)}.",
            ),
            Sheets(
                (arriving, m.moment(m.mu, "mean μ", m.mean), m.sheet(m.xhat, "x̂", m.hat, (m.here,))),
                ((), back),
                at=at,
            ),
            f"measured-{m.out}",
            (m.xhat, m.out),
            letters,
            m.xhat,
        ),
    )


def _apart(z: float, mean: float) -> str:
    """z less its mean."""
    return f"({three(z)} {'−' if mean >= 0 else '+'} {three(abs(mean))})"


def _straight(s: Passage, k: int) -> tuple[str, str, int, int, Any]:
    """Of a normalisation in use: its wires, the unit with most blame and its place, and what each unit is divided "
    "by."""
    layer = s.layers[k]
    strength = np.abs(s.one(f"d{s.wires[k]}"))
    here = int(strength.argmax())
    unit = int(np.unravel_index(here, strength.shape)[0])
    return s.wires[k], s.wires[k + 1], here, unit, np.sqrt(layer.variance + layer.epsilon)


def in_use_there(s: Passage, k: int) -> Stop:
    """The way forward where mean and spread stand fixed."""
    source, out, here, unit, spread = _straight(s, k)
    own = inner_names(s.network, k) | {q.letter: q.name for q in s.network.parameters if q.layer == k}
    z, hat, u = (float(s.one(name).ravel()[here]) for name in (source, own["xhat"], out))
    g, b, mean = float(s.arrays[own["gamma"]][unit]), float(s.arrays[own["beta"]][unit]), float(s.layers[k].mean[unit])
    place = s.place(source, here)
    return Stop(
        "Measured by what it met in training",
        (
            f"Each sum is told as its distance from a mean, μ, divided by a spread. {capital(s.said(source, here))} "
            f"has z = {value(z)}, so x̂ = {_apart(z, mean)} / {three(spread[unit])} = {value(hat)}. So every "
            f"unit lives on one scale, whatever the layers before it do.",
            f"Two learned numbers choose another spread, γ, and another mean, β: u = γ · x̂ + β = {weight(g)} · "
            f"{value(hat)} + {weight(b)} = {value(u)}.",
            "Whose mean and spread? While the network learned, those of each *mini-batch*, the digits that went "
            "through together. A digit that comes alone has no others, so their running averages were kept, and stand "
            "fixed now.",
        ),
        Sheets((s.sheet(source, places=(place,)), s.sheet(out, places=(place,))), at=s.part_of(k)),
        f"measured-{out}",
        (own["xhat"], out),
        "",
        own["xhat"],
    )


def in_use(s: Passage, k: int, again: bool) -> Stop:
    """The way back where mean and spread stand fixed: one way, and what it was in training."""
    source, out, here, unit, spread = _straight(s, k)
    own = inner_names(s.network, k) | {q.letter: q.name for q in s.network.parameters if q.layer == k}
    arriving, passing = (float(s.one(f"d{wire}").ravel()[here]) for wire in (out, source))
    g = float(s.arrays[own["gamma"]][unit])
    place = s.place(source, here)
    shown = s.matter(source, [place]) if isinstance(place, int) else ()
    back = s.one(f"d{source}")
    lines = tuple(Strand(q, q, float(back[q])) for q in shown if back[q]) or (Strand(place, place, passing),)
    says = (
        f"Mean and spread are fixed here, so a little more z makes u larger by that little, times γ / spread: "
        f"{weight(g)} / {three(spread[unit])} = {three(g / spread[unit])} at {s.said(source, here)}. So its blame "
        f"is multiplied by that: {slope(arriving)} · {three(g / spread[unit])} = {slope(passing)}. γ is a weight on "
        "x̂ and β a bias: blame times x̂ for the one, the blame for the other.",
        "In training it was otherwise. There μ and σ² were worked out from the mini-batch, so each digit moved the "
        "x̂ of **all** the others, and its blame depended on what they asked for. And adding the same to all of "
        "them changed nothing, for their mean took it off again: so the blames of a unit added up to 0 over the "
        "batch, and a bias before it had no gradient. Alone, as here, it has one.",
        "(The walk of a normalised network that nobody has trained takes that way, path by path.)",
    )
    return Stop(
        "Back through the normalisation" + (", again" if again else ""),
        says[:1] if again else says,
        Sheets(
            (
                s.sheet(source, back=True, places=(place,), among=shown),
                s.sheet(out, back=True, places=(place,), among=shown),
            ),
            (lines,),
            "blame",
            s.part_of(k),
        ),
        f"meet-{out}",
        (f"d{source}",),
        "",
        f"d{source}",
    )


def told(s: Passage, k: int, again: bool) -> tuple[Stop, ...]:
    if isinstance(s.layers[k], Standardize):
        return (in_use(s, k, again),)
    m = Measured(s, k)
    straight = m.dhat[m.here] / m.spread
    through_variance = m.dvar * 2 * (m.x[m.here] - m.mean) / m.count
    through_mean = m.dmu / m.count
    arriving = m.sheet(f"d{m.xhat}", "blame of x̂", m.dhat, (m.here,))
    at = s.part_of(k)
    parts = m.dhat * m.hat
    paths = -(m.dhat + m.hat[m.here] * parts) / (m.count * m.spread)  # of δ here, from every x̂
    paths[m.here] += straight
    one, two = (int(q) for q in np.argsort(-np.abs(parts))[:2])
    factor = -0.5 / m.spread**2
    a, b = (int(q) for q in np.argsort(-np.abs(m.dhat))[:2])
    quiet = next((q for q in range(m.count) if m.dhat[q] == 0 and m.dx[q]), None)
    silent = (
        ""
        if quiet is None
        else f" (Even {m.called(quiet)}, whose own x̂ has no blame, gets {slope(m.dx[quiet])}: it moves the mean and "
        f"the "
        "spread of the others.)"
    )
    dgamma, dbeta = (float(s.arrays[f"d{name}"][m.at[0]]) for name in (m.g, m.b))
    shared = "" if m.rows else " Each was used once on every one of the numbers, so its gradient adds up:"
    stops = [
        Stop(
            "Back through γ and β",
            (
                f"At u of {m.whose}, {m.called(m.here)}, {slope(m.du[m.here])} arrives. u was γ · x̂ + β, with γ = "
                f"{weight(m.gamma[m.here])}: nudge x̂, and u moves γ times as far. So the blame of x̂ is "
                f"{slope(m.du[m.here])} · {weight(m.gamma[m.here])} = {slope(m.dhat[m.here])}.",
                f"γ and β are learned, too. γ is a weight on x̂, β a bias.{shared} the blame of u times x̂ for γ, "
                f"{slope(dgamma)} in all, and the blame of u itself for β, {slope(dbeta)}.",
            ),
            Sheets(
                (arriving, m.sheet(f"d{m.out}", "blame arriving at u", m.du, (m.here,))),
                (tuple(Strand(q, q, float(m.dhat[q])) for q in m.chosen()),),
                "blame",
                at,
            ),
            f"scale-{m.out}",
            (f"d{m.xhat}", f"d{m.g}", f"d{m.b}"),
            "",
            f"d{m.xhat}",
        ),
        Stop(
            "Three ways: the variance first",
            (
                f"{capital(m.called(m.here))} reached the loss in three ways: straight through its own x̂, and, "
                f"because μ and σ² were worked out from it as well, through those, into the x̂ of **all** {m.count:,}. "
                "So we take the three in turn, from the end: the variance, the mean, and what is straight.",
                "Make σ² a little larger: each x̂ is divided by the root of more, and shrinks towards 0. A root grows "
                "by half the share that what is under it grows by: so x̂ loses x̂ / (2 (σ² + ε)) for each 1. So each "
                f"returns its blame times x̂, and all of that times −1 / (2 (σ² + ε)) = {three(factor)}. From "
                f"{m.called(one)} comes {slope(m.dhat[one])} · {value(m.hat[one])} = {slope(parts[one])}, from "
                f"{m.called(two)} {slope(m.dhat[two])} · {value(m.hat[two])} = {slope(parts[two])}; all {m.count:,} "
                f"make {slope(parts.sum())}. Times the factor: {slope(parts.sum())} · {three(factor)} = "
                f"{slope(m.dvar)}.",
            ),
            Sheets(
                (m.moment(f"d{m.var}", "blame of σ²", m.dvar), arriving),
                (tuple(Strand(0, q, float(factor * parts[q])) for q in m.chosen()),),
                "blame",
                at,
            ),
            f"variance-{m.out}",
            (f"d{m.var}",),
            f"The sum goes over all {m.count:,}.",
            f"d{m.var}",
        ),
        Stop(
            "Then the mean",
            (
                f"Make μ a little larger: it is taken off in all {m.count:,}, so every x̂ falls by that, divided by "
                f"the spread: by 1 / {three(m.spread)} = {three(1 / m.spread)} for each 1. Add up the blames: "
                f"{slope(m.dhat[a])} from {m.called(a)}, {slope(m.dhat[b])} from {m.called(b)}; all {m.count:,} make "
                f"{slope(m.dhat.sum())}. Times −1 / spread, for x̂ falls: {slope(m.dhat.sum())} · "
                f"{three(-1 / m.spread)} = {slope(m.dmu)}.",
                "Does μ not move σ² as well? Squared distances are least when measured from the mean itself: right "
                "there their curve is flat. So that path brings nothing.",
            ),
            Sheets(
                (m.moment(f"d{m.mu}", "blame of μ", m.dmu), arriving),
                (tuple(Strand(0, q, float(-m.dhat[q] / m.spread)) for q in m.chosen()),),
                "blame",
                at,
            ),
            f"mean-{m.out}",
            (f"d{m.mu}",),
            f"The sum goes over all {m.count:,}.",
            f"d{m.mu}",
        ),
        Stop(
            "The three ways meet",
            (
                f"Now {m.called(m.here)}. Straight: its x̂ moves by 1 / spread, so {slope(m.dhat[m.here])} / "
                f"{three(m.spread)} = {slope(straight)}. Through the mean: μ moves by {part_of(m.count)} of that, so "
                f"{slope(m.dmu)} / {m.count:,} = {slope(through_mean)}. Through the variance: σ² moves by twice its "
                f"distance from the mean, {value(m.x[m.here] - m.mean)}, {part_of(m.count)} of that: {slope(m.dvar)} "
                f"· 2 · {three(m.x[m.here] - m.mean)} / {m.count:,} = {slope(through_variance)}. One nudge goes all "
                f"three ways at once, "
                f"so they are added: δ = {slope(m.dx[m.here])}.{silent}",
                "The way through the mean takes off what the blames have in common, the way through the variance what "
                "grows with x̂: to shift all numbers, or to spread them, is measured away. So each depends on what all "
                f"the others asked for. And the {m.count:,} blames add up to 0: add the same to all numbers, and the "
                "mean takes it off again. That is why the bias of the layer before has a gradient of 0.",
            ),
            Sheets(
                (m.sheet(f"d{m.source}", f"{m.whose}: blame δ", m.dx, (m.here,)), arriving),
                (tuple(Strand(m.here, q, float(paths[q])) for q in m.chosen()),),
                "blame",
                at,
            ),
            f"meet-{m.out}",
            (f"d{m.source}",),
            "",
            f"d{m.source}",
            "" if m.rows or m.image else f"d{m.source},0,{m.unit}",
        ),
    ]
    return tuple(stops)
