"""A loss says in one number how wrong a batch of outputs is, averaged over its examples."""

from dataclasses import dataclass

import numpy as np


def one_hot(labels, classes, dtype=np.float64):
    """The target rows y of whole-number labels: 1 at the label, 0 elsewhere, shape (N, classes)."""
    y = np.zeros((len(labels), classes), dtype)
    y[np.arange(len(labels)), labels] = 1
    return y


@dataclass(frozen=True)
class SoftmaxCrossEntropy:
    """Softmax turns logits into probabilities; cross-entropy asks how much the right class got.

    p_nk = e^z_nk / Σ_m e^z_nm             forward
    L    = −1/N Σ_n Σ_k y_nk log p_nk
    dz   = (p − y) / N                     backward, for rows of y that sum to one
    """

    def output(self, z):  # z (N, K)
        e = np.exp(z - z.max(axis=1, keepdims=True))  # shifted by max z so that exp cannot overflow
        return e / e.sum(axis=1, keepdims=True)

    def value(self, z, y):
        shifted = z - z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -(y * log_p).sum() / len(y)

    def gradient(self, p, y):
        return (p - y) / len(y)  # (N, K)
