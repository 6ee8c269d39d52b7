"""Two hundred ways to write a right formula, and more that look like them and are wrong."""

import re

import numpy as np
from sympy import Symbol

from lessons.derivations.differences import round_off
from lessons.derivations.edges import bias_gradient
from lessons.derivations.logits import by_its_own_logit
from lessons.derivations.logits import sample as of_logits
from lessons.derivations.paths import all_paths
from lessons.derivations.paths import sample as of_paths
from lessons.derivations.shrinking import step_of_one_weight
from lessons.engine.chain.derivation import Step
from lessons.exercises import Derive, equation, in_network


def _rate_and_variance():
    letters = ("D", "v", "q")
    return equation(
        Symbol("v_z"),
        (Step(Symbol("D") * Symbol("v") * Symbol("q")),),
        lambda seed: dict(zip(letters, (3 + seed, 0.1 + 0.1 * seed, 1.5 - 0.2 * seed), strict=True)),
        " ".join(letters),
    )


def _rounding():
    worst, letters = round_off(), ["ε", "L", "h"]

    def sample(seed):
        return dict(zip(letters, np.random.default_rng(seed).uniform(0.2, 1, 3), strict=True))

    return equation(worst.lhs, worst.steps, sample, " ".join(letters))


def _all_paths():
    return equation(all_paths().lhs, all_paths().steps, of_paths, "a1 z2 W2 W3 dz3")


def _own_logit():
    own = by_its_own_logit()
    return equation(own.lhs, own.steps, lambda seed: of_logits(seed)[0], "p")


ASKED = {
    "last": in_network("5-4-sigmoid-3", "dW2", "a1 p y"),
    "batch": in_network("5-4-tanh-3", "dW2", "N a1 p y"),
    "signals": in_network("5-4-tanh-3", "dW2", "N a1 dz2"),
    "bias": in_network("5-4-tanh-3", "db2", "N p y"),
    "sigmoid": in_network("5-4-sigmoid-3", "dz1", "z1 W2 dz2"),
    "tanh": in_network("5-4-tanh-3", "dz1", "z1 W2 dz2"),
    "tanh out": in_network("5-4-tanh-3", "dz1", "a1 da1"),
    "relu": in_network("5-4-relu-3", "dz1", "z1 da1"),
    "far": in_network("5-4-tanh-3", "dW1", "x z1 W2 p y"),
    "paths": _all_paths(),
    "softmax": in_network("5-4-sigmoid-3", "p", "z2"),
    "own logit": _own_logit(),
    "loss": in_network("5-4-sigmoid-3", "L", "p y N"),
    "down": in_network("5-4-tanh-3", "da1", "W2 dz2"),
    "spread": in_network("4-3-bn-relu-2", "dgamma1", "du1 xhat1 N"),
    "filter": bias_gradient(),
    "variance": _rate_and_variance(),
    "decay": step_of_one_weight(),
    "rounding": _rounding(),
}
EXERCISES = {name: Derive("", about) for name, about in ASKED.items()}

