"""Operations over all rooms; each answers only with what the caller may read."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from flyball.core import from_us, operation
from flyball.core.errors import Forbidden
from flyball.governance import authorize
from flyball.home.live import live_models
from flyball.home.model import Project, RefHit, Summary
from flyball.home.needs import find_needs
from flyball.home.projects import newest_at, visible_projects
from flyball.home.refs import search_refs
from flyball.store import Service

Kind = Annotated[str, Meta(pattern=r"^[a-z][a-z-]*(?![\s\S])", max_length=32)]


class Home(Service):
    """What needs somebody now, and how the live models are."""

    noun: ClassVar[str] = "home"

    @operation("GET", "/home", needs="home.read")
    def summary(self) -> Summary:
        """What waits, the most costly to wait for first; and every live model's last 14 days and windows."""
        catalog = self.stores.catalog
        with self.read() as connection:
            at = newest_at(connection, self.project)
        return Summary(
            needs=tuple(find_needs(catalog, self.call)),
            live=tuple(live_models(self.stores, self.project)) if self._may_read_serving() else (),
            newest_at=None if at is None else from_us(at),
        )

    def _may_read_serving(self) -> bool:
        try:
            for permission in ("serving.read", "monitoring.read"):
                authorize(self.stores.catalog, self.call, permission)
        except Forbidden:
            return False
        return True


class Projects(Service):
    """The projects of this workspace."""

    noun: ClassVar[str] = "projects"

    @operation("GET", "/projects", needs="projects.read")
    def list_projects(self) -> list[Project]:
        """Projects that the caller may see, by name, with its roles there."""
        return visible_projects(self.stores.catalog, self.call)


class Search(Service):
    """Finding a thing when one knows a part of its name."""

    noun: ClassVar[str] = "search"

    @operation("GET", "/search/refs", needs="search.read")
    def refs(
        self,
        text: Annotated[str, Meta(max_length=300)] = "",
        *,
        kinds: Annotated[tuple[Kind, ...], Meta(max_length=20)] = (),
        limit: Annotated[int, Meta(ge=1, le=100)] = 20,
    ) -> list[RefHit]:
        """Things whose name or id begins with the text, then those that hold it; `model:la` looks among models."""
        with self.read() as connection:
            return search_refs(connection, self.project, text.strip(), kinds=kinds, limit=limit)
