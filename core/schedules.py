"""A schedule scales the learning rate as training goes on, from u = 0 to u = 1."""

from math import cos, pi

SCHEDULES = {
    # name         the factor on the learning rate after the share u of all steps
    "constant": lambda u: 1.0,
    "cosine": lambda u: (1 + cos(pi * u)) / 2,  # Loshchilov & Hutter 2017, eq. 5, one period
    # Smith 2018: up from 1/25 to the full rate in the first 30 %, then down to nothing
    "one-cycle": lambda u: 0.04 + 0.96 * (1 - cos(pi * u / 0.3)) / 2 if u < 0.3 else (1 + cos(pi * (u - 0.3) / 0.7)) / 2,
}
