import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.core import Ref
from flyball.core.errors import BadRef

names = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True)
selectors = st.none() | st.integers(1, 10**6).map(str) | st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True)
projects = st.none() | st.from_regex(r"[a-z0-9][a-z0-9_-]{0,10}", fullmatch=True)


@given(name=names, selector=selectors, project=projects)
def test_a_ref_that_is_printed_and_parsed_is_the_same(name: str, selector: str | None, project: str | None) -> None:
    ref = Ref("model", name, selector, project)

    assert Ref.parse(str(ref)) == ref


@pytest.mark.parametrize(
    "text",
    [
        "",
        "model",
        "model:",
        ":x",
        "model:x@",
        "Model:x",
        "model:x\n",
        "model:../x",
        "a/b/model:x",
        "model:x y",
        "model:" + "x" * 300,
    ],
)
def test_what_is_no_ref_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadRef) as refused:
        Ref.parse(text)

    assert "model:late-flight@3" in refused.value.hint


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadRef, match="dataset"):
        Ref.parse("banana:x")


def test_a_ref_of_another_kind_is_refused_where_one_kind_is_needed() -> None:
    with pytest.raises(BadRef, match="a model is needed"):
        Ref.parse("dataset:flights@1", kind="model")


def test_only_digits_are_a_version() -> None:
    assert Ref.parse("model:x@12").version == 12
    assert Ref.parse("model:x@champion").version is None
