"""Finding runs: one language, parsed into a tree, checked, then turned into SQL; pages, groups and names."""

from flyball.tracking.search.groups import group_runs
from flyball.tracking.search.names import run_columns, run_values
from flyball.tracking.search.page import RunQuery, search_runs
from flyball.tracking.search.parse import parse_field, parse_filter

__all__ = ["RunQuery", "group_runs", "parse_field", "parse_filter", "run_columns", "run_values", "search_runs"]
