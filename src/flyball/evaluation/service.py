"""The operations of evaluation."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta
from sqlalchemy import and_, or_, select

from flyball.core import Event, Id, Ref, canonical_json, from_us, operation
from flyball.core.errors import BadInput, NotFound
from flyball.evaluation import tables as t
from flyball.evaluation.model import Evaluation, Report
from flyball.store import Service
from flyball.store.blobs import record_blobs

RefText = Annotated[str, Meta(min_length=3, max_length=400)]
Limit = Annotated[int, Meta(ge=1, le=1_000)]


class EvaluationRecorded(Event, tag="evaluation.recorded", frozen=True, kw_only=True):
    """A subject was evaluated on data."""

    subject: str
    dataset: str
    passed: bool
    failed_gates: list[str]


class Evaluations(Service):
    """Reports on record: what was evaluated, on which data, with what result."""

    noun: ClassVar[str] = "evaluations"

    @operation("POST", "/evaluations", needs="evaluation.write")
    def record(self, *, subject: RefText, dataset: RefText, report: Report) -> Evaluation:
        """Keep a report about `subject` (a run or a model version) on `dataset` (a version); its digest is evidence."""
        about, data = Ref.parse(subject), Ref.parse(dataset)
        if data.kind != "dataset" or data.version is None:
            raise BadInput(f"{dataset} is no dataset version", why="an evaluation names the rows it was made on")
        content = canonical_json(report)
        digest = self.stores.objects.put(content)
        with self.change() as change:
            record_blobs(change, {digest: len(content)})
            row = {
                "id": self.stores.ids.new(),
                "project": self.project,
                "subject": str(about),
                "dataset": str(data),
                "digest": digest,
                "passed": int(report.passed),
                "n": report.n,
                "doc": msgspec.json.encode({"metrics": report.metrics, "gates": report.gates}),
                "at": change.now_us,
                "by": change.call.principal.id,
            }
            change.execute(t.evaluation.insert(), [row])
            figures = [_figure_row(str(row["id"]), figure) for figure in (*report.metrics, *report.slices)]
            if figures:
                change.execute(t.evaluation_figure.insert(), figures)
            ref = f"evaluation:{row['id']}"
            change.link(about, ref, "evaluated")
            change.link(data, ref, "evaluated on")
            failed = [gate.check for gate in report.gates if not gate.passed]
            event = EvaluationRecorded(
                ref=ref, subject=str(about), dataset=str(data), passed=report.passed, failed_gates=failed
            )
            change.emit(event)
        return self._one(str(row["id"]))

    @operation("GET", "/evaluations/{id}", needs="evaluation.read")
    def get(self, id: Id) -> Evaluation:
        """One evaluation with its figures and gates."""
        return self._one(id)

    @operation("GET", "/evaluations/{id}/report", needs="evaluation.read")
    def report(self, id: Id) -> Report:
        """The whole report, slices included."""
        return msgspec.json.decode(self.stores.objects.get(self._one(id).digest), type=Report)

    @operation("GET", "/evaluations", needs="evaluation.read")
    def list_evaluations(
        self, *, subject: RefText | None = None, limit: Limit = 100, after: Id | None = None
    ) -> list[Evaluation]:
        """Evaluations, newest first; of one subject if given."""
        table = t.evaluation
        query = select(table).where(table.c.project == self.project)
        if subject is not None:
            query = query.where(table.c.subject == str(Ref.parse(subject)))
        if after is not None:
            last = self._row(after)
            query = query.where(or_(table.c.at < last.at, and_(table.c.at == last.at, table.c.id < after)))
        with self.read() as connection:
            rows = connection.execute(query.order_by(table.c.at.desc(), table.c.id.desc()).limit(limit))
            return [_evaluation(row) for row in rows]

    def _one(self, id: str) -> Evaluation:
        return _evaluation(self._row(id))

    def _row(self, id: str) -> Any:
        table = t.evaluation
        query = select(table).where(table.c.project == self.project, table.c.id == id)
        with self.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFound(f"there is no evaluation:{id} in project {self.project}", hint="flyball evaluation list")
        return row


def _evaluation(row: Any) -> Evaluation:
    fields = msgspec.json.decode(row.doc)
    known = {name: getattr(row, name) for name in ("id", "subject", "dataset", "n", "digest", "by")}
    return msgspec.convert(known | fields | {"passed": bool(row.passed), "at": from_us(row.at)}, Evaluation)


def _figure_row(evaluation: str, figure: Any) -> dict[str, Any]:
    names = ("metric", "slice", "level", "value", "lo", "hi", "n")
    return {"evaluation": evaluation} | {name: getattr(figure, name) for name in names}
