"""What a list of datasets says of each."""

from __future__ import annotations

import pytest

from flyball.core.errors import ValidationFailed
from flyball.data import Dataset, Range, Volume
from tests.unit.data.conftest import departures


def test_a_state_tells_the_head_and_how_each_landing_ended(everywhere: Dataset) -> None:
    everywhere.expect(Range(column="delay", low=-60, high=1000), Volume(max_rows=50))
    everywhere.commit(departures(0, 10))
    everywhere.append(departures(10, 10, delay=[5000.0] + [1.0] * 9))
    with pytest.raises(ValidationFailed):
        everywhere.append(departures(20, 60))

    state, aside = everywhere._datasets.list_states()

    assert (state.dataset.name, aside.dataset.name) == ("flights", "flights.quarantine")
    assert state.head is not None and (state.head.n, state.head.rows) == (2, 19)
    assert (state.set_aside, state.refused) == (1, 1)
    ended = [(found.verdict, found.landed, found.failed) for found in state.landings]
    assert ended == [
        ("passed", 10, ()),
        ("quarantined", 10, ("range(delay)",)),
        ("blocked", 60, ("volume()",)),
    ]


def test_a_whole_version_judged_again_is_no_landing(flights: Dataset) -> None:
    flights.expect(Range(column="delay", low=-60))
    flights.commit(departures(0, 10))
    flights.append(departures(10, 10))
    flights._datasets.validate("flights", version="2")

    (state,) = flights._datasets.list_states()

    assert len(state.landings) == 2


def test_a_replacement_is_a_landing(flights: Dataset) -> None:
    flights.expect(Range(column="delay", low=-60, severity="warn"))
    flights.commit(departures(0, 10))
    flights.commit(departures(0, 5, delay=[-99.0, 1.0, 1.0, 1.0, 1.0]))

    (state,) = flights._datasets.list_states()

    assert [(found.landed, found.verdict) for found in state.landings] == [(10, "passed"), (5, "warned")]


def test_a_dataset_without_versions_has_no_head(flights: Dataset) -> None:
    (state,) = flights._datasets.list_states()
    assert (state.head, state.landings, state.refused, state.set_aside) == (None, (), 0, 0)


def test_the_sources_of_each_version_are_those_it_was_committed_with(everywhere: Dataset) -> None:
    everywhere.commit(departures(0, 10))
    everywhere.append(departures(10, 10), sources=["source:airline-feed", "source:late-desk"])

    found = everywhere._datasets.list_sources("flights")

    assert [(one.n, one.sources) for one in found] == [(2, ("source:airline-feed", "source:late-desk")), (1, ())]
    assert [one.n for one in everywhere._datasets.list_sources("flights", after=2)] == [1]
