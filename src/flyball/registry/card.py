"""The model card: every field is read from evidence and names its source; what nobody recorded says "no evidence"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec import Struct

from flyball.core import Ref, to_us
from flyball.governance import Approval, Charter, Graph, find_charter, find_facts, list_for, walk
from flyball.governance.facts import Facts
from flyball.registry.model import AttachedEvidence, ModelVersion
from flyball.registry.rows import read_evidence
from flyball.store import Stores

NO_EVIDENCE = "no evidence"


class CardField(Struct, frozen=True, kw_only=True):
    """One statement; without evidence its value is None."""

    name: str
    value: str | None
    source: str
    """Ref of what it was read from."""


class Section(Struct, frozen=True, kw_only=True):
    """Statements under one heading."""

    title: str
    fields: tuple[CardField, ...]


class Card(Struct, frozen=True, kw_only=True):
    """What is known about a version, for a person who has to decide about it."""

    ref: str
    digest: str
    made_at: datetime
    sections: tuple[Section, ...]
    missing: tuple[str, ...]
    """Fields without evidence, as `section.field`."""
    markdown: str


class Sources(Struct, frozen=True, kw_only=True):
    """Everything a card is read from."""

    version: ModelVersion
    run: Facts | None
    charter: Charter | None
    charter_ref: str
    upstream: tuple[Facts, ...]
    downstream: tuple[str, ...]
    evidence: tuple[AttachedEvidence, ...]
    approvals: tuple[Approval, ...]


def build_card(stores: Stores, project: str, version: ModelVersion) -> Card:
    """Read the evidence and lay it out."""
    sources = gather(stores, project, version)
    sections = tuple(Section(title=title, fields=tuple(make(sources))) for title, make in _SECTIONS.items())
    missing = tuple(
        f"{section.title.lower()}.{field.name.lower()}"
        for section in sections
        for field in section.fields
        if field.value is None
    )
    return Card(
        ref=version.ref,
        digest=version.digest,
        made_at=stores.clock.now(),
        sections=sections,
        missing=missing,
        markdown=to_markdown(version, sections),
    )


def gather(stores: Stores, project: str, version: ModelVersion) -> Sources:
    """Look everything up once."""
    with stores.catalog.read() as connection:
        charter = find_charter(connection, project)
        evidence = read_evidence(connection, project, version.model, version.version)
        approvals = list_for(connection, project, version.ref, now_us=to_us(stores.clock.now()))
        up: Graph = walk(connection, project, [version.ref], "up", limit=200)
        down = walk(connection, project, [version.ref], "down", depth=2, limit=200)
    told = [found for node in up.nodes if node.startswith(_DATA) and (found := _facts(stores, project, node))]
    return Sources(
        version=version,
        run=_facts(stores, project, version.manifest.run) if version.manifest.run else None,
        charter=charter.body if charter else None,
        charter_ref=f"charter:{project}@{charter.version}" if charter else "",
        upstream=tuple(told),
        downstream=tuple(node for node in down.nodes if node.startswith("deployment:")),
        evidence=tuple(evidence),
        approvals=tuple(approvals),
    )


_DATA = ("dataset:", "features:", "feature-service:", "source:")


def to_markdown(version: ModelVersion, sections: Iterable[Section]) -> str:
    """The card as a document."""
    lines = [f"# Model card: {version.model}, version {version.version}", ""]
    for section in sections:
        lines += [f"## {section.title}", ""]
        for field in section.fields:
            source = f" ({field.source})" if field.source and field.value is not None else ""
            lines.append(
                f"- **{field.name}**: {_plain(field.value) if field.value is not None else NO_EVIDENCE}{source}"
            )
        lines.append("")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Text of people as text: no line breaks, and nothing that Markdown would render as a tag or a link."""
    for character in "\\`*_[]<>":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split())


def _facts(stores: Stores, project: str, ref: str) -> Facts | None:
    return find_facts(stores, project, Ref.parse(ref))


def _field(name: str, value: object, source: str = "") -> CardField:
    text = None if value is None or value in {"", ()} else str(value)
    return CardField(name=name, value=text, source=source)


