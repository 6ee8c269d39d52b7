"""Links as nobody honest would write them: every parameter of every page at its extremes, alone and in pairs."""

import random
from dataclasses import dataclass, fields
from itertools import combinations, product

from core.config import Config
from dashboard.shared.navigation import (
    CLASS,
    CLINIC,
    HOME,
    LESSONS,
    MINE,
    PAGES,
    PROOFS,
    REPLAY,
    RUNS,
    STEP,
    SWEEP,
    TRAIN,
    VIEWS,
    View,
)
from dashboard.shared.tasks import Task
from lessons.clinic.patients import PATIENTS
from tests.support.scanned_once import scan_once

SECONDS, BYTES = 2.0, 300_000_000  # of the processor and of memory, for one link

LONG = "9" * 5_000  # digits: int() refuses them
NONSENSE = [
    "",
    " ",
    "0",
    "1",
    "-1",
    "nan",
    "inf",
    "-inf",
    "1e309",
    LONG,
    "4294967296",
    "5.7",
    "1_000",
    "0x10",
    "١٢٣",
    "²",
    "true",
    "**",
    "*",
    "../../../outside/secret",
    "../../usr/**/x",
    "0123456789*",
    "\x00",
    "a,b:c~d;e",
    "🙂" * 300,
    "[a](//evil.test)<b>$x$",
    "a" * 20_000,
    "," * 5_000,
]
LENET = "1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"
NETWORKS = [
    "784-10",
    "784-16-relu-16-relu-10",
    "784-64-bn-relu-64-dropout0.5-relu-64-relu-10",
    "784-1800-relu-10",
    "784-" + "10-relu-" * 49 + "10",
    "784-" + "10-bn-relu-" * 32 + "10",
    "784-" + "1-relu-" * 90 + "10",
    "784-" + "10-relu-" * 2_000 + "10",
    "784-10" + "-identity" * 200,
    "784-99999999999999-10",
    f"784-{LONG}-10",
    LENET,
    "1x28x28-conv32x3x3p1-relu-conv32x3x3p1-relu-maxpool2-conv64x3x3p1-relu-maxpool2-flatten-128-relu-10",
    "1x28x28-" + "conv64x3x3p1-relu-" * 38 + "flatten-10",
    "1x28x28-" + "conv64x3x3p1-relu-" * 2 + "flatten-10",
    "1x28x28-" + "conv2x3x3p1-relu-" * 60 + "flatten-10",
    "1x784x1-" + "conv1x1x1-" * 90 + "flatten-10",
    "784x1x1-conv1200x1x1-conv1x10x10p9-flatten-10",
    "1x28x28-conv8x28x28p27-flatten-10",
    "1x28x28-maxpool28-flatten-10",
    "1x28x28-conv6x5x5p99999-flatten-10",
]
STEPS = ["adam,0.001" + ",9999:9:16" * 100, "sgd,100" + ",0:7:1" * 100, "sgd,nan,0:7:1", f"sgd,0.1,{LONG}:1:1"]
EDITS = ["~".join(f"x:{k}:1e6" for k in range(60)), f"x:{LONG}:1", "x:1:nan", "W1:0:-1e6", "x:1:1e309", "~" * 5_000]
GIVEN = [
    "x:0.05,0.1~y:0.01,0.99~W1:0.15,0.25,0.2,0.3~b1:0.35,0.35",
    "x:" + "1," * 9_999 + "1",
    "x:1e309~y:nan",
    f"W1:{LONG}",
    "W1:1,2~W1:3,4",
    "labels:-1~x:0",
]
TASK = Task("Find <b>it</b>.", ("learning_rate", "nothing"), ("reach 97 %", "solve softmax-derive1", "**")).written()
TOUCHED = (  # controls of the lessons
    *("batch size", "bowl rate", "bowl steps", "depth activation", "depth times", "h power", "neuron right"),
    *("neuron down", "paths on", "published weights", "published biases", "slope of", "slope at", "softmax class"),
    *("softmax by", "surprise by", "valley optimizer", "glossary", "letters-table"),
)
EMPTY = "eNpjYBgFo2AUjIJRMAqGKgAABhAAAQ"  # nearly an image
FOLDS = ("allowed", "rename", "leaving", "make-task", "hand-in", "read-codes", "usable")  # of the class's pages
LOOKS = ("Rewind", "Inside", "Result", "Landscape", "Optimizers", "Yours", "Keep")
CUTS = ("Along the next step", "Between two checkpoints", "On a plane through three")


@dataclass(frozen=True)
class Link:
    """An address of a page."""

    view: View
    query: tuple[tuple[str, str], ...]

    def __str__(self):
        return f"/{self.view.path}?" + "&".join(f"{name}={value[:60]!r}" for name, value in self.query)


