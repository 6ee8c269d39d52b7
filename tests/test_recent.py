"""One run that cannot be read does not hide the others."""

from core.config import Config
from dashboard.lab.recent import line
from dashboard.runs.store import open_store


def test_a_record_of_another_version_is_one_sentence_among_the_others():
    with open_store() as store:
        good, bad = (store.submit(Config(network="784-10"), "anna", "stopped") for _ in range(2))
        store.update(bad, config='{"warp": 9}')
        first, second = map(line, store.records())
    assert first == f"{bad[:4]}: The settings of this run cannot be read: another version of Chainrule wrote them."
    assert good[:4] in second
