"""A loss says in one number how wrong a batch of outputs is, averaged over its examples.

Each pairs an output with the measure that belongs to it, and then all three have the same
gradient, dz = (p − y) / N: the error itself.
"""

from dataclasses import dataclass

import numpy as np

from core.activations import sigmoid


def one_hot(labels, classes, dtype=np.float64):
    """The target rows y of whole-number labels: 1 at the label, 0 elsewhere, shape (N, classes)."""
    y = np.zeros((len(labels), classes), dtype)
    y[np.arange(len(labels)), labels] = 1
    return y


def targets(labels, classes, dtype=np.float64):
    """The target rows y (N, classes): those of whole-number labels (N,), or rows of any numbers, as they are given."""
    return np.asarray(labels, dtype) if np.ndim(labels) == 2 else one_hot(labels, classes, dtype)


def smooth(y, epsilon):
    """Label smoothing: a share ε of the certainty is spread over all classes.

    y ← (1 − ε) y + ε / K        Szegedy et al. 2016, section 7
    """
    return (1 - epsilon) * y + epsilon / y.shape[1]


class Loss:
    """The mean over the batch of what each example loses; the 1/N of every gradient comes from here."""

    def output(self, z):
        raise NotImplementedError

    def each(self, z, y):
        raise NotImplementedError

    def value(self, z, y):
        return self.each(z, y).sum() / len(y)

    def judge(self, z, y):
        """p and L, for those who want both."""
        return self.output(z), self.value(z, y)

    def gradient(self, p, y):
        return (p - y) / len(y)  # (N, K)

    def floor(self, y) -> float:
        """The loss of whoever answers y itself, each strictly between 0 and 1; no answer loses less (Gibbs)."""
        return float(self.value(self.logits(y), y))

    def logits(self, p):
        """A z of which p is the output."""
        raise NotImplementedError


@dataclass(frozen=True)
class SoftmaxCrossEntropy(Loss):
    """Softmax turns logits into probabilities; cross-entropy asks how much the right class got.

    p_nk = e^z_nk / Σ_m e^z_nm             forward
    L    = −1/N Σ_n Σ_k y_nk log p_nk
    dz   = (p − y) / N                     backward, for rows of y that sum to one
    """

    def softmax(self, z):  # z (N, K)
        """p and log p, from the same exponentials: they are a tenth of a small network's step."""
        shifted = z - z.max(axis=1, keepdims=True)  # so that exp cannot overflow
        e = np.exp(shifted)
        total = e.sum(axis=1, keepdims=True)
        p = e / total
        log_p = shifted - np.log(total)
        return p, log_p

    def output(self, z):
        p, _ = self.softmax(z)
        return p

    def logits(self, p):
        return np.log(p)

    def each(self, z, y):  # → (N,)
        _, log_p = self.softmax(z)
        return -(y * log_p).sum(axis=1)

    def judge(self, z, y):
        p, log_p = self.softmax(z)
        return p, -(y * log_p).sum(axis=1).sum() / len(y)


@dataclass(frozen=True)
class SigmoidCrossEntropy(Loss):
    """Each output answers its own yes-or-no question; the cross-entropies of all of them are summed.

    p_nk = 1 / (1 + e^−z_nk)                                                  forward
    L    = −1/N Σ_n Σ_k (y_nk log p_nk + (1 − y_nk) log (1 − p_nk))
         =  1/N Σ_n Σ_k (log (1 + e^z_nk) − y_nk z_nk)
    dz   = (p − y) / N                                                        backward
    """

    def output(self, z):  # z (N, K)
        return sigmoid(z)

    def logits(self, p):
        return np.log(p) - np.log1p(-p)

    def each(self, z, y):  # → (N,)
        log_one_plus_exp = z * (z > 0) + np.log1p(np.exp(np.minimum(z, -z)))  # e^z alone would overflow
        return (log_one_plus_exp - y * z).sum(axis=1)


@dataclass(frozen=True)
class Quadratic(Loss):
    """Half the squared distance between what came out and what should have.

    p = z                                     forward: the last activations are the answer
    L = 1/(2N) Σ_n Σ_k (p_nk − y_nk)²
    dz = (p − y) / N                          backward
    """

    def output(self, z):  # z (N, K)
        return z

    def logits(self, p):
        return p

    def each(self, z, y):  # → (N,)
        return ((z - y) ** 2).sum(axis=1) / 2


LOSSES: dict[str, Loss] = {
    "cross-entropy": SoftmaxCrossEntropy(),
    "binary cross-entropy": SigmoidCrossEntropy(),
    "quadratic": Quadratic(),
}
