"""What a lesson lets its reader move, by the name that its `Touch` block gives."""

from collections.abc import Callable

from dashboard.views.lessons.touches.batch import batch
from dashboard.views.lessons.touches.bowl import bowl
from dashboard.views.lessons.touches.depth import depth
from dashboard.views.lessons.touches.error_against_h import error_against_h
from dashboard.views.lessons.touches.neuron import neuron
from dashboard.views.lessons.touches.paths import paths
from dashboard.views.lessons.touches.published import published
from dashboard.views.lessons.touches.slope import slope
from dashboard.views.lessons.touches.softmax import softmax
from dashboard.views.lessons.touches.surprise import surprise
from dashboard.views.lessons.touches.valley import valley

TOUCHES: dict[str, Callable[..., None]] = {
    "batch": batch,
    "bowl": bowl,
    "depth": depth,
    "error against h": error_against_h,
    "neuron": neuron,
    "paths": paths,
    "published": published,
    "slope": slope,
    "softmax": softmax,
    "surprise": surprise,
    "valley": valley,
}
