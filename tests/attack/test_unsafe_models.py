"""Files that would run code when somebody loads them must not get into the registry, whatever they are called."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import zipfile
import zlib
from collections.abc import Callable

import joblib
import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.core.errors import UnsafeModel
from flyball.registry import File, register_model
from flyball.registry.sniff import unsafe_reason
from flyball.workspace import Workspace
from tests.unit.registry.helpers import COLUMNS, register, some_model, some_rows


class Hostile:
    """Says so if it is ever unpickled."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return (exec, ("raise SystemExit('it ran')",))


def _pickled(protocol: int) -> bytes:
    return pickle.dumps(Hostile(), protocol=protocol)


def _joblib(compress: int) -> bytes:
    buffer = io.BytesIO()
    joblib.dump(some_model(), buffer, compress=compress)
    return buffer.getvalue()


def _torch_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("archive/data.pkl", _pickled(2))
        archive.writestr("archive/version", "3")
    return buffer.getvalue()


def _object_array() -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.array([Hostile()], dtype=object), allow_pickle=True)
    return buffer.getvalue()


def _outside_tensor() -> bytes:
    import onnx
    from onnx import TensorProto, helper

    weights = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1], data_location=TensorProto.EXTERNAL)
    entry = weights.external_data.add()
    entry.key, entry.value = "location", "../../../../etc/passwd"
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 1])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])
    graph = helper.make_graph([helper.make_node("Mul", ["x", "w"], ["y"])], "g", [x], [y], [weights])
    proto: onnx.ModelProto = helper.make_model(graph)
    return bytes(proto.SerializeToString())


def _own_operator() -> bytes:
    from onnx import TensorProto, helper

    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 1])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])
    node = helper.make_node("PyOp", ["x"], ["y"], domain="ai.onnx.contrib")
    return bytes(helper.make_model(helper.make_graph([node], "g", [x], [y])).SerializeToString())


HOSTILE: dict[str, Callable[[], bytes]] = {
    **{f"pickle {protocol}": (lambda p=protocol: _pickled(p)) for protocol in range(6)},  # type: ignore[misc]
    "pickle with a broken end": lambda: _pickled(0)[:-1] + b"\xff\xff",
    "pickle behind a mark": lambda: b"(" + _pickled(0),
    "joblib": lambda: _joblib(0),
    "joblib, compressed": lambda: _joblib(3),
    "gzip": lambda: gzip.compress(_pickled(4)),
    "zlib": lambda: zlib.compress(_pickled(4)),
    "torch zip": _torch_zip,
    "object array": _object_array,
    "ONNX that reads another file": _outside_tensor,
    "ONNX with its own operators": _own_operator,
    "program": lambda: b"\x7fELF" + bytes(100),
    "noise": lambda: bytes(range(256)),
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("path", ["model.onnx", "notes.json"])
def test_hostile_files_are_refused_whatever_their_name(local_ws: Workspace, kind: str, path: str) -> None:
    content = HOSTILE[kind]()
    manifest = register(local_ws).manifest
    digest = local_ws.objects.put(content)
    files = {**manifest.files, path: File(digest=digest, size_bytes=len(content))}

    with pytest.raises(UnsafeModel) as refused:
        local_ws.models.register("late-flight", manifest=msgspec.structs.replace(manifest, files=files))

    assert path in refused.value.what
    assert local_ws.models.get("late-flight").latest == 1


def test_a_pickle_is_no_model_to_the_sdk_either(local_ws: Workspace) -> None:
    with pytest.raises(UnsafeModel):
        register_model(
            models=local_ws.models, objects=local_ws.objects, name="x", model=_pickled(4), example=some_rows(),
            columns=COLUMNS,
        )  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"{}", b"[1.5, null]", b"plain text\n", "größer".encode(), b"cat\nand dog\nRats", b'"quoted"']
)
def test_json_and_text_pass(content: bytes) -> None:
    assert unsafe_reason(content) is None


@given(
    st.recursive(
        st.none() | st.floats() | st.text() | st.integers(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
)
def test_no_json_is_mistaken_for_a_pickle(value: object) -> None:
    assert unsafe_reason(json.dumps(value, allow_nan=False).encode() if _finite(value) else b"{}") is None


@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(content: bytes) -> None:
    unsafe_reason(content)
    unsafe_reason(b"\x08\x0a" + content)


def _finite(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True
