"""What is there to be seen of a patient before anything is asked: its curves, its gradient check, other signs."""

import numpy as np
import streamlit as st

from dashboard.shared.charts import CONFIG
from dashboard.shared.theme import is_dark, small
from dashboard.views.clinic import words
from dashboard.views.clinic.charts import Cloud, Curve, curves, scatter
from lessons.clinic.answer import percent_of
from lessons.clinic.course import SEEN, Course, course
from lessons.clinic.gradient_check import MOST, gradient_check
from lessons.clinic.patient import Patient
from lessons.clinic.signs import signs


def curve(found: Course) -> Curve:
    return Curve(found.losses, found.judged, found.accuracy)


def draw_curves(patient: Patient, found: Course, mended: Course | None, key: str) -> None:
    """On the same axes, whether the mended curve is there or not."""
    both = [found, course(patient, mended=True)]
    end = max(len(one.losses) for one in both)
    bounds = np.concatenate([one.losses for one in both])
    after = None if mended is None else curve(mended)
    figure = curves(curve(found), after, end, bounds, is_dark())
    ends = f"it breaks off at step {found.diverged}" if found.diverged else f"it ends at {found.last:.3g}"
    said = f"Loss and accuracy of the patient over {len(found.losses)} steps: {ends}, with {percent_of(found)} read."
    if mended:
        said += f" Mended, the loss ends at {mended.last:.3g}, with {percent_of(mended)} read."
    st.plotly_chart(figure, key=key, config=CONFIG, alt=said)
    if found.diverged:
        small(f"From step {found.diverged} on, the loss is no number any more.")


def symptoms(patient: Patient, found: Course) -> None:
    """What is there before the first click."""
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("#### How it learns")
        draw_curves(patient, found, None, f"curves of {patient.slug}")
    checked = gradient_check(patient)
    with right:
        st.markdown("#### Gradient check")
        clouds = [Cloud(one.name, one.numeric, one.analytic) for one in checked]
        away = [one.name for one in checked if not one.agrees]
        said = f"off the diagonal: {', '.join(away)}" if away else "all arrays lie on the diagonal"
        alt = f"Gradients of the backward pass against those measured on the loss; {said}."
        st.plotly_chart(scatter(clouds, is_dark()), key=f"scatter of {patient.slug}", config=CONFIG, alt=alt)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown("#### Array by array")
        st.markdown(words.checks(checked))
        small(
            f"Before the first step, on {SEEN} digits, with at most {MOST} numbers of an array. In the picture each "
            "array has its own scale; right ones lie on the diagonal."
        )
    with right:
        st.markdown("#### Other signs, after training")
        st.markdown(words.signs(signs(found)))
