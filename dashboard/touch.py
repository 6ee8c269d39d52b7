"""What a lesson lets its reader move, by the name that its `Touch` block gives."""

from collections.abc import Callable

from dashboard.touches.batch import batch
from dashboard.touches.bowl import bowl
from dashboard.touches.depth import depth
from dashboard.touches.error_against_h import error_against_h
from dashboard.touches.neuron import neuron
from dashboard.touches.paths import paths
from dashboard.touches.slope import slope
from dashboard.touches.softmax import softmax
from dashboard.touches.surprise import surprise
from dashboard.touches.valley import valley

TOUCHES: dict[str, Callable[..., None]] = {
    "batch": batch,
    "bowl": bowl,
    "depth": depth,
    "error against h": error_against_h,
    "neuron": neuron,
    "paths": paths,
    "slope": slope,
    "softmax": softmax,
    "surprise": surprise,
    "valley": valley,
}
