"""Mergeable summaries of a column: integers only, so that any order and tree of merges gives equal bytes."""
