"""Rules of the cache: what runs again after an edit, what does not, and what is said about it."""

from __future__ import annotations

import textwrap

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from flyball.pipelines import Pipeline, pipeline, step
from flyball.pipelines.key import identify

SOURCE = """
    import flyball as fb

    LIMIT = 3
    TABLE = {"a": 1}

    def deeper(x):
        return x * 2

    def helper(x):
        return deeper(x) + 1

    def make(plus):
        def inner(x):
            return x + plus
        return inner

    add = make(1)

    class Model:
        size = 4
        def fit(self, x):
            return x + self.size

    def other(x):
        return x

    @fb.step
    def work(x, scale=2):
        '''Work it.'''
        # a remark
        return helper(x) * scale + LIMIT + TABLE["a"] + add(x) + Model().fit(x)

    @fb.pipeline
    def plan(x: int = 5):
        return work(x)
    """

MUST_RUN = {
    "the body": ("helper(x) * scale", "helper(x) - scale", "function recipe_under_test.work changed (lines"),
    "a default argument": ("scale=2", "scale=3", "argument scale changed (2 → 3)"),
    "a helper": ("deeper(x) + 1", "deeper(x) + 2", "function recipe_under_test.helper changed (lines"),
    "a helper's helper": ("x * 2", "x * 3", "function recipe_under_test.deeper changed (lines"),
    "a constant": ("LIMIT = 3", "LIMIT = 4", "function recipe_under_test.work changed"),
    "a dict": ('{"a": 1}', '{"a": 2}', "function recipe_under_test.work changed"),
    "a closure's value": ("make(1)", "make(2)", "function recipe_under_test.make.<locals>.inner changed"),
    "a closure's code": ("x + plus", "x - plus", "function recipe_under_test.make.<locals>.inner changed"),
    "a class attribute": ("size = 4", "size = 5", "class recipe_under_test.Model changed"),
    "a method": ("x + self.size", "x - self.size", "function recipe_under_test.Model.fit changed"),
    "a parameter": ("x: int = 5", "x: int = 6", "argument x changed (5 → 6)"),
}
MUST_NOT_RUN = {
    "a comment": ("# a remark", "# another remark"),
    "a docstring": ("'''Work it.'''", "'''Work it harder.'''"),
    "the formatting": ("return deeper(x) + 1", "return (\n            deeper(x)\n            + 1)"),
    "another function": ("def other(x):\n        return x", "def other(x):\n        return -x"),
    "an unused import": ("import flyball as fb", "import json\n    import flyball as fb"),
    "retries": ("@fb.step", "@fb.step(retries=5)"),
}


@pytest.mark.parametrize("edit", MUST_RUN)
def test_a_step_runs_again_after_an_edit_of(edit, local_ws, write):
    before, after, said = MUST_RUN[edit]
    assert before in SOURCE
    write(SOURCE).plan.run(local_ws)

    run = write(SOURCE.replace(before, after)).plan.run(local_ws)

    assert run.steps["work"].state == "done"
    assert said in run.why("work").sentence


@pytest.mark.parametrize("edit", MUST_NOT_RUN)
def test_a_step_does_not_run_again_after_an_edit_of(edit, local_ws, write):
    before, after = MUST_NOT_RUN[edit]
    assert before in SOURCE
    write(SOURCE).plan.run(local_ws)

    run = write(SOURCE.replace(before, after)).plan.run(local_ws)

    assert run.steps["work"].state == "cached"


def run_once(ws, fn, **params):
    return Pipeline(lambda: step(fn)(**params), name="once").run(ws).steps[fn.__name__]


def test_files_count_by_their_content(local_ws, tmp_path):
    def size(path):
        return path.stat().st_size

    file = tmp_path / "in.csv"
    file.write_text("a")
    assert run_once(local_ws, size, path=file).state == "done"
    file.touch()
    assert run_once(local_ws, size, path=file).state == "cached"
    file.write_text("b")
    assert run_once(local_ws, size, path=file).state == "done"


def test_a_file_given_as_text_counts_by_its_content(local_ws, tmp_path):
    def size(path):
        return len(path)

    file = tmp_path / "in.csv"
    file.write_text("a")
    run_once(local_ws, size, path=str(file))
    file.write_text("b")
    assert run_once(local_ws, size, path=str(file)).state == "done"


