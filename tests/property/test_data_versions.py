"""Datasets against a model: a dictionary of rows per version."""

import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pyarrow as pa
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from flyball.data.diff import diff_tables
from flyball.data.hashing import ZERO, add_sums, table_sums
from tests.workspaces import embedded, settings_in

KEYS = st.integers(0, 30)
CELLS = st.one_of(st.none(), st.floats(width=32), st.sampled_from([0.0, -0.0]))
ROWS = st.dictionaries(KEYS, st.tuples(CELLS, st.one_of(st.none(), st.text(max_size=9))), max_size=12)
Rows = dict[int, tuple[float | None, str | None]]


def to_table(rows: Rows) -> pa.Table:
    return pa.table(
        {
            "k": pa.array(list(rows), pa.int64()),
            "x": pa.array([cells[0] for cells in rows.values()], pa.float64()),
            "s": pa.array([cells[1] for cells in rows.values()], pa.string()),
        }
    )


def as_seen(rows: Rows) -> dict[int, tuple[str, str]]:
    """Bits are what counts: NaN equals NaN, -0.0 differs from 0.0."""
    return {key: (repr(cells[0]), repr(cells[1])) for key, cells in rows.items()}


def from_table(table: pa.Table) -> dict[int, tuple[str, str]]:
    return {row["k"]: (repr(row["x"]), repr(row["s"])) for row in table.to_pylist()}


class Versions(RuleBasedStateMachine):
    """Whatever is committed and appended, every version reads back and every diff is exact."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._workspace = embedded(settings_in(Path(self._folder.name)))
        self.dataset = self._workspace.__enter__().dataset("rows").create(key="k")
        self.versions: list[dict[int, tuple[str, str]]] = []

    def teardown(self) -> None:
        self._workspace.__exit__(None, None, None)
        self._folder.cleanup()

    @property
    def head(self) -> dict[int, tuple[str, str]] | None:
        return self.versions[-1] if self.versions else None

    def _expect(self, rows: dict[int, tuple[str, str]], n: int) -> None:
        if rows != self.head:
            self.versions.append(rows)
        assert n == len(self.versions)

    @rule(rows=ROWS)
    def commit(self, rows: Rows) -> None:
        self._expect(as_seen(rows), self.dataset.commit(to_table(rows)).n)

    @rule(rows=ROWS)
    def append(self, rows: Rows) -> None:
        new = {key: cells for key, cells in rows.items() if key not in (self.head or {})}
        self._expect({**(self.head or {}), **as_seen(new)}, self.dataset.append(to_table(new)).n)

    @rule(changed=ROWS, data=st.data())
    def edit(self, changed: Rows, data: st.DataObject) -> None:
        rows = {row["k"]: (row["x"], row["s"]) for row in self.dataset.read().to_pylist()} if self.versions else {}
        gone = data.draw(st.sets(st.sampled_from(sorted(rows)))) if rows else set()
        after = {key: cells for key, cells in {**rows, **changed}.items() if key not in gone}
        self._expect(as_seen(after), self.dataset.commit(to_table(after)).n)

    @rule(data=st.data())
    def diff(self, data: st.DataObject) -> None:
        if not self.versions:
            return
        numbers = st.integers(1, len(self.versions))
        old, new = data.draw(numbers), data.draw(numbers)
        before, after = self.versions[old - 1], self.versions[new - 1]

        found = self.dataset.diff(old, new)

        assert set(found.added["k"].to_pylist()) == after.keys() - before.keys()
        assert set(found.deleted["k"].to_pylist()) == before.keys() - after.keys()
        changed = {key for key in before.keys() & after.keys() if before[key] != after[key]}
        assert set(found.new["k"].to_pylist()) == changed
        assert int(found.cells["x"].sum()) == sum(before[key][0] != after[key][0] for key in changed)

    @invariant()
    def every_version_reads_back(self) -> None:
        for n, rows in enumerate(self.versions[-3:], start=max(len(self.versions) - 2, 1)):
            assert from_table(self.dataset.read(n)) == rows


TestVersions = Versions.TestCase
TestVersions.settings = settings(max_examples=12, stateful_step_count=10, deadline=None)


@given(rows=ROWS, cut=st.integers(0, 12), order=st.randoms(use_true_random=False))
def test_sums_do_not_depend_on_chunks_or_order_and_add_up(rows: Rows, cut: int, order: object) -> None:
    table = to_table(rows)
    shuffled = list(range(table.num_rows))
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    first, rest = table.slice(0, cut), table.slice(cut)
    for key in (("k",), ()):
        whole = table_sums(table, key=key)
        assert table_sums(table.take(pa.array(shuffled, pa.int64())), key=key) == whole
        parts = [table_sums(part, key=key) for part in (first, rest)]
        assert add_sums([part.row_sum for part in parts]) == whole.row_sum
        for name, total in whole.col_sums.items():
            assert add_sums([part.col_sums[name] for part in parts]) == total


@given(rows=ROWS, key=KEYS, cell=CELLS)
def test_one_changed_cell_changes_the_sum_of_its_column_alone(rows: Rows, key: int, cell: float | None) -> None:
    rows = {**rows, key: (1.5, "text")}
    changed = {**rows, key: (cell, "text")}
    before, after = (table_sums(to_table(r), key=("k",)) for r in (rows, changed))

    assert before.row_sum == after.row_sum
    assert before.col_sums["s"] == after.col_sums["s"]
    assert (before.col_sums["x"] == after.col_sums["x"]) == (repr(cell) == "1.5")


@given(texts=st.lists(st.one_of(st.none(), st.text(max_size=40)), min_size=1, max_size=30, unique=True))
def test_different_texts_have_different_sums(texts: list[str | None]) -> None:
    sums = {
        table_sums(pa.table({"k": [1], "t": pa.array([text], pa.string())}), key=("k",)).col_sums["t"] for text in texts
    }
    assert len(sums) == len(texts)
    assert (ZERO in sums) == (None in texts)


@given(old=st.lists(st.integers(0, 4), max_size=12), new=st.lists(st.integers(0, 4), max_size=12))
def test_a_diff_without_a_key_is_the_difference_of_multisets(old: list[int], new: list[int]) -> None:
    from collections import Counter

    tables = [pa.table({"x": pa.array(values, pa.int64())}) for values in (old, new)]
    found = diff_tables(*tables, key=())
    assert Counter(found.added["x"].to_pylist()) == Counter(new) - Counter(old)
    assert Counter(found.deleted["x"].to_pylist()) == Counter(old) - Counter(new)
