"""The patients of the clinic, in order of difficulty: from an array that leaves the diagonal to a moment too soon."""

from lessons.clinic import backward_ward as backward
from lessons.clinic import forward_ward as forward
from lessons.clinic import training_ward as training

PATIENTS = (
    backward.BIASES,
    backward.SLOPE_LEFT_OUT,
    backward.MEAN,
    training.COLUMN,
    training.FAINT,
    training.ZEROS,
    backward.COURSE,
    forward.OVER_THE_BATCH,
    backward.CROSS_TERMS,
    training.SPREAD,
    forward.TWICE,
    forward.OVERFLOW,
    training.TURNED,
    forward.IN_USE,
    forward.SCALED,
    backward.NORMALISED,
    backward.STRIDE,
    backward.COLUMNS,
    training.NOT_ZEROED,
    training.NOT_COUNTED,
    backward.TIES,
    backward.OUTPUT_FIRST,
)
BY_SLUG = {patient.slug: patient for patient in PATIENTS}
