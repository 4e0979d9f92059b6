"""Operations on models and their versions; aliases and approvals follow in the base class's file."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta
from sqlalchemy import Connection, delete, select, update

from flyball.core import Digest, Name, from_us, operation
from flyball.core.errors import AlreadyExists
from flyball.governance import void_requests
from flyball.registry import tables as t
from flyball.registry.card import Card, build_card
from flyball.registry.events import EvidenceAttached, GateRefused, ModelDescribed, StageMoved
from flyball.registry.model import (
    AttachedEvidence,
    Figure,
    Manifest,
    ModelEntry,
    ModelVersion,
    Remark,
    Selector,
    TagKey,
    TagText,
    Text,
)
from flyball.registry.promotions_service import Promotions
from flyball.registry.register import create_model, register_version
from flyball.registry.rows import find_model, read_evidence, read_ref, read_version, to_model, to_version
from flyball.store.catalog import Change, insert_replace

Limit = Annotated[int, Meta(ge=1, le=1000)]
RefText = Annotated[str, Meta(max_length=400)]
Kind = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*(?![\s\S])", max_length=64)]
Number = Annotated[int, Meta(ge=1)]


class Models(Promotions):
    """Models and their immutable, safe-to-load versions; aliases that move among them; what was found about them."""

    noun: ClassVar[str] = "models"

    @operation("POST", "/models", needs="registry.write")
    def create(self, name: Name, *, description: Text = "", tags: dict[TagKey, TagText] | None = None) -> ModelEntry:
        """Make a model's name known, before its first version if need be."""
        with self.change() as change:
            change.lock(f"model:{self.project}:{name}")
            if not create_model(change, name, description):
                raise AlreadyExists(f"the model {name!r} exists", hint=f"flyball model show {name}")
            _write_tags(change, name, 0, tags or {})
            return find_model(change.connection, self.project, name)

    @operation("GET", "/models/{name}", needs="registry.read")
    def get(self, name: Name) -> ModelEntry:
        """One model with its aliases and tags."""
        with self.read() as connection:
            return find_model(connection, self.project, name)

    @operation("GET", "/models", needs="registry.read")
    def list_models(self, *, limit: Limit = 100, after: str | None = None) -> list[ModelEntry]:
        """The project's models by name."""
        query = select(t.model).where(t.model.c.project == self.project).order_by(t.model.c.name).limit(limit)
        with self.read() as connection:
            rows = connection.execute(query if after is None else query.where(t.model.c.name > after)).all()
            return [to_model(connection, row) for row in rows]

    @operation("POST", "/models/{name}/versions", needs="registry.write")
    def register(
        self, name: Name, *, manifest: Manifest, description: Text = "", tags: dict[TagKey, TagText] | None = None
    ) -> ModelVersion:
        """Register files that were uploaded as the next version; anything that would run code to load is refused."""
        with self.change() as change:
            number = register_version(change, self.stores, name, manifest, description=description)
            _write_tags(change, name, number, tags or {})
            return read_version(change.connection, self.project, name, str(number))

    @operation("GET", "/models/{name}/versions/{selector}", needs="registry.read")
    def get_version(self, name: Name, selector: Selector) -> ModelVersion:
        """A version by its number, by an alias, or the `latest`."""
        with self.read() as connection:
            return read_version(connection, self.project, name, selector)

    @operation("GET", "/model-version", needs="registry.read")
    def version(self, ref: RefText) -> ModelVersion:
        """The version behind a Ref such as `model:late-flight@champion`; without a selector the latest."""
        with self.read() as connection:
            return read_ref(connection, self.project, ref)

    @operation("GET", "/models/{name}/versions", needs="registry.read")
    def list_versions(self, name: Name, *, limit: Limit = 100, after: int | None = None) -> list[ModelVersion]:
        """Versions of a model, the newest first; `after` continues below that number."""
        v = t.version.c
        query = select(t.version).where(v.project == self.project, v.model == name)
        query = query if after is None else query.where(v.version < after)
        with self.read() as connection:
            find_model(connection, self.project, name)
            return _versions(connection, query.order_by(v.version.desc()).limit(limit))

    @operation("POST", "/models/search", needs="registry.read", changes=False)
    def search(
        self,
        *,
        text: Annotated[str, Meta(max_length=200)] = "",
        tags: dict[TagKey, TagText] | None = None,
        run: str | None = None,
        stage: str | None = None,
        limit: Limit = 100,
    ) -> list[ModelVersion]:
        """Versions of all models by words in name or description, exact tags, run and stage; the newest first."""
        v, g = t.version.c, t.tag.c
        query = select(t.version).where(v.project == self.project)
        if text:
            query = query.where(
                v.model.icontains(text, autoescape=True) | v.description.icontains(text, autoescape=True)
            )
        for key, value in (tags or {}).items():
            tagged = select(g.model).where(g.project == v.project, g.model == v.model, g.version == v.version)
            query = query.where(tagged.where(g.key == key, g.value == value).exists())
        query = query if run is None else query.where(v.run == run)
        query = query if stage is None else query.where(v.stage == stage)
        with self.read() as connection:
            return _versions(connection, query.order_by(v.created_at.desc(), v.version.desc()).limit(limit))

    @operation("PATCH", "/models/{name}", needs="registry.write")
    def describe(
        self,
        name: Name,
        *,
        version: Number | None = None,
        description: Text | None = None,
        tags: dict[TagKey, TagText | None] | None = None,
    ) -> ModelEntry:
        """Change what is said about a model or one version; a tag set to null goes."""
        with self.change() as change:
            self._exists(change, name, version)
            where = (t.model.c.project == self.project, t.model.c.name == name)
            v = t.version.c
            of = (v.project == self.project, v.model == name, v.version == version)
            if description is not None:
                statement = update(t.model).where(*where) if version is None else update(t.version).where(*of)
                change.execute(statement.values(description=description))
            _write_tags(change, name, version or 0, tags or {})
            fields = [*(["description"] if description is not None else []), *(f"tags.{key}" for key in tags or {})]
            if fields:
                change.emit(ModelDescribed(ref=_ref(name, version), fields=tuple(fields)))
            return find_model(change.connection, self.project, name)

    @operation("PUT", "/models/{name}/versions/{version}/stage", needs="registry.write")
    def set_stage(self, name: Name, version: Number, *, stage: Kind | None, reason: Text = "") -> ModelVersion:
        """Put a version in a stage, or with null in none; a stage that a policy names takes an approved request."""
        with self.change() as change:
            before = read_version(change.connection, self.project, name, str(version)).stage
            if stage is not None:
                self.refuse_protected(change.connection, name, stage)
            v = t.version.c
            mine = (v.project == self.project, v.model == name, v.version == version)
            change.execute(update(t.version).where(*mine).values(stage=stage))
            if before != stage:
                change.emit(StageMoved(ref=_ref(name, version), before=before, after=stage, reason=reason))
            return read_version(change.connection, self.project, name, str(version))

    @operation("POST", "/models/{name}/versions/{version}/evidence", needs="registry.write")
    def attach_evidence(
        self,
        name: Name,
        version: Number,
        *,
        kind: Kind,
        ref: RefText,
        digest: Digest,
        passed: bool | None = None,
        says: Text = "",
        summary: dict[str, Figure] | None = None,
    ) -> list[AttachedEvidence]:
        """Add what was found about a version; it voids requests and approvals that rest on other evidence."""
        with self.change() as change:
            change.lock(f"model:{self.project}:{name}")
            target = read_version(change.connection, self.project, name, str(version))
            found = read_evidence(change.connection, self.project, name, version)
            if not any((item.kind, item.ref, item.digest) == (kind, ref, digest) for item in found):
                row = {
                    "project": self.project, "model": name, "version": version, "kind": kind, "ref": ref,
                    "digest": digest, "passed": None if passed is None else int(passed), "says": says,
                    "summary": msgspec.json.encode(summary or {}), "at": change.now_us,
                    "attached_by": self.call.principal.id,
                }  # fmt: skip
                key = ["project", "model", "version", "kind", "ref"]
                change.execute(insert_replace(change.connection, t.evidence, key), [row])
                change.emit(EvidenceAttached(ref=target.ref, evidence=kind, source=ref, digest=digest, passed=passed))
                if passed is False:
                    change.emit(GateRefused(ref=target.ref, evidence=kind, source=ref, says=says))
                change.link(ref, target.ref, "evidence")
                void_requests(change, target.ref, f"{kind} of {ref} was attached after it")
            return read_evidence(change.connection, self.project, name, version)

    @operation("GET", "/models/{name}/versions/{version}/evidence", needs="registry.read")
    def list_evidence(self, name: Name, version: Number) -> list[AttachedEvidence]:
        """What was found about a version."""
        with self.read() as connection:
            return read_evidence(connection, self.project, name, version)

    @operation("POST", "/models/{name}/versions/{version}/remarks", needs="registry.write")
    def remark(self, name: Name, version: Number, *, text: Text) -> Remark:
        """Comment on a version."""
        with self.change() as change:
            self._exists(change, name, version)
            row: dict[str, Any] = {
                "id": self.stores.ids.new(), "project": self.project, "model": name, "version": version,
                "author": self.call.principal.id, "text": text, "at": change.now_us,
            }  # fmt: skip
            change.execute(t.remark.insert(), [row])
            change.emit(ModelDescribed(ref=_ref(name, version), fields=("remark",)))
            return Remark(id=row["id"], author=row["author"], text=text, at=change.now)

    @operation("GET", "/models/{name}/versions/{version}/remarks", needs="registry.read")
    def list_remarks(self, name: Name, version: Number, *, limit: Limit = 100) -> list[Remark]:
        """Comments on a version, oldest first."""
        r = t.remark.c
        query = select(t.remark).where(r.project == self.project, r.model == name, r.version == version)
        with self.read() as connection:
            rows = connection.execute(query.order_by(r.id).limit(limit))
            return [Remark(id=row.id, author=row.author, text=row.text, at=from_us(row.at)) for row in rows]

    @operation("GET", "/models/{name}/versions/{selector}/card", needs="registry.read")
    def card(self, name: Name, selector: Selector) -> Card:
        """The model card: every field from evidence with its source, or "no evidence"."""
        with self.read() as connection:
            found = read_version(connection, self.project, name, selector)
        return build_card(self.stores, self.project, found)

    def _exists(self, change: Change, name: str, version: int | None) -> None:
        if version is None:
            find_model(change.connection, self.project, name)
        else:
            read_version(change.connection, self.project, name, str(version))


def _versions(connection: Connection, query: Any) -> list[ModelVersion]:
    return [to_version(connection, row) for row in connection.execute(query).all()]


def _ref(name: str, version: int | None) -> str:
    return f"model:{name}" if version is None else f"model:{name}@{version}"


def _write_tags(change: Change, name: str, version: int, tags: dict[str, str] | dict[str, str | None]) -> None:
    g = t.tag.c
    gone = [key for key, value in tags.items() if value is None]
    if gone:
        mine = (g.project == change.project, g.model == name, g.version == version)
        change.execute(delete(t.tag).where(*mine, g.key.in_(gone)))
    rows = [
        {"project": change.project, "model": name, "version": version, "key": key, "value": value}
        for key, value in tags.items()
        if value is not None
    ]
    if rows:
        change.execute(insert_replace(change.connection, t.tag, ["project", "model", "version", "key"]), rows)
