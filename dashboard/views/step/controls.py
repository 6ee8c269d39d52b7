"""The fields and buttons above the stepper: which digits, through which network, under which label."""

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import streamlit as st

from dashboard.data.digit_choice import next_mistake, next_of_class, next_uncertain
from dashboard.data.own_images import OwnImage
from dashboard.data.shipped import trained
from dashboard.shared.bounded_field import bounded_field, say_held, was_typed
from dashboard.shared.folder import without_folders
from dashboard.shared.reading_time import looked_through
from dashboard.shared.steppable import SubjectError, check_steppable
from dashboard.shared.theme import small
from dashboard.views.step import board, given, told
from dashboard.views.step.address import Address, limits, quoted, read
from dashboard.views.step.own_image import OPEN, own_image
from dashboard.views.step.subject import Choice, Subject, enough, fresh, of_run, opinions, runs, shipped, steps_of
from dashboard.views.step.visit import CLASS, CONTROLS, FIND, NEXT, PREVIOUS
from lessons.page.counted import one


def controls(own: tuple[OwnImage, ...]) -> Choice:
    """What a person chooses, and shows it; `own` are images of one's own.

    Ends the page with a sentence where there is nothing to show.
    """
    row = st.container(horizontal=True, vertical_alignment="bottom", key=CONTROLS)
    row.title("Step through", width="stretch")
    turn = partial(_turn, led=bool(own))
    index = _digit(row, turn, led=bool(own))
    find = row.popover("Find", key=FIND, on_change="rerun")
    with row.popover("Yours", key=OPEN, on_change="rerun"):
        own_image()
    with row.popover("Network", key="network-choice"):
        tests, objection = _network()
    unchosen = board.unchosen(own)
    label = row.selectbox(
        "What if it were a",
        [unchosen, *range(10)],
        key="label",
        bind="query-params",
        width=150,
        help="The loss compares with this label.",
    )
    together = row.selectbox(
        "Digits at once",
        limits("batch")["choices"],
        key="batch",
        bind="query-params",
        width=120,
        help="This digit and the next ones, as a mini-batch.",
    )
    say_held("digit")
    if tests is None:
        _end(objection)
    subject = tests.led_by(own) if own else tests
    together = _enough(subject, together)
    if find.open:  # two dozen elements, for the few who look for a digit
        with find:
            _find(tests, turn)
    given.small_ones(row)
    if not own and together == 1:
        with row:
            told.button(subject, st.query_params.get("step", ""))
    index = min(index, len(subject.labels) - together)
    written = int(subject.labels[index])
    _say_which(index, together, len(own))
    return Choice(subject, index, together, written if label == unchosen else int(label), own)


def say_label(choice: Choice) -> None:
    """Whose the label of an image is, that comes with none."""
    if st.session_state.get("label") == "as read":
        small(
            f"Your image has no label: the network reads {one(choice.written)}, and that is its label until you choose "
            "one at “What if it were a”, or say on the drawing board what it truly is."
        )


def _turn(find: Callable[[int], int | None], led: bool) -> None:
    """A button's answer: show the digit that `find` gives for the one on show, or for the first one after an image of
    one's own that leads."""
    found = find(int(st.session_state.get("digit", 0)))
    if found is not None:
        st.session_state.digit = found
        if led:
            st.query_params.pop("own")
            st.query_params["digit"] = str(found)  # its field was not there to write it


def _number(place, label: str, name: str, **more) -> int:
    """The field of a whole number in the address.

    Streamlit reads the address in its own way and stumbles over `inf`: it is kept from what is not plain.
    """
    text = st.query_params.get(name, "")
    plain = name not in st.query_params or read(name, text) is not None or was_typed(name, text)
    low, high = limits(name)["low"], limits(name)["high"]
    if plain and name not in st.query_params and st.session_state.get(name, low) != low:
        st.session_state[name] = int(st.session_state[name])  # brings into the address what was kept from it until now
    number = bounded_field(place, label, low, high, name, bind="query-params" if plain else None, **more)
    if not plain:
        st.query_params.pop(name, None)
    return int(number)


