"""ONNX models on ONNX Runtime, one thread per worker process."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from flyball.core.errors import BadInput, MissingExtra
from flyball.serving.signature import Signature
from flyball.serving.worker.rows import Array

_TENSORS: dict[str, str] = {
    "tensor(float)": "float32",
    "tensor(double)": "float64",
    "tensor(int64)": "int64",
    "tensor(int32)": "int32",
    "tensor(bool)": "bool",
    "tensor(string)": "object",
}


class OnnxRunner:
    """Takes one matrix or one tensor per column; gives the probability of the last class, or the value."""

    def __init__(self, content: bytes, signature: Signature) -> None:
        self._session = _open(content)
        inputs = self._session.get_inputs()
        self._columns = [column.name for column in signature.inputs]
        self._types = [np.dtype(_type_of(given)) for given in inputs]
        self._names = [given.name for given in inputs]
        self._takes_matrix = len(inputs) == 1 and (inputs[0].shape[-1:] != [1] or self._names[0] not in self._columns)
        if self._takes_matrix:
            _check_width(inputs[0].shape[-1:], len(self._columns))
        else:
            self._order = _order(self._names, self._columns)
        self._output = _score_output(self._session.get_outputs())

    def predict(self, rows: Array | list[Array]) -> Array:
        """Scores of a batch."""
        (scores,) = self._session.run([self._output], self._feed(rows))
        values = cast("Array", scores)
        if values.ndim == 2:
            values = values[:, -1]
        return values.astype(np.float64)

    def _feed(self, rows: Array | list[Array]) -> dict[str, Array]:
        if self._takes_matrix:
            matrix = np.column_stack(rows) if isinstance(rows, list) else rows
            return {self._names[0]: np.ascontiguousarray(matrix, dtype=self._types[0])}
        columns = rows if isinstance(rows, list) else list(rows.T)
        return {
            name: np.ascontiguousarray(columns[k], dtype=dtype).reshape(-1, 1)
            for name, dtype, k in zip(self._names, self._types, self._order, strict=True)
        }


def _open(content: bytes) -> Any:
    try:
        import onnxruntime as ort
    except ImportError as error:
        raise MissingExtra.named("onnx") from error
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    try:
        return ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise BadInput("the file is not a model that ONNX Runtime can open", why=str(error)[:300]) from error


def _type_of(given: Any) -> str:
    kind = str(given.type)
    if kind not in _TENSORS:
        raise BadInput(f"the model's input {given.name} is a {kind}", why=f"known: {', '.join(_TENSORS)}")
    return _TENSORS[kind]


def _check_width(width: list[Any], columns: int) -> None:
    if width and isinstance(width[0], int) and width[0] != columns:
        raise BadInput(f"the model takes {width[0]} columns, its signature has {columns}")


def _order(names: list[str], columns: list[str]) -> list[int]:
    missing = sorted(set(names) - set(columns))
    if missing:
        raise BadInput("the signature lacks inputs of the model", why=", ".join(missing[:10]))
    return [columns.index(name) for name in names]


def _score_output(outputs: list[Any]) -> str:
    floats = [str(given.name) for given in outputs if given.type in {"tensor(float)", "tensor(double)"}]
    if not floats:
        raise BadInput(
            "the model has no numeric output",
            why=", ".join(f"{given.name} is a {given.type}" for given in outputs),
            hint="convert classifiers with zipmap=False",
        )
    return next((name for name in floats if "prob" in name.lower()), floats[-1])
