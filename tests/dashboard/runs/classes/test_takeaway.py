"""All that is kept of a class can be taken along, and obeys nobody; the secret names of browsers stay."""

import csv
import io
import json

from core.config import Config
from dashboard.runs.classes.answers import record
from dashboard.runs.classes.classes import join
from dashboard.runs.classes.takeaway import as_csv, as_json


def test_everything_is_in_both_files_and_no_browser_is(store, room):
    eve = join(store, room.code, "=HYPERLINK(0)", "secret browser")
    record(store, eve, "exercise", "softmax-derive1", "@p - y", False, "Not yet.")
    store.submit(Config(network="784-10"), "secret browser", "finished", name="+1")
    for text in (as_csv(store, room), as_json(store, room)):
        assert "secret browser" not in text
        for kept in ("HYPERLINK", "softmax-derive1", "p - y", "Not yet.", "finished"):
            assert kept in text
    cells = [cell for row in csv.reader(io.StringIO(as_csv(store, room))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    listed = json.loads(as_json(store, room))
    assert listed["students"][0]["student"] == "=HYPERLINK(0)"
    assert listed["answers"][0]["right"] == 0