def extremes(runs: tuple[str, str, str, str]) -> dict[View, dict[str, list[str]]]:
    """The values of every parameter of every page. `runs` are a run of a home, one without checkpoints, a sweep, and a
    large run."""
    kept, bare, sweep, large = runs
    ids = [kept, bare, sweep, large, kept.upper(), f"{kept}\n", f" {kept}", kept[:9], *NONSENSE]
    step = {
        "own": [EMPTY, "eJz", "A" * 3_000, *NONSENSE],
        "digit": ["115", "9999", "10000", *NONSENSE],
        "label": ["9", "as read", "10", *NONSENSE],
        "batch": ["16", "3", *NONSENSE],
        "seed": ["4294967295", *NONSENSE],
        "network": [*NETWORKS, *NONSENSE],
        "run": ids,
        "checkpoint": ["3", "00000003", *NONSENSE],
        "step": ["dW1", "p", "z1", *NONSENSE],
        "pin": ["W1,783,15", "x,0,783", f"W1,{LONG},0", "W1" + ",1" * 5_000, *NONSENSE],
        "edits": [*EDITS, *NONSENSE],
        "steps": [*STEPS, *NONSENSE],
        "plan": ["adam,0.001", "sgd,100", "sgd,1e9", "sgd,-1", "sgd,1.2.3e-e-", "nothing,0.1", *NONSENSE],
        "epsilon": ["0.25", "0.5", "0.50001", "5e-324", *NONSENSE],
        "loss": ["quadratic", "binary cross-entropy", *NONSENSE],
        "given": [*GIVEN, *NONSENSE],
        "theirs": ["dW1:1,2", "p:nan", f"dW9:{LONG}", *GIVEN, *NONSENSE],
        "checked": ["0123456789abcdef", *NONSENSE],
        "fill": ["true", "1", *NONSENSE],
        "tell": ["look", "pixels", "nowhere", *NONSENSE],
        "present": ["true", "True", *NONSENSE],
    }
    train: dict[str, list[str]] = {"run": ids, "look": [*LOOKS, *NONSENSE], "axis": ["steps", "seconds", *NONSENSE]}
    for row in fields(Config):
        ends = [str(row.metadata[end]) for end in ("low", "high") if end in row.metadata]
        train[row.name] = [*map(str, row.metadata.get("choices", ends)), *NONSENSE]
    train["network"] = [*NETWORKS, *NONSENSE]
    steps = ["0", "3", "2", *NONSENSE]
    train |= dict.fromkeys(("from_step", "from_checkpoint", "to_checkpoint", "microscope_at", "moment"), steps)
    train |= {key: ["true", "30", *NONSENSE] for key in ("microscope_seen", "microscope_corrected", "fork", "more")}
    train |= {"cut": [*CUTS, *NONSENSE], "cell": ["4,9", "9,9,9", "10,0", f"{LONG},1", *NONSENSE]}
    return {
        HOME: {"digit": [LONG, "**"]},  # nothing is read from the address
        STEP: step,
        TRAIN: train,
        RUNS: {
            "beside": [f"{kept},{bare}", f"{kept},{kept}", ",".join([kept] * 5_000), *ids],
            "run": ids,
            "whose": ["Mine", "Everybody's", *NONSENSE],
            "import": ["true", *NONSENSE],
        },
        SWEEP: {
            "sweep": ids,
            "run": ids,
            "across": ["seed", *NONSENSE],
            "across_values": ["1, 2", ",".join(["0.1"] * 5_000), *NONSENSE],
            "down": ["units of the first layer", *NONSENSE],
            "down_values": ["1", *NONSENSE],
            "list": ["true", *NONSENSE],
        },
        LESSONS: {
            "lesson": [*map(str, range(20)), "the-chain-rule", *NONSENSE],
            "digit": ["9999", "10000", *NONSENSE],
            "at": ["dW1", "z9", *NONSENSE],
            **{name: ["true", "0.3", "9", *NONSENSE] for name in TOUCHED},
            "exercise": ["softmax-derive1", ",".join(["softmax-predict1"] * 500), "softmax-", *NONSENSE],
            "typed.softmax-derive1": ["0~p_j - y_j", "3~" + "(" * 9_000, f"{LONG}~1", "1~[a](//evil.test)", *NONSENSE],
            "from": ["step=dW1&digit=7", "step?step=p", "//evil.test", "step=" + "a" * 9_000, *NONSENSE],
        },
        PROOFS: {"equation": [LONG]},  # as on this page
        REPLAY: {"figure": ["Three learning rates", "Learning by heart: what it costs", *NONSENSE]},
        MINE: {"example": ["true", *NONSENSE], "array": ["dW1", *NONSENSE], "library": ["JAX", "jax", *NONSENSE]},
        CLINIC: {
            "patient": [PATIENTS[-1].slug, *NONSENSE],  # each of them is opened by tests of its own
            "line": [PATIENTS[0].line.id, PATIENTS[-1].line.id, *NONSENSE[::4]],
            "show": ["true", "**"],
        },
        CLASS: {
            "class": ["abc234", *NONSENSE],
            "join": ["abc234", "ABC-234", *NONSENSE],
            "teach": ["abc234.secret", ".", "abc234.", *NONSENSE],
            "part": ["Runs", "Task", "Questions", *NONSENSE],
            **{name: ["true", *NONSENSE[::4]] for name in (*FOLDS, "ask-lesson", "ask-exercise", "answers-to")},
            "quiz": ["before", "after", "usability", *NONSENSE],
            "task": [TASK, TASK[:-3], *NONSENSE],
        },
    }