def test_a_folder_counts_by_what_is_in_it(local_ws, tmp_path):
    def count(folder):
        return len(list(folder.iterdir()))

    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a").write_text("1")
    run_once(local_ws, count, folder=folder)
    assert run_once(local_ws, count, folder=folder).state == "cached"
    (folder / "a").rename(folder / "b")
    assert run_once(local_ws, count, folder=folder).state == "done"


def test_the_order_of_a_dict_does_not_count():
    def fn(options): ...

    one, other = {"a": 1, "b": {"x": 1, "y": 2}}, {"b": {"y": 2, "x": 1}, "a": 1}
    assert identify(fn, {"options": one}).key == identify(fn, {"options": other}).key


def test_ignored_arguments_do_not_count(local_ws):
    @step(cache_ignore=["verbose"])
    def quiet(x, verbose=False):
        return x

    @pipeline
    def talk(verbose: bool):
        return quiet(1, verbose=verbose)

    talk.run(local_ws, {"verbose": False})
    assert talk.run(local_ws, {"verbose": True}).steps["quiet"].state == "cached"


def test_what_cannot_be_hashed_runs_and_is_named(local_ws, tmp_path):
    def read(stream):
        return stream.name

    with (tmp_path / "f").open("w") as stream:
        assert run_once(local_ws, read, stream=stream).state == "done"
        again = run_once(local_ws, read, stream=stream)
    assert again.state == "done"
    assert again.key is None
    assert "argument stream" in again.note and "cannot be cached" in again.note


def test_uncached_steps_run_in_every_run(local_ws):
    @step(cache=False)
    def now():
        return 1

    @pipeline
    def clocked():
        return now()

    clocked.run(local_ws)
    run = clocked.run(local_ws)
    assert run.steps["now"].state == "done"
    assert "cache=False" in run.why("now").sentence


def test_a_damaged_output_is_computed_again(local_ws):
    def make(x):
        return [x]

    first = run_once(local_ws, make, x=1)
    local_ws.objects.delete(first.output.digest)

    again = run_once(local_ws, make, x=1)

    assert again.state == "done"
    assert "is missing" in again.note
    assert run_once(local_ws, make, x=1).state == "cached"


def test_an_output_without_a_codec_stays_in_its_run(local_ws):
    @step
    def build():
        return _Odd(3)

    @step
    def use(odd):
        return odd.value

    @pipeline
    def odd():
        return use(build())

    assert odd.run(local_ws).result() == 3
    run = odd.run(local_ws)
    assert run.steps["build"].state == "done"
    assert "_Odd" in run.steps["build"].note
    assert run.steps["use"].state == "cached", "a value that is not kept still counts by its content"


class _Odd:
    def __init__(self, value: int) -> None:
        self.value = value


class Point(msgspec.Struct):
    x: float
    tags: tuple[str, ...] = ()


VALUES = {
    "plain": {"a": [1, 2.5, None, True, "é"], 3: (float("inf"), 2**70), "s": {1, 2}},
    "bytes": b"\x00\xff",
    "array": np.arange(6.0).reshape(2, 3),
    "scalar": np.float32(0.1),
    "table": pa.table({"a": [1, 2], "b": ["x", None]}),
    "struct": Point(x=1.0, tags=("a",)),
    "mixed": (pa.table({"a": [1]}), {"w": np.ones(2)}),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_come_back_as_they_went_and_equal_values_have_one_digest(name, local_ws):
    from flyball.pipelines.values import load_value, store_value

    value = VALUES[name]
    stored = store_value(value, local_ws.objects)
    again = load_value(stored.digest, local_ws.objects)
    assert repr(again) == repr(value)
    assert type(again) is type(value)
    assert store_value(again, local_ws.objects).digest == stored.digest


def test_source_of_the_matrix_is_valid():
    compile(textwrap.dedent(SOURCE), "<source>", "exec")


def test_a_step_that_uses_a_workspace_runs_in_every_run_and_says_so(local_ws):
    recipes = {"ws": local_ws}

    def look():
        return len(recipes["ws"].datasets.list_datasets())

    run_once(local_ws, look)
    again = run_once(local_ws, look)

    assert again.state == "done"
    assert "connect where it is used" in again.note
