"""A wrong value inside a Struct is refused by an embedded workspace as by a server."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, cast

import pytest

from flyball.core.errors import BadInput
from flyball.governance import ApprovalRules, Charter
from flyball.tracking import Link
from flyball.workspace import Workspace

RUN = "0" * 31 + "1"
WRONG = cast("Any", 3)

CALLS: dict[str, Callable[[Workspace], object]] = {
    "a number for a text": lambda ws: ws.charter.set(body=Charter(problem=WRONG)),
    "a number below its bound": lambda ws: ws.approvals.set_policy(
        "model", "champion", rules=ApprovalRules(min_votes=0)
    ),
    "one of several": lambda ws: ws.runs.log_inputs(RUN, inputs=(Link(ref="dataset:rows@1"), Link(ref=WRONG))),
    "a Struct of another kind": lambda ws: ws.charter.set(body=cast("Any", Link(ref="dataset:rows@1"))),
    "a text where a Struct belongs": lambda ws: ws.charter.set(body=cast("Any", "late flights")),
    "what no JSON can carry": lambda ws: ws.charter.set(body=Charter(problem=cast("Any", object()))),
    "NaN for a whole number": lambda ws: ws.approvals.set_policy(
        "model", "champion", rules=ApprovalRules(min_votes=cast("Any", math.nan))
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_value_in_a_struct_is_refused_wherever_the_workspace_is(ws: Workspace, call: str) -> None:
    ws.runs.start(experiment="late", id=RUN)

    with pytest.raises(BadInput, match="was called with bad input"):
        CALLS[call](ws)


def test_a_right_value_in_a_struct_arrives_as_it_was(ws: Workspace) -> None:
    body = Charter(problem="late flights", owners={"business": "ana"})

    assert ws.charter.set(body=body).body == body
