"""Over all rooms: what needs somebody, how the live models are, which projects there are, and where a thing is."""

from flyball.home.model import LiveModel, Need, Project, RefHit, Summary
from flyball.home.service import Home, Projects, Search

__all__ = ["Home", "LiveModel", "Need", "Project", "Projects", "RefHit", "Search", "Summary"]