RIGHT = {
    "last": r"""
        ai (pj - yj)
        a1i (pj - yj)
        a_{1,i} (p_j - y_j)
        = a_i (p_j - y_j)
        {a_i}{(p_j - y_j)}
        a_i\left[p_j-y_j\right]
        \[a_i (p_j - y_j)\]
        \(a_i (p_j - y_j)\).
        (p - y) a
        a1_i (p_j - y_j)
        a^{(1)}_i (p_j - y_j)
        a_i^{(1)} (p_j - y_j)
        a_{i}^{(1)} \left(p_{j} - y_{j}\right)
        a^1_i (p_j - y_j)
        a^{1}_{i}(p_{j}-y_{j})
        a^{[1]}_i (p_j - y_j)
        a₁ᵢ (pⱼ − yⱼ)
        aᵢ(pⱼ-yⱼ)
        a⁽¹⁾ᵢ (pⱼ - yⱼ)
        a1[i] * (p[j] - y[j])
        a1_i (p_j - y_j).
        $a_i (p_j - y_j)$.
        a_i ⋅ (p_j − y_j)
        a_i \ast (p_j - y_j)
        a_i \circ (p_j - y_j)
        \mathbf{a}_i (\mathbf{p}_j - \mathbf{y}_j)
        a_{(i)} (p_j - y_j)
        p_j a_i - y_j a_i
    """,
    "batch": r"""
        \frac{1}{N} \sum_{n \in \{1, …, N\}} a_{ni}(p_{nj}-y_{nj})
        sum_{n=1,2,...,N} a_ni (p_nj - y_nj)/N
        \frac{1}{N} \sum_{n ∈ {1,...,N}} a_{ni}(p_{nj}-y_{nj})
        Sum_n a_ni (p_nj - y_nj)/N
        1/N Σₙ₌₁ᴺ aₙᵢ(pₙⱼ − yₙⱼ)
        1/N Σₙ₌₀ᴺ⁻¹ aₙᵢ(pₙⱼ − yₙⱼ)
        1/N sum_n a1_ni (p_nj - y_nj)
        \frac{1}{N}\sum_n a^{(1)}_{ni}(p_{nj}-y_{nj})
        \frac{1}{N}\sum_{n=1}^{N} a_{ni}(p_{nj}-y_{nj})
        \frac1N\sum_{n=0}^{N-1} a_{n,i}(p_{n,j}-y_{n,j})
        \frac1N\sum^{N}_{n=1} a_{n,i}(p_{n,j}-y_{n,j})
        mean_n a1_ni (p_nj - y_nj)
        mean_n(a1[n,i] (p[n,j] - y[n,j]))
        avg_n a_ni (p_nj - y_nj)
        \mathbb{E}_n (a_{ni} (p_{nj} - y_{nj}))
        E_n a_ni (p_nj - y_nj)
        \operatorname{mean}_n a_{ni} (p_{nj} - y_{nj})
        Σ_n a_ni (p_nj − y_nj) / N
        ∑ₙ aₙᵢ (pₙⱼ − yₙⱼ) / N
        1/N sum_{n=1..N} a_ni (p_nj - y_nj)
        \frac1N \sum_{n=1,\ldots,N} a_{ni} (p_{nj} - y_{nj})
        N^{-1} \sum_n a_{ni} (p_{nj} - y_{nj})
        N⁻¹ Σ_n a_ni (p_nj - y_nj)
        sum_n a1[n][i] (p[n][j] - y[n][j]) / N
        \sum_{(n)} a_{ni} (p_{nj} - y_{nj}) / N
        \sum\limits_{n=1}^N a_{ni} (p_{nj} - y_{nj}) / N
        1/N sum_m a_mi (p_mj - y_mj)
        sum_n a_ni (p_nj - y_nj) ÷ N
    """,
    "signals": r"""
        Σ_n a_n,i δ_n,j
        sum_n a1_ni dz2_nj
        \sum_n a^{(1)}_{ni} \delta^{(2)}_{nj}
        \sum_n a_{ni}^{(1)} \delta_{nj}^{(2)}
        \sum_{n=1}^N a^{1}_{ni} \delta^{2}_{nj}
        Σ_n a1_ni δ2_nj
        Σₙ a₁ₙᵢ δ₂ₙⱼ
        sum_n a_ni delta_nj
        sum_{n} a[n,i] dz2[n,j]
        \sum_{n = 0}^{N - 1} a_{ni} \delta_{nj}
        N mean_n a_ni δ2_nj
    """,
    "bias": r"""
        mean_n (p_nj - y_nj)
        1/N sum_n (p_nj - y_nj)
        \frac{1}{N} \sum_{n=1}^{N} \left(p_{nj} - y_{nj}\right)
        sum_n (p_nj - y_nj)/N
        (1/N) Σ_n (p_nj − y_nj).
    """,
    "sigmoid": r"""
        \sigma^{'}(z_j) \sum_k W_{jk} \delta_k
        Sigmoid'(z_j) sum_k W_jk delta_k
        expit(z_j) (1 - expit(z_j)) sum_k W_jk delta_k
        sig'(z_j) sum_k W_jk delta_k
        sigma_prime(z1_j) sum_k W2_jk delta2_k
        \sigma\prime(z_j) \sum_k W_{jk} \delta_k
        logistic'(z_j) sum_k W_jk delta_k
        sigma'(z1_j) sum_k W2_jk delta2_k
        σ'(z1_j) Σ_k W2_jk δ2_k
        σ′(z₁ⱼ) Σₖ W₂ⱼₖ δ₂ₖ
        \sigma'(z_j^{(1)}) \sum_k W_{jk}^{(2)} \delta_k^{(2)}
        \sigma^{\prime}(z_j) \sum_k W_{jk} \delta_k
        \sigma^\prime(z_j) \sum_k W_{jk} \delta_k
        \sigma'(z^1_j) \sum_k W^2_{jk} \delta^2_k
        \sigma'(z^{[1]}_j) \sum_k W^{[2]}_{jk} \delta^{[2]}_k
        f'(z1_j) sum_k W2_jk dz2_k
        g'(z1_j) sum_k W2_jk dz2_k
        \varphi'(z_j) \sum_k W_{jk} \delta_k
        sigmoid'(z1_j) sum_k W2_jk dz2_k
        sigmoid(z1_j) (1 - sigmoid(z1_j)) sum_k W2_jk dz2_k
        σ(z_j)(1 − σ(z_j)) Σ_k W_jk δ_k
        (sigma(z_j) - sigma^2(z_j)) sum_k W_jk delta_k
        (σ(z_j) − σ²(z_j)) Σ_k W_jk δ_k
        e^{-z_j}/(1+e^{-z_j})^2 \sum_k W_{jk} \delta_k
        np.exp(-z1[j])/(1+np.exp(-z1[j]))**2 * sum_k W2[j,k] dz2[k]
        \sum_{k=1}^{3} \sigma'(z_j) W_{jk} \delta_k
        \sum_{k=0}^{2} \sigma'(z_j) W_{jk} \delta_k
        \sum_{k=1}^{K} \sigma'(z_j) W_{jk} \delta_k
        \sum_{k=0}^{K-1} \sigma'(z_j) W_{jk} \delta_k
        \mathrm{sigmoid}'(z_j) \sum_k W_{jk} \delta_k
        1/(4 cosh(z_j/2)^2) sum_k W_jk delta_k
        \operatorname{sigmoid}'(z_j) \sum_k W_{jk} \frac{\partial L}{\partial z^{(2)}_k}
    """,
    "tanh": r"""
        Tanh'(z_j) sum_k W_jk delta_k
        th'(z_j) sum_k W_jk delta_k
        \left[1-\tanh^2(z_j)\right]\sum_k W_{jk}\delta_k
        \tanh'(z_j) \sum_{k'} W_{jk'} \delta_{k'}
        tanh'(z1_j) sum_k W2_jk delta2_k
        (1 - tanh^2(z1_j)) sum_k W2_jk delta2_k
        (1 - \tanh^2(z_j)) \sum_k W_{jk} \delta_k
        (1 - \tanh^2 z_j) \sum_k W_{jk} \delta_k
        \left(1 - \tanh^{2}\left(z_{j}^{(1)}\right)\right) \sum_{k} W_{jk}^{(2)} \delta_{k}^{(2)}
        (1 − tanh²(z_j)) Σ_k W_jk δ_k
        (1 - tanh(z_j)**2) sum_k W_jk dz2_k
        (1 - np.tanh(z1[j])**2) * sum_k W2[j,k] dz2[k]
        1/cosh(z_j)^2 sum_k W_jk delta_k
        1/cosh^2(z_j) sum_k W_jk delta_k
        \cosh^{-2}(z_j) \sum_k W_{jk} \delta_k
        sech(z_j)^2 sum_k W_jk delta_k
        \operatorname{sech}^2(z_j) \sum_k W_{jk} \delta_k
        4/(e^{z_j} + e^{-z_j})^2 sum_k W_jk delta_k
        f'(z_j) sum_k W_jk delta_k
        (1 - f(z_j)^2) sum_k W_jk delta_k
        \tanh'(z_j) \sum_{k=1}^3 W_{jk} \delta_k
        \tanh'(z_j) \sum_{k} W_{jk} \frac{dL}{dz2_k}
        tanh'(z1_j) * sum_k(W2_jk * dL/dz2_k)
        (1 - (sinh(z_j)/cosh(z_j))^2) sum_k W_jk delta_k
    """,
    "tanh out": r"""
        (1 - a1_j^2) da1_j
        (1 - a^2) da1
        (1 - a_j²) da1_j
        (1 − aⱼ²) ∂L/∂a1_j
        (1 - a^2_j) da1_j
        (1-a_j)(1+a_j) da1_j
        da1_j - a_j^2 da1_j
        \left(1 - \left(a_j^{(1)}\right)^2\right) \frac{\partial L}{\partial a_j^{(1)}}
        (1 - a1[j]**2)*da1[j]
        (1 - a_j a_j) da1_j
    """,
    "relu": r"""
        u(z_j) da1_j
        χ(z_j > 0) da1_j
        1[z1_j > 0] da1_j
        (z1_j > 0) da1_j
        (z1_j>0)*da1_j
        da1_j (z1_j > 0)
        (0 < z_j) da1_j
        H(z1_j) da1_j
        \Theta(z_j) da1_j
        heaviside(z_j) da1_j
        ReLU'(z1_j) da1_j
        \mathrm{ReLU}'(z_j) da1_j
        \mathrm{ReLU}'(z_{j}^{(1)}) \frac{\partial L}{\partial a_{j}^{(1)}}
        \operatorname{ReLU}'(z_j) da1_j
        \text{ReLU}'(z_j) da1_j
        \mathbf{1}[z_j > 0] da1_j
        \mathbb{1}_{z_j > 0} da1_j
        1_{z_j > 0} da1_j
        1\{z_j > 0\} da1_j
        1(z_j > 0) da1_j
        𝟙[z_j > 0] da1_j
        \mathbf{1}_{\{z_j > 0\}} da1_j
        1_{[z_j > 0]} da1_j
        \theta(z_j) da1_j
        I(z_j > 0) da1_j
        \mathbb{I}[z_j > 0] da1_j
        f'(z_j) da1_j
        relu'(z1[j]) * da1[j]
        max(z_j, 0)/z_j da1_j
        \max\{0, z_j\}/z_j da1_j
        np.maximum(0, z1[j])/z1[j] * da1[j]
        (1 + sign(z_j))/2 da1_j
        ½ (1 + sgn(z_j)) da1_j
    """,
    "far": r"""
        x_i tanh'(z1_j) sum_k W2_jk (p_k - y_k)
        x_i (1 - \tanh^2(z_j)) \sum_k W_{jk} (p_k - y_k)
        xᵢ tanh′(zⱼ) Σₖ Wⱼₖ (pₖ − yₖ)
        x_i f'(z_j) sum_k W_jk (p_k - y_k)
        \sum_k x_i (1 - \tanh^2 z_j^{(1)}) W_{jk}^{(2)} (p_k - y_k)
        x_i/cosh(z_j)^2 sum_{k=1}^3 W2_jk (p_k - y_k)
    """,
    "paths": r"""
        sum_{j,k} ReLU'(z2_j) W2_ij W3_jk dz3_k
        sum_{jk} ReLU'(z2_j) W2_ij W3_jk dz3_k
        sum_jk (z2_j > 0) W2_ij W3_jk δ3_k
        \sum_{j,k} W_{ij}^{(2)} \mathrm{ReLU}'(z_j^{(2)}) W_{jk}^{(3)} \delta_k^{(3)}
        \sum_j \sum_k W^{(2)}_{ij} \mathrm{ReLU}'(z^{(2)}_j) W^{(3)}_{jk} \delta^{(3)}_k
        Σ_j Σ_k W2_ij H(z2_j) W3_jk δ3_k
        Σⱼ W₂ᵢⱼ H(z₂ⱼ) Σₖ W₃ⱼₖ δ₃ₖ
        \sum_{j=1}^{H}\sum_{k=1}^{K} W^{2}_{ij} \mathbf{1}[z^2_j > 0] W^3_{jk} \delta^3_k
        sum_j W2[i,j] (z2[j] > 0) sum_k W3[j,k] dz3[k]
        sum_{k, j} f'(z2_j) W2_ij W3_jk dz3_k
    """,
    "softmax": r"""
        \frac{e^{z_k}}{\sum_{k'} e^{z_{k'}}}
        e^{z_k}/\sum_{k' = 1}^{K} e^{z_{k'}}
        e^{z_k}/sum_m e^{z_m}
        \frac{e^{z_k}}{\sum_{m} e^{z_m}}
        \frac{\exp(z_k)}{\sum_{j=1}^{K} \exp(z_j)}
        \frac{\mathrm{e}^{z_k}}{\sum_j \mathrm{e}^{z_j}}
        np.exp(z2[k])/sum_j np.exp(z2[j])
        exp(z2_k - sum_j z2_j)/sum_m exp(z2_m - sum_j z2_j)
        1/sum_m e^{z_m - z_k}
    """,
    "own logit": r"""
        p_nk (1 - p_nk)
        p_{nk}(1-p_{nk})
        p_nk - p_nk^2
        p - p²
        p_{n,k} − p_{n,k}²
        p(1-p)
    """,
    "loss": r"""
        -1/N sum_n sum_k y_nk log p_nk
        -mean_n sum_k y_nk ln p_nk
        -\frac{1}{N}\sum_{n,k} y_{nk} \log p_{nk}
        -\frac{1}{N}\sum_{n=1}^N\sum_{k=1}^{K} y_{nk} \ln p_{nk}
        -1/N Σ_nk y_nk log(p_nk).
        -mean_n(sum_k(y[n,k] * np.log(p[n,k])))
    """,
    "down": r"""
        sum_j W2_ij delta2_j
        \sum_j W_{ij}^{(2)} \delta_j^{(2)}
        Σ_j W2_ij δ2_j
        Σⱼ Wᵢⱼ δⱼ
        sum_k W2[i,k] dz2[k]
        \sum_{j=0}^{2} W_{ij} \delta_j
    """,
    "spread": r"""
        Σ_n ∂L/∂u_nj x̂_nj
        sum_n du1_nj xhat1_nj
        \sum_n \frac{\partial L}{\partial u^{(1)}_{nj}} \hat{x}^{(1)}_{nj}
        Σ_n du1_nj xhat1_nj
        sum_{n=1}^{N} du_nj xhat_nj
    """,
    "filter": r"""
        sum_{h,w,n} dz1_fhwn
        sum_{n,h,w} delta1_fhwn
        \sum_{h,w,n} \delta^{(1)}_{fhwn}
        sum_h sum_w sum_n dz1_fhwn
        Σ_hwn δ1_fhwn
    """,
    "variance": r"""
        D v q
        D*v*q
        q v D.
        D \cdot v \cdot q
    """,
    "decay": r"""
        (1 - lr*lam)*w - lr*g
        w - lr (g + λ w)
        w - \eta (g + \lambda w)
        w - η(g + λ w)
        w - eta g - eta lambda w
        (1 - \eta\lambda) w - \eta g
        w - α (g + λ w)
        w - \alpha g - \alpha \lambda w
    """,
    "rounding": r"""
        L ε^1 |h|/h^2
        ε L/h
        \epsilon L/h
        \varepsilon L / h
        \frac{\epsilon L}{h}
        epsilon L / h
        eps L/h
        ϵ L/h
        L ε h⁻¹
    """,
}