def alone(values: dict[View, dict[str, list[str]]]) -> list[Link]:
    """Every parameter at each of its extremes, the others left out."""
    return [
        Link(view, ((name, value),))
        for view, parameters in values.items()
        for name, found in parameters.items()
        for value in found
    ]


def pairs(values: dict[View, dict[str, list[str]]], chance: random.Random, most: int) -> list[Link]:
    """So many pairs of parameters at their extremes, each another: as many of every page, or all that it has."""
    every = {view: _every_pair(view, parameters) for view, parameters in values.items()}
    drawn, left = [], sorted(every.values(), key=len)
    while left:  # what a page with few pairs leaves goes to those with more
        share, found = (most - len(drawn)) // len(left), left.pop(0)
        drawn += chance.sample(found, min(share, len(found)))
    return drawn


def _every_pair(view: View, parameters: dict[str, list[str]]) -> list[Link]:
    return [
        Link(view, ((one, value), (other, another)))
        for one, other in combinations(parameters, 2)
        for value, another in product(parameters[one], parameters[other])
    ]


HONEST = [
    "step?network=2-2-sigmoid-2&loss=quadratic&given=x:0.5,0.25~y:0,1&step=dW1&theirs=dW1:0.1,0.2,0.3,0.4",
    "step?digit=321&label=9&step=dW1&pin=W1,323,8&edits=x:350:0.9~W1:12:-0.3&steps=sgd,0.1,321:2:1&batch=4&seed=7",
    "step?digit=115&network=784-32-bn-relu-10&tell=look&present=true",
    "step?run=KEPT&checkpoint=3&step=dz2",
    f"step?network={LENET}&digit=9&step=z1",
    "train?network=784-128-relu-64-relu-10&epochs=5&batch_size=64&optimizer=adam&learning_rate=0.005&seed=1&data=mnist",
    "train?run=KEPT&look=Inside&axis=seconds",
    "train?run=KEPT&look=Landscape",
    "runs?beside=KEPT,BARE&whose=Mine&run=KEPT",
    "sweep?sweep=SWEEP&run=KEPT",
    "lessons?lesson=the-chain-rule&digit=115",
    "clinic?patient=the-course&line=Dense.parameter_gradients.dW&show=true",
]


def damaged(runs: tuple[str, str, str, str], chance: random.Random, most: int) -> list[Link]:
    """So many honest links with signs changed, taken out, doubled or swapped, as mails and typing hands leave them."""
    views, found = {view.path: view for view in PAGES}, []
    honest = [text for text in HONEST for _ in range(-(-most // len(HONEST)))][:most]
    for text in honest:
        for name, run in zip(("KEPT", "BARE", "SWEEP"), runs, strict=False):
            text = text.replace(name, run)
        path, _, query = text.partition("?")
        pairs = [tuple(pair.split("=")) for pair in query.split("&")]
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(pairs))
            pairs[at] = pairs[at][0], _damage(pairs[at][1], chance)
        found.append(Link(views[path], tuple(pairs)))
    return found


def _damage(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.randrange(1, 6))
    sign = chance.choice([*"0123456789-+.,:~x*/% eE", "\x00", "٣", "\u202e", "🙂", "\n", "∞"])
    match chance.randrange(5):
        case 0:
            return text[:start] + sign + text[end:]
        case 1:
            return text[:start] + text[end:]
        case 2:
            return text[:end] + text[start:]
        case 3:
            return text[:start] + sign * chance.choice([1, 3, 400]) + text[start:]
        case _:
            return text[start:] + text[:start]


def dear(values: dict[View, dict[str, list[str]]]) -> list[Link]:
    """What costs most, together: every network with the most digits, steps and changes at once."""
    together = [{}, {"batch": "16"}, {"steps": STEPS[0]}, {"batch": "16", "steps": STEPS[0], "edits": EDITS[0]}]
    return [
        Link(STEP, (("network", text), ("digit", "9999"), *more.items())) for text, more in product(NETWORKS, together)
    ]


def looks(run: str) -> list[Link]:
    """Every look at a run, and every cut through its landscape."""
    every = [(("look", look),) for look in LOOKS if look != "Landscape"]
    every += [(("look", "Landscape"), ("cut", cut)) for cut in CUTS]
    return [Link(TRAIN, (("run", run), *look)) for look in every]


def fault(link: Link) -> str:
    """Open a link as Streamlit does, without a browser; what reached the page that should not have."""
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_file(str(VIEWS / link.view.file), default_timeout=120)
    for name, value in link.query:
        page.query_params[name] = value
    page.run()
    return "\n".join(f"{error.proto.type}: {error.proto.message}" for error in page.exception)


def warm() -> None:
    """Import every page and what they need, so that a link is charged for itself alone. The page of proofs is left out:
    it begins to prove, in a thread."""
    scan_once()
    for view in (view for view in PAGES if view is not PROOFS):
        for query in ((), (("network", "784-10"), ("digit", "1"), ("lesson", "1"))):
            fault(Link(view, query))