def _identity(s: Sources) -> Iterable[CardField]:
    v = s.version
    yield _field("Description", v.description, v.ref)
    yield _field("Digest", v.digest, v.ref)
    yield _field("Registered", f"{v.created_at:%Y-%m-%d %H:%M} UTC by {v.created_by}", v.ref)
    yield _field("Format", f"{v.manifest.flavour}, computed by {v.manifest.runner}", v.ref)
    yield _field(
        "Inputs", ", ".join(c.name + ("?" if c.is_nullable else "") for c in v.manifest.signature.inputs), v.ref
    )
    certificate = v.manifest.certificate
    yield _field(
        "Conversion",
        certificate
        and f"{certificate.source} → ONNX: largest difference {certificate.max_abs_difference:.2g}, "
        f"{certificate.label_flips} labels flip on {certificate.rows} rows ({certificate.rows_with_missing} with gaps)",
        v.ref,
    )


def _use(s: Sources) -> Iterable[CardField]:
    c = s.charter
    yield _field("Problem", c and c.problem, s.charter_ref)
    yield _field("Decision supported", c and c.decision, s.charter_ref)
    yield _field("People affected", c and c.users_affected, s.charter_ref)
    yield _field("Owners", c and ", ".join(f"{role}: {who}" for role, who in c.owners.items()), s.charter_ref)
    kpis = [f"{k.name} ({k.direction}, target {k.target} {k.unit})" for k in (c.kpis if c else ())]
    yield _field("Judged by", ", ".join(kpis), s.charter_ref)


def _training(s: Sources) -> Iterable[CardField]:
    ref, facts = (s.run.ref, s.run.facts) if s.run else ("", {})
    yield _field("Run", s.run and s.run.sentence, ref)
    yield _field("Code", facts.get("commit") or s.version.manifest.code, ref)
    changed = facts.get("uncommitted_changes")
    yield _field("Uncommitted changes", None if changed is None else "yes" if changed else "none", ref)
    yield _field("Environment", s.version.manifest.environment, ref)
    params = [f"{key.removeprefix('params.')} = {value}" for key, value in facts.items() if key.startswith("params.")]
    yield _field("Parameters", ", ".join(params), ref)


def _data(s: Sources) -> Iterable[CardField]:
    for kind, name in (("dataset", "Datasets"), ("features", "Features"), ("source", "Sources")):
        found = [facts for facts in s.upstream if facts.ref.startswith((f"{kind}:", f"{kind}-"))]
        yield _field(name, "; ".join(facts.sentence for facts in found), ", ".join(facts.ref for facts in found))


def _performance(s: Sources) -> Iterable[CardField]:
    metrics = ", ".join(f"{key} = {value:.4g}" for key, value in s.version.manifest.metrics.items())
    yield _field("Metrics when registered", metrics, s.version.manifest.run or s.version.ref)
    for item in s.evidence:
        figures = ", ".join(
            f"{key} = {value:.4g}" if isinstance(value, float) else f"{key} = {value}"
            for key, value in item.summary.items()
        )
        verdict = {True: "passed", False: "not passed", None: ""}[item.passed]
        yield _field(item.kind.capitalize(), "; ".join(filter(None, [verdict, item.says, figures])), item.ref)
    if not s.evidence:
        yield _field("Evaluation and gates", None)


def _decisions(s: Sources) -> Iterable[CardField]:
    for approval in s.approvals:
        by = f" by {approval.approved_by}" if approval.approved_by else ""
        why = f": {approval.reason}" if approval.reason else ""
        yield _field(f"Approval as {approval.target}", f"{approval.state}{by}{why}", f"approval:{approval.id}")
    if not s.approvals:
        yield _field("Approval", None)
    yield _field("Aliases", ", ".join(s.version.aliases), s.version.ref)
    yield _field("Deployments", ", ".join(s.downstream), s.version.ref)


def _limits(s: Sources) -> Iterable[CardField]:
    tags = s.version.tags
    for name in ("Limitations", "Out of scope", "Ethical considerations"):
        yield _field(name, tags.get(f"card.{name.lower().replace(' ', '-')}"), s.version.ref)


_SECTIONS: dict[str, Callable[[Sources], Iterable[CardField]]] = {
    "Model": _identity,
    "Intended use": _use,
    "Training": _training,
    "Data": _data,
    "Performance": _performance,
    "Decisions": _decisions,
    "Limits": _limits,
}
