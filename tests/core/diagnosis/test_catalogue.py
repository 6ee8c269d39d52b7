"""Whatever the catalogue can plant, a diagnosis names; and what is right, it leaves in peace."""

import numpy as np
import pytest

from core.batchnorm import Standardize
from core.diagnosis.catalogue import EQUATIONS, catalogue
from core.diagnosis.diagnosis import diagnose
from core.diagnosis.order import arrays, one_pass
from core.diagnosis.planting import plant
from core.images import Image
from core.network import Network
from core.vocabulary import WORDS
from tests.support.passes import NETWORKS, case, has_effect, names_it, planted


def test_every_kind_is_named_once_it_is_planted():
    """Of each kind the first place, in random networks, where it changes a number."""
    kinds = {m.kind for text in NETWORKS for m in catalogue(Network.from_text(text))}
    named, unnamed = set(), []
    for seed in range(60):
        one = case(seed)
        right = one.arrays()
        for mistake in catalogue(one.network):
            if mistake.kind not in named:
                wrong = one.arrays(plant(one.network, mistake))
                if has_effect(right, wrong):
                    named.add(mistake.kind)
                    found = one.diagnose(wrong)
                    if not names_it(found, mistake.kind):
                        unnamed.append((seed, mistake.kind, mistake.first, found.headline()))
        if named == kinds:
            break
    assert unnamed == []
    assert kinds - named == set()
    assert len(kinds) > 60


def test_a_mistake_is_named_from_any_subset_of_the_arrays():
    for seed in (1, 2, 4):
        for one, mistake, given in planted(seed, 4):
            assert names_it(one.diagnose(given), mistake.kind), (seed, mistake.kind, mistake.first, list(given))


def test_a_line_that_all_layers_run_through_is_one_mistake():
    one = case(0)
    everywhere = [m for m in catalogue(one.network) if len(m.places) == 3 and m.kind == "summed over classes"]
    assert [m.places for m in everywhere] == [("db3", "db2", "db1")]
    found = one.diagnose(one.arrays(plant(one.network, everywhere[0])))
    assert found.kinds == ("summed over classes",)
    assert found.mistakes[0].places == ("db3", "db2", "db1")
    assert "Everything before it follows from that one mistake" in found.verdict()


def test_a_line_of_all_layers_is_seen_past_a_bias_whose_gradient_is_rounding():
    """Before batch normalisation db1 is 0: N times as much agrees with it."""
    one = case(2)
    (everywhere,) = (m for m in catalogue(one.network) if m.kind == "1/N missing" and m.places[:1] == ("db3",))
    assert "db1" in everywhere.places
    found = one.diagnose(one.arrays(plant(one.network, everywhere)))
    assert found.kinds == ("1/N missing",)
    assert found.mistakes[0].places == everywhere.places


@pytest.mark.parametrize("places", [("dW2", "db1"), ("dz3", "dW1"), ("dW3", "dW3")])
def test_two_mistakes_are_told_apart(places):
    one, mistakes = case(0), catalogue(case(0).network)
    first = next(m for m in mistakes if m.first == places[0] and m.kind in ("last example only", "target left out"))
    second = next(m for m in mistakes if m.first == places[1] and m.kind == "sign" and not m.places)
    found = one.diagnose(one.arrays(plant(one.network, first, second)))
    assert found.explained
    assert set(found.kinds) == {first.kind, second.kind}


def test_every_layer_has_its_mistakes():
    """A new layer in the vocabulary needs a row of the catalogue. Images in rows are laid out by `flatten` alone."""
    assert {word.layer for word in WORDS} - {Image} == set(EQUATIONS)


def test_batch_normalisation_in_use_has_mistakes_of_its_own():
    network = Network.from_text("10-6-bn-relu-4").in_use()
    assert isinstance(network.layers[1], Standardize)
    kinds = {m.kind for m in catalogue(network) if m.layer == 1}
    assert "x for x̂" in kinds
    assert "path through the mean missing" not in kinds


def test_what_fits_no_mistake_is_not_given_one():
    one = case(1)
    given = one.arrays() | {"dW1": one.arrays()["dW1"] + one.rng.standard_normal((9, 7))}
    found = one.diagnose(given)
    assert found.first is not None
    assert (found.first.name, found.mistakes, found.explained) == ("dW1", (), False)
    assert "No mistake of the catalogue" in found.headline()


def test_the_arrays_may_be_of_a_network_that_is_an_object():
    one = case(1)
    wrong = arrays(one_pass(plant(one.network, catalogue(one.network)[8]), one.theta, one.x, one.y))
    rows = np.asarray(one.y)
    assert not diagnose(str(one.network), one.theta, one.x, rows, {"dW1": wrong["dW1"] * 3}).agrees
