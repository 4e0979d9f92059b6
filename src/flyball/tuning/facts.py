"""What a study says about itself when somebody asks why."""

from __future__ import annotations

from flyball.core import Ref
from flyball.governance.facts import Fact, Facts
from flyball.store import Stores
from flyball.tuning.rows import read_study


def facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """One sentence with the best setting; raises `NotFound`."""
    with stores.catalog.read() as connection:
        study = read_study(connection, project, ref.name)
    best = study.best
    found = "none has ended"
    known: dict[str, Fact] = {"direction": study.direction, "trials": study.trial_count, "seed": study.seed}
    parents: tuple[str, ...] = ()
    if best is not None:
        found = f"the best, trial {best.number}, reached {best.value:.4g}"
        known |= {"best": best.number, "value": best.value} | {f"params.{k}": v for k, v in best.params.items()}
        parents = (f"run:{best.run}",) if best.run else ()
    sentence = f"{study.owner} tried {study.trial_count} settings to {study.direction} the objective; {found}"
    return Facts(ref=study.ref, sentence=sentence, facts=known, parents=parents)
