"""Definitions are versioned: what did not change keeps its version, what did is the next one, all or none."""

from __future__ import annotations

import pytest

from flyball.core.errors import BadInput, NotFound
from flyball.features import Aggregate, Definitions, FeatureService, Latest, Member, View
from flyball.workspace import Workspace
from tests.unit.features.flights import DAY_S, definitions


def test_an_unchanged_definition_keeps_its_version(ws: Workspace) -> None:
    first = ws.features.apply(definitions=definitions())

    again = ws.features.apply(definitions=definitions())

    assert {(one.version, one.is_new) for one in first} == {(1, True)}
    assert {(one.version, one.is_new) for one in again} == {(1, False)}
    assert [one.ref for one in first] == [one.ref for one in again]


def test_a_changed_view_is_the_next_version_and_so_is_the_service_over_it(ws: Workspace) -> None:
    ws.features.apply(definitions=definitions())

    changed = ws.features.apply(definitions=definitions(description="how the carrier did lately"))

    assert [(one.ref, one.is_new) for one in changed] == [
        ("source:flights@1", False),
        ("features:windows@2", True),
        ("features:newest@1", False),
        ("feature-service:late-flight@2", True),
    ]
    old = ws.features.get_service("late-flight", version=1)
    assert [view.ref for view in old.views] == ["features:windows@1", "features:newest@1"]
    assert ws.features.get_view("windows").version == 2
    assert [found.view.name for found in ws.features.list_views()] == ["newest", "windows"]
    assert [found.version for found in ws.features.list_services()] == [2]


def test_a_source_that_moves_gives_its_views_a_new_version(ws: Workspace) -> None:
    ws.features.apply(definitions=definitions())

    moved = ws.features.apply(definitions=definitions(known=True))

    assert all(one.version == 2 for one in moved)
    assert ws.features.get_view("windows", version=1).source.known is None
    assert ws.features.get_view("windows").source.known == "known_at"


def test_nothing_is_applied_when_one_definition_is_wrong(ws: Workspace) -> None:
    good = definitions()
    service = FeatureService(name="lost", members=(Member(view="nowhere"),))

    with pytest.raises(NotFound, match="nowhere"):
        ws.features.apply(definitions=Definitions(sources=good.sources, views=good.views, services=(service,)))

    assert ws.features.list_views() == []


def test_a_view_names_each_feature_once(ws: Workspace) -> None:
    good = definitions()
    twice = (
        Latest(name="wait", column="wait"),
        Aggregate(name="wait", kind="mean", column="wait", window_s=DAY_S),
    )

    with pytest.raises(BadInput, match="twice"):
        ws.features.apply(
            definitions=Definitions(
                sources=good.sources, views=(View(name="v", source="flights", keys=("carrier",), features=twice),)
            )
        )


def test_a_missing_view_service_or_version_is_not_found(ws: Workspace) -> None:
    ws.features.apply(definitions=definitions())

    for look_up in (
        lambda: ws.features.get_view("nothing"),
        lambda: ws.features.get_service("nothing"),
        lambda: ws.features.get_service("late-flight", version=9),
    ):
        with pytest.raises(NotFound):
            look_up()


def test_a_service_says_what_it_is_made_of(local_ws: Workspace) -> None:
    local_ws.features.apply(definitions=definitions())

    told = local_ws.why.explain("feature-service:late-flight@1")

    assert "windows@1, newest@1" in told.sentences[0]
    assert {"features:windows@1", "features:newest@1"} <= {link.ref for link in told.links}
