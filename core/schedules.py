"""A schedule scales the learning rate as training goes on, from u = 0 to u = 1."""

from math import cos, pi

SCHEDULES = {
    # name         the factor on the learning rate after the share u of all steps
    "constant": lambda u: 1.0,
    "step": lambda u: 0.1 ** min(int(3 * u), 2),  # a tenth after each third, as in He et al. 2016
    "exponential": lambda u: 0.01**u,  # the same share at each step, down to a hundredth
    "cosine": lambda u: (1 + cos(pi * u)) / 2,  # Loshchilov & Hutter 2017, eq. 5, one period
    # Smith 2018: up from 1/25 to the full rate in the first 30 %, then down to nothing
    "one-cycle": lambda u: (
        0.04 + 0.96 * (1 - cos(pi * u / 0.3)) / 2 if u < 0.3 else (1 + cos(pi * (u - 0.3) / 0.7)) / 2
    ),
    # Goyal et al. 2017: a straight way up in the first 10 %, then the full rate
    "warm-up": lambda u: 0.01 + 0.99 * min(1.0, 10 * u),
}