NEAR = {
    "last": r"""
        aj (pi - yi)
        a1j (pi - yi)
        a_{2,i} (p_j - y_j)
        ap (pj - yj)
        a_i[p_j-y_j]^2
        a_i|p_j|
        |a_i| |p_j - y_j|
        (y - p) a
        (p - y)
        (p_i - y_i) a_j
        (p_j - y_j) a_j
        (p_j + y_j) a_i
        p_j a_i
        a_i (p_j - y_j)^2
        a_i^2 (p_j - y_j)
        a_i (1 - a_i)(p_j - y_j)
        sum_j a_i (p_j - y_j)
        sum_i a_i (p_j - y_j)
        (p_j - y_j)/a_i
        a_i p_j (1 - p_j)
        a_i |p_j - y_j|
        a^{(2)}_i (p_j - y_j)
        a^2_i (p_j - y_j)
    """,
    "batch": r"""
        \frac{1}{N} \sum_{n \in \{2, …, N\}} a_{ni}(p_{nj}-y_{nj})
        \frac{1}{N} \sum_{n \in \{1, …, N-1\}} a_{ni}(p_{nj}-y_{nj})
        \frac{1}{N} \sum_{n \in \{0, 1, …, N\}} a_{ni}(p_{nj}-y_{nj})
        1/N Σₙ₌₁ᴺ⁻¹ aₙᵢ(pₙⱼ − yₙⱼ)
        1/N Σₙ₌₂ᴺ aₙᵢ(pₙⱼ − yₙⱼ)
        sum_n a_ni (p_nj - y_nj)
        1/3 sum_n a_ni (p_nj - y_nj)
        1/2 sum_n a_ni (p_nj - y_nj)
        1/N^2 sum_n a_ni (p_nj - y_nj)
        \frac{1}{N}\sum_{n=1}^{N-1} a_{ni}(p_{nj}-y_{nj})
        \frac{1}{N}\sum_{n=0}^{N} a_{ni}(p_{nj}-y_{nj})
        \frac{1}{N}\sum_{n=2}^{N} a_{ni}(p_{nj}-y_{nj})
        \frac{1}{N}\sum_{n=0}^{0} a_{ni}(p_{nj}-y_{nj})
        \frac{1}{N}\sum_{n=1}^{3} a_{ni}(p_{nj}-y_{nj})
        \frac{1}{N}\sum_{n=2..N} a_{ni}(p_{nj}-y_{nj})
        dW2_ij = 1/N sum_n a_ni (p_nj - y_nj)
        \frac{1}{N}\sum_{n=1}^{2N} a_{ni}(p_{nj}-y_{nj})
        \frac{1}{N-1}\sum_n a_{ni}(p_{nj}-y_{nj})
        mean_n a_ni (y_nj - p_nj)
        1/N mean_n a_ni (p_nj - y_nj)
        mean_j a_ni (p_nj - y_nj)
        mean_n a_ni mean_n (p_nj - y_nj)
        a_ni (p_nj - y_nj)
        a1.T @ (p - y) / N
    """,
    "signals": r"""
        Σ_n a_n,j δ_n,i
        1/N sum_n a1_ni dz2_nj
        mean_n a1_ni dz2_nj
        3 mean_n a1_ni dz2_nj
        sum_n a1_nj dz2_ni
        sum_{n=0}^{N-2} a1_ni dz2_nj
        sum_{n=1}^{N-1} a1_ni dz2_nj
        sum_{n=1}^{4} a1_ni dz2_nj
        sum_n a1_ni
        sum_n dz2_nj
        sum_n a1_ni sum_n dz2_nj
        -sum_n a1_ni dz2_nj
        a1.T @ dz2
        N sum_n a1_ni dz2_nj
        sum_n a1_ni^2 dz2_nj
    """,
    "bias": r"""
        sum_n (p_nj - y_nj)
        mean_n (y_nj - p_nj)
        1/3 sum_n (p_nj - y_nj)
        1/4 sum_n (p_nj - y_nj)
        mean_n p_nj
        p_nj - y_nj
        mean_j (p_nj - y_nj)
        1/N sum_n sum_j (p_nj - y_nj)
        1/N sum_{n=1}^{N-1} (p_nj - y_nj)
        mean_n (p_nj - y_nj)^2
        N sum_n (p_nj - y_nj)
        (p - y).sum(axis=0) / N
    """,
    "sigmoid": r"""
        Sigmoid(z_j) sum_k W_jk delta_k
        sum_k W_jk delta_k
        sigma(z_j) sum_k W_jk delta_k
        tanh'(z_j) sum_k W_jk delta_k
        ReLU'(z_j) sum_k W_jk delta_k
        (1 - tanh^2(z_j)) sum_k W_jk delta_k
        (1 - sigma(z_j)^2) sum_k W_jk delta_k
        (z_j > 0) sum_k W_jk delta_k
        sigma'(z_j) sum_{k=0}^{0} W_jk delta_k
        sigma'(z_j) sum_{k=1}^{2} W_jk delta_k
        sigma'(z_j) sum_{k=0}^{3} W_jk delta_k
        sigma'(z_j) sum_{k=2}^{3} W_jk delta_k
        sigma'(z_j) sum_{k=1}^{4} W_jk delta_k
        sigma'(z_j) sum_{k=0}^{K} W_jk delta_k
        sigma'(z_j) sum_{k=1}^{K-1} W_jk delta_k
        sigma'(z_j) sum_{k \in A} W_jk delta_k
        sigma'(z_j) W_jk delta_k
        sigma'(z_j) sum_k W_kj delta_k
        sigma'(z_j) sum_k W_jk
        sigma'(z_j) mean_k W_jk delta_k
        sigma'(z_j)^2 sum_k W_jk delta_k
        sigma(z_j)(1 + sigma(z_j)) sum_k W_jk delta_k
        W_{jk}^{(1)} \delta_k sigma'(z_j)
        sigma'(z^{(2)}_j) sum_k W_jk delta_k
        sigma'(z_j) sum_k W^1_{jk} delta_k
    """,
    "tanh": r"""
        [1-\tanh(z_j)]\sum_k W_{jk}\delta_k
        \tanh'(z_j) \sum_{k'} W_{jk} \delta_{k'}
        sigma'(z_j) sum_k W_jk delta_k
        tanh(z_j) sum_k W_jk delta_k
        (1 - tanh(z_j)) sum_k W_jk delta_k
        (1 + tanh^2(z_j)) sum_k W_jk delta_k
        (tanh^2(z_j) - 1) sum_k W_jk delta_k
        tanh(z_j)(1 - tanh(z_j)) sum_k W_jk delta_k
        (1 - tanh(z_j^2)) sum_k W_jk delta_k
        1/cosh(z_j) sum_k W_jk delta_k
        cosh^2(z_j) sum_k W_jk delta_k
        1/sinh^2(z_j) sum_k W_jk delta_k
        \cosh^{-1}(z_j) \sum_k W_{jk} \delta_k
        ReLU'(z_j) sum_k W_jk delta_k
        tanh'(z_j) sum_{k \neq j} W_jk delta_k
        tanh'(z_j) sum_{k=0}^{1} W_jk delta_k
        1 - tanh^2(z_j) sum_k W_jk delta_k
        f(z_j) sum_k W_jk delta_k
        (dz2 @ W2.T) * (1 - np.tanh(z1)**2)
        tanh'(z_j) delta_j
    """,
    "tanh out": r"""
        a(1 - a) da1
        a_j^2 da1_j
        (1 + a_j^2) da1_j
        (1 - a_j) da1_j
        (1 - a_j^2)
        (1 - a_j^2) a_j
        -(1 - a_j^2) da1_j
        (1 - 2 a_j^2) da1_j
        (1 - a_j^3) da1_j
        (1 - a_j^2)^2 da1_j
        (1 - a_j^2)/da1_j
        sum_j (1 - a_j^2) da1_j
    """,
    "relu": r"""
        u(-z_j) da1_j
        χ(z_j < 0) da1_j
        da1_j
        (z_j < 0) da1_j
        z_j da1_j
        ReLU(z_j) da1_j
        max(0, z_j) da1_j
        (z_j > 1) da1_j
        (z_j > 0)
        (da1_j > 0) z_j
        (da1_j > 0) da1_j
        (1 - H(z_j)) da1_j
        H(-z_j) da1_j
        -H(z_j) da1_j
        sgn(z_j) da1_j
        sigma'(z_j) da1_j
        |z_j| da1_j
        1[z_j >= 0] da1_j
        1[z_i > 0] da1_j
    """,
    "far": r"""
        x_i sigma'(z1_j) sum_k W2_jk (p_k - y_k)
        x_i sum_k W2_jk (p_k - y_k)
        tanh'(z1_j) sum_k W2_jk (p_k - y_k)
        x_i tanh'(z1_j) sum_k W2_jk (y_k - p_k)
        x_i tanh'(z1_j) sum_k W2_jk p_k
        x_i tanh(z1_j) sum_k W2_jk (p_k - y_k)
        x_i tanh'(z1_j) sum_k (p_k - y_k)
        x_i tanh'(z1_j) W2_jk (p_k - y_k)
        x_i tanh'(z1_j) sum_{k=1}^{2} W2_jk (p_k - y_k)
        x_i x_i tanh'(z1_j) sum_k W2_jk (p_k - y_k)
        x_j tanh'(z1_i) sum_k W2_jk (p_k - y_k)
        x_i ReLU'(z1_j) sum_k W2_jk (p_k - y_k)
    """,
    "paths": r"""
        sum_{j,k} W2_ij W3_jk dz3_k
        sum_j ReLU'(z2_j) W2_ij W3_jk dz3_k
        sum_k ReLU'(z2_j) W2_ij W3_jk dz3_k
        sum_{j,k} ReLU(z2_j) W2_ij W3_jk dz3_k
        sum_{j,k} sigma'(z2_j) W2_ij W3_jk dz3_k
        sum_{j,k} tanh'(z2_j) W2_ij W3_jk dz3_k
        -sum_{j,k} ReLU'(z2_j) W2_ij W3_jk dz3_k
        sum_{j,k} ReLU'(z2_j) W2_ij dz3_k
        sum_{j,k} (z2_j < 0) W2_ij W3_jk dz3_k
        sum_{j,k} ReLU'(z2_j) W2_ji W3_jk dz3_k
        sum_{i,j,k} ReLU'(z2_j) W2_ij W3_jk dz3_k
        sum_{j \neq i} sum_k ReLU'(z2_j) W2_ij W3_jk dz3_k
        sum_{j,k} a1_i ReLU'(z2_j) W2_ij W3_jk dz3_k
    """,
    "softmax": r"""
        \frac{e^{z_k}}{\sum_{k'} e^{z_k}}
        \frac{e^{z_{k'}}}{\sum_{k} e^{z_{k}}}
        e^{z_k}/\sum_{k' \neq k} e^{z_{k'}}
        e^{z_k}
        e^{-z_k}/sum_m e^{-z_m}
        e^{z_k}/sum_m e^{z_k}
        z_k/sum_m z_m
        e^{z_k}/sum_{m=1}^{2} e^{z_m}
        e^{z_k}/sum_{m=0}^{0} e^{z_m}
        e^{z_k}/sum_{m \neq k} e^{z_m}
        e^{z_k}/(1 + sum_m e^{z_m})
        e^{z_k}/mean_m e^{z_m}
        sigma(z_k)
        log(e^{z_k}/sum_m e^{z_m})
        sum_m e^{z_m}/e^{z_k}
        e^{2 z_k}/sum_m e^{2 z_m}
        1/sum_m e^{z_k - z_m}
    """,
    "own logit": r"""
        p
        p^2
        1 - p
        p (1 + p)
        p_nk (p_nk - 1)
        p_nk^2 (1 - p_nk)
        -p^2
        p_nk (1 - p_nj)
        sum_k p_nk (1 - p_nk)
        p_nk - p_nk^3
    """,
    "loss": r"""
        1/N sum_n sum_k y_nk log p_nk
        -sum_n sum_k y_nk log p_nk
        -1/3 sum_n sum_k y_nk log p_nk
        -1/N sum_n sum_k p_nk log y_nk
        -1/N sum_n sum_k log p_nk
        -1/N sum_n sum_k p_nk log p_nk
        -1/N sum_{n,k} y_nk p_nk
        -1/N sum_{n=1}^{N-1} sum_k y_nk log p_nk
        -1/N sum_n sum_{k=1}^{2} y_nk log p_nk
        -mean_{n,k} y_nk log p_nk
        -1/N sum_{n,k} y_nk log(1 - p_nk)
        -1/N log sum_{n,k} y_nk p_nk
    """,
    "down": r"""
        sum_j W_ji delta_j
        W_ij delta_j
        sum_i W_ij delta_j
        sum_j W_ij
        sum_j delta_j
        -sum_j W_ij delta_j
        sum_{j=1}^{2} W_ij delta_j
        sum_{j=0}^{0} W_ij delta_j
        sum_{j \neq i} W_ij delta_j
        sum_j W_ij^2 delta_j
        mean_j W_ij delta_j
        sum_j W_{ij}^{(1)} delta_j
        W2 @ dz2
        sum_j W^3_{ij} delta_j
    """,
    "spread": r"""
        Σ_n ∂L/∂u_nj x̂_jn
        mean_n du1_nj xhat1_nj
        1/N sum_n du1_nj xhat1_nj
        sum_n du1_nj
        sum_n xhat1_nj
        du1_nj xhat1_nj
        sum_j du1_nj xhat1_nj
        sum_{n=1}^{N-1} du1_nj xhat1_nj
        3 mean_n du1_nj xhat1_nj
        sum_n du1_nj xhat1_nj^2
        -sum_n du1_nj xhat1_nj
    """,
    "filter": r"""
        sum_{h,w} dz1_fhwn
        sum_n dz1_fhwn
        mean_n sum_{h,w} dz1_fhwn
        1/N sum_{h,w,n} dz1_fhwn
        sum_{h,w,n} dz1_fwhn^2
        sum_{f,h,w,n} dz1_fhwn
        dz1_fhwn
        -sum_{h,w,n} dz1_fhwn
        3 sum_{h,w} mean_n dz1_fhwn
        mean_{h,w,n} dz1_fhwn
        sum_{h=1}^{2} sum_{w,n} dz1_fhwn
        9 sum_n dz1_fhwn
    """,
    "variance": r"""
        3 v q
        4 v q
        v q
        D v
        D q
        D v^2 q
        D v q^2
        D^2 v q
        D v + q
        v q/D
        2 D v q
    """,
    "decay": r"""
        w + lr (g + λ w)
        w - lr g
        w - lr g + λ w
        w - lr (g - λ w)
        w - lr g - λ w
        w - lr (g + λ)
        w - lr (g + 2 λ w)
        w - lr (g + λ w^2)
        (1 - λ) w - lr g
        w - lr λ w
        w - g - lr λ w
    """,
    "rounding": r"""
        ε L/(2h)
        2 ε L/h
        ε L
        L/h
        ε/h
        ε L h
        ε L/h^2
        -ε L/h
        (1 + ε) L/h
        ε L^2/h
        ε (L + 1)/h
    """,
}
EDITS = (  # of a right formula: what stands there, and what goes wrong
    (r"(?<![A-Za-z\\])(\\?sum|Σ)_([a-z])(?![a-z])", r"\1_{\2=0}^{0}"),
    (r"(?<![A-Za-z\\])(\\?sum|Σ)_([a-z])(?![a-z])", r"\1_{\2=2}^{7}"),
    (r"(?<=[)\]}a-z₀-₉ⱼ]) ?[-−] ?(?=[a-zσ])", " + "),
    (r"\\frac ?\{?1\}? ?\{?N\}?|1/N", "1/3"),
    (r"(?<=[a-zU])['′]", ""),
    (r"> 0", "< 0"),
    (r"^(.*?)\.?$", r"-(\1)"),
)


def edited() -> list[tuple[str, str]]:
    """Right formulas with one thing wrong."""
    found = {(name, re.sub(a, b, text.strip("$. "), count=1)) for name, text in lines(RIGHT) for a, b in EDITS}
    return sorted(found - {(name, text.strip("$. ")) for name, text in lines(RIGHT)})


def lines(texts: dict[str, str]) -> list[tuple[str, str]]:
    """(exercise, formula), one for each line."""
    return [(name, line.strip()) for name, text in texts.items() for line in text.splitlines() if line.strip()]
