"""Outcomes arrive late, early, twice, corrected and taken back; one value counts in the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.core.errors import BadInput
from flyball.monitoring import Label
from flyball.monitoring.labels import append_labels, label_stream, read_labels
from flyball.workspace import Workspace
from tests import workspaces

NOON = datetime(2013, 3, 4, 12, tzinfo=UTC)


def test_an_outcome_can_be_added_asked_for_and_counted(ws: Workspace) -> None:
    receipt = ws.labels.add("late-flight", labels=(Label(key="UA-1", value=1.0, at=NOON),))

    assert (receipt.accepted, receipt.duplicate, receipt.corrected) == (1, 0, 0)
    assert ws.labels.get("late-flight", "UA-1") == 1.0
    assert ws.labels.get("late-flight", "UA-2") is None
    assert ws.labels.count("late-flight") == 1


def test_the_same_outcomes_sent_again_change_nothing(ws: Workspace) -> None:
    labels = (Label(key="UA-1", value=1.0, at=NOON), Label(key="UA-2", value=0.0, at=NOON))
    ws.labels.add("late-flight", labels=labels)

    ws.labels.add("late-flight", labels=labels)

    assert ws.labels.count("late-flight") == 2


def test_a_correction_counts_and_a_retraction_takes_the_outcome_back(ws: Workspace) -> None:
    ws.labels.add("late-flight", labels=(Label(key="UA-1", value=1.0, at=NOON),))
    ws.labels.add("late-flight", labels=(Label(key="UA-1", value=0.0, at=NOON + timedelta(days=1), revision=1),))
    assert ws.labels.get("late-flight", "UA-1") == 0.0

    receipt = ws.labels.add("late-flight", labels=(Label(key="UA-1", value=None, at=NOON, revision=2),))

    assert receipt.corrected == 1
    assert ws.labels.get("late-flight", "UA-1") is None
    assert ws.labels.count("late-flight") == 0


def test_a_correction_that_overtakes_what_it_corrects_still_wins(ws: Workspace) -> None:
    ws.labels.add("late-flight", labels=(Label(key="UA-1", value=0.0, at=NOON, revision=1),))

    ws.labels.add("late-flight", labels=(Label(key="UA-1", value=1.0, at=NOON + timedelta(days=9)),))

    assert ws.labels.get("late-flight", "UA-1") == 0.0


def test_an_empty_batch_is_refused(ws: Workspace) -> None:
    with pytest.raises(BadInput):
        ws.labels.add("late-flight", labels=())


REVISIONS = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 3)).map(lambda pair: (*pair, float(hash(pair) % 7))),
    min_size=1,
    max_size=12,
)


@given(rows=REVISIONS, order=st.randoms(use_true_random=False), size=st.integers(1, 5))
def test_any_order_and_any_batches_give_the_same_outcomes(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int, float]], order: object, size: int
) -> None:
    labels = [Label(key=key, value=value, at=NOON, revision=revision) for key, revision, value in rows]
    shuffled = list(labels)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    batches = [shuffled[k : k + size] for k in range(0, len(shuffled), size)]
    expected = {key: max((r, v) for k, r, v in rows if k == key)[1] for key, _, _ in rows}

    with workspaces.embedded(workspaces.settings_in(tmp_path_factory.mktemp("labels"))) as ws:
        stream = label_stream("default", "late-flight")
        for batch in [*batches, *batches]:
            append_labels(ws.stores.streams, stream, batch)
        found = read_labels(ws.stores.streams, stream)

    assert dict(zip(found["key"].to_pylist(), found["value"].to_pylist(), strict=True)) == expected
