"""A person's own backward pass beside core's: the first array that differs, and the mistake that explains it."""

import streamlit as st

from core.diagnosis import Diagnosis
from core.diagnosis.comparing import Finding
from core.diagnosis.words import agreement, how_far
from dashboard.shared.navigation import STEP
from dashboard.shared.shown import shown, told
from dashboard.shared.theme import is_dark, small
from dashboard.shared.verbatim import verbatim
from dashboard.views.mine.brought import MEGABYTES, of_example, of_file, stepper_query
from dashboard.views.mine.examples import FIRST, RIGHT, example, file_of, kinds
from dashboard.views.mine.picture import pictures, worst
from dashboard.views.mine.recipes import RECIPES

st.title("Is your backward pass right?")
st.markdown(
    "Bring the numbers of a pass that your own code made. They are compared with core's, array by array in the order "
    "of the pass, and where one differs, known mistakes are **planted** in core until it gives the numbers you have."
)


@shown()
def check() -> None:
    left, right = st.columns(2)
    chosen = left.file_uploader("Your pass (.npz)", type=["npz"], max_upload_size=MEGABYTES, key="mine")
    with right:
        if chosen:
            st.markdown("Below is your pass. Remove the file to see an example with a mistake in it.")
            found = of_file(chosen.getvalue(), chosen.name)
        else:
            found = chosen_example()
    answer(found)


def chosen_example() -> Diagnosis:
    """What a person without a file looks at."""
    kind = st.selectbox(
        "Or an example with this mistake in it",
        [RIGHT, *kinds()],
        index=1 + list(kinds()).index(FIRST),
        key="example",
        bind="query-params",
    )
    st.download_button(
        "Save the example (.npz)",
        lambda: file_of(kind),
        "example.npz",
        on_click="ignore",
        icon=":material/download:",
    )
    return of_example(kind, example(kind))


def answer(found: Diagnosis) -> None:
    """What is wrong, what follows from it, and every array."""
    if found.agrees:
        st.success(told(found.headline()), icon=":material/check_circle:")
    else:
        st.error(told(found.headline()), icon=":material/error:")
    for sentence in filter(None, (found.verdict(), found.alternatives())):
        st.markdown(told(sentence))
    if found.unread:
        small(verbatim(found.not_compared()))
    look(found)


@st.fragment
def look(found: Diagnosis) -> None:
    """The arrays in their order, and one of them in pictures."""
    names = [finding.name for finding in found.findings]
    begin = names.index(found.first.name) if found.first else 0
    by_name = dict(zip(names, found.findings, strict=True))
    arrays, beside = st.container(key="arrays").columns([2, 3], gap="large")
    with arrays:
        st.markdown("#### In the order of the pass")
        st.markdown(table(found))
    with beside:
        asked = st.query_params.get("array", "")
        start = names.index(asked) if asked in names else begin
        name = st.selectbox("Look at", names, index=start, key=f"array of {id(found)}")
        if name == names[begin]:
            st.query_params.pop("array", None)
        else:
            st.query_params["array"] = name
        finding = by_name[name]
        for column, picture in zip(st.columns(3), pictures(finding, is_dark()), strict=False):
            column.image(picture.pixels, alt=f"{picture.title}: {name} as a picture, {picture.words}.")
            with column:
                small(f"**{picture.title}**, {verbatim(picture.words)}")
        small("Each picture has a scale of its own about 0; its rows and columns are those of the array.")
        numbers(finding)
        query = stepper_query(found, name)
        here = {"given", "checked"} & query.keys()
        own = "your numbers beside ours" if here else "in a network of this kind"
        st.page_link(
            STEP.streamlit(),
            label=f"See how {name} is made, {own}",
            icon=":material/footprint:",
            query_params=query,
        )


def table(found: Diagnosis) -> str:
    """A row for each array, as Markdown."""
    rows = ["| | array | yours beside ours |", "|---|---|---|"]
    for finding in found.findings:
        said, name = agreement(finding) if finding.agrees else how_far(finding), verbatim(found.name(finding))
        rows.append(
            f"| {'✓' if finding.agrees else '✗'} | {name if finding.agrees else f'**{name}**'} | {verbatim(said)} |"
        )
    return "\n".join(rows)


def numbers(finding: Finding) -> None:
    """Those that differ most, side by side."""
    if rows := worst(finding):
        small(f"The numbers of {finding.name} that differ most" if finding.error else f"Numbers of {finding.name}")
        st.dataframe(rows, hide_index=True, height="content")


check()

st.markdown("### How to write your pass down")
st.markdown(
    "The file holds the network as text, its parameters, the batch, and any of your values and gradients: `z1`, `a1`, "
    "`p`, `loss`, `dz2`, `dW1` … in core's letters, or `0.weight.grad` … in PyTorch's. Weights may be (in, out) or "
    "(out, in)."
)
for tab, lines in zip(st.tabs(list(RECIPES), key="library", bind="query-params"), RECIPES.values(), strict=True):
    tab.code(lines, language="python")
st.markdown("In a terminal, `chainrule diagnose mine.npz` says the same; in a notebook, it is a function:")
st.code(
    "from core.diagnosis import diagnose\n"
    'print(diagnose("784-64-relu-10", theta, x, labels, {"dW1": dW1, "dz2": dz2}))',
    language="python",
)