def _digit(row, turn, led: bool) -> int:
    """Its number in the field, or 0 for an image that leads; with the buttons to its neighbours."""
    count = limits("digit")["high"] + 1
    digits = row.container(horizontal=True, vertical_alignment="bottom", width="content")
    digits.button("‹", key=PREVIOUS, help="The digit before", on_click=turn, args=(lambda n: (n - 1) % count,))
    if led:
        index = 0
        digits.button(
            "Your image",
            on_click=turn,
            args=(lambda n: n,),
            icon=":material/close:",
            help="Back to the test digits. Numbers that you changed and steps that you took on your image are left "
            "behind.",
        )
    else:
        index = _number(digits, "Test digit", "digit", width=130)
    digits.button("›", key=NEXT, help="The digit after", on_click=turn, args=(lambda n: (n + 1) % count,))
    return index


def _network() -> tuple[Subject | None, str]:
    """The network that the fields name with the test digits, or what is wrong with it."""
    try:
        run = _run()
        if run:
            return _moment_of(run), ""
        text = st.text_input(
            "Or new, with random weights: its layers",
            st.query_params.get("network", ""),
            key="network",  # not bound to the address: that would forget it where this field is not shown
            placeholder=trained().config.network,
            help="Such as 784-128-relu-10 or 1x28x28-conv6x5x5-relu-maxpool2-flatten-10. Empty: the one that comes "
            "with Chainrule, trained. Of other sizes, such as 4-10-relu-3: on numbers of its own.",
        )
        _keep("network", text)
        if given.is_asked(Address(network=text)):
            st.rerun()  # as a network that reads no digits
        seed = _number(st, "Seed of the weights", "seed", disabled=not text)
        say_held("seed")
        loss = Address.from_query(st.query_params.to_dict()).loss
        return (fresh(text, seed, loss) if text else shipped()), ""
    except SubjectError as error:
        return None, str(error)


def _run() -> str:
    known, asked = runs(), st.query_params.get("run", "")
    options = list(dict.fromkeys(["", asked, *known]))
    run = st.selectbox(
        "Trained in the lab",
        options,
        index=options.index(asked),
        key="run",  # not bound to the address: that would put the words there, and links of other pages carry the id
        format_func=lambda run: known.get(run, run) or "none of them",
    )
    _keep("run", run)
    return run


def _keep(name: str, text: str) -> None:
    """Puts a parameter into the address, or takes it out of there."""
    if text:
        st.query_params[name] = text
    else:
        st.query_params.pop(name, None)


def _moment_of(run: str) -> Subject:
    steps = [str(step) for step in steps_of(run)]
    if not steps:
        raise SubjectError(limits("run")["sentence"])
    return of_run(run, int(st.selectbox("After step", steps, key="checkpoint", bind="query-params")))


def _enough(subject: Subject, together: int) -> int:
    """How many digits at once, said where it is more than was asked for."""
    if (found := enough(subject.network, together)) != together:
        st.info(
            "Batch normalisation compares the examples of a batch. With one there is nothing to compare, so you see "
            "four at once."
        )
    try:
        check_steppable(subject.network, found)
    except SubjectError as error:
        _end(str(error))
    return found


def _find(tests: Subject, turn) -> None:
    """Buttons that lead to digits worth looking at."""
    most, _ = looked_through(tests.network, len(tests.labels))
    among = "" if most == len(tests.labels) else f" What is wrong or uncertain is looked for in the first {most:,}."
    st.caption(f"Goes on from the digit on show.{among}")
    wrong = partial(_with_opinions, tests, lambda p, n: next_mistake(p, tests.labels, n))
    st.button("One the network gets wrong", on_click=turn, args=(wrong,), width="stretch")
    uncertain = partial(_with_opinions, tests, next_uncertain)
    st.button("The most uncertain", on_click=turn, args=(uncertain,), width="stretch")
    for k, column in enumerate(st.columns(10, gap="xxsmall")):
        of_class = partial(next_of_class, tests.labels, k)
        column.button(str(k), key=CLASS.format(k), on_click=turn, args=(of_class,), width="stretch")


def _with_opinions(tests: Subject, find: Callable[[Any, int], int | None], n: int) -> int | None:
    return find(opinions(tests), n)


def _say_which(index: int, together: int, own: int) -> None:
    if together == 1:
        return
    led, last = min(own, together), index + together - 1 - own
    yours = "Your image" if led == 1 else f"Your {led} images"
    tests = "test digit 0" if last == 0 else f"test digits 0 to {last}"
    st.caption(f"Digits {index} to {last}" if not own else yours if last < 0 else f"{yours} and {tests}")


def _end(sentence: str) -> NoReturn:
    told = without_folders(sentence)
    st.error(quoted(told, len(told)))
    st.stop()
