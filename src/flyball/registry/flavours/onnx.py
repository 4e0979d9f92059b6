"""ONNX models, computed by ONNX Runtime on one thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from flyball.core.errors import BadInput, MissingExtra, SchemaMismatch
from flyball.registry.flavours.base import Matrix, Predictor, Saved, Scores
from flyball.registry.model import Signature
from flyball.registry.signature import Column
from flyball.registry.sniff import check_file

ENTRY = "model.onnx"


class OnnxPredictor:
    """One session over one model."""

    def __init__(self, content: bytes, signature: Signature) -> None:
        check_file(ENTRY, content)
        self.signature = signature
        self._session = open_session(content)
        inputs = self._session.get_inputs()
        if len(inputs) != 1 or inputs[0].type != "tensor(float)":
            given = ", ".join(f"{i.name}: {i.type}" for i in inputs)
            raise BadInput("the model does not take one matrix of 32-bit floats", why=f"its inputs are {given}")
        self._input = inputs[0].name
        floats = [o.name for o in self._session.get_outputs() if o.type == "tensor(float)"]
        if not floats:
            raise BadInput("the model has no numeric output", hint="convert classifiers with zipmap=False")
        self._output = next((name for name in floats if "prob" in name.lower()), floats[-1])

    def predict_matrix(self, rows: Matrix) -> Scores:
        """Scores `(n, classes)`; `SchemaMismatch` if the rows have another width than the signature."""
        if rows.ndim != 2 or rows.shape[1] != len(self.signature.inputs):
            width = len(self.signature.inputs)
            raise SchemaMismatch(f"the model takes {width} columns", why=f"these rows have the shape {rows.shape}")
        (scores,) = self._session.run([self._output], {self._input: np.ascontiguousarray(rows, dtype=np.float32)})
        return np.asarray(scores, dtype=np.float64).reshape(len(rows), -1)


class OnnxFlavour:
    """Bytes of an ONNX file, or an `onnx.ModelProto`; what it came from is unknown, so there is no certificate."""

    name = "onnx"

    def recognises(self, model: Any) -> bool:
        return isinstance(model, bytes) or type(model).__module__.startswith("onnx.")

    def save(self, model: Any, rows: Matrix, columns: tuple[str, ...]) -> Saved:
        content = model if isinstance(model, bytes) else model.SerializeToString(deterministic=True)
        signature = signature_of(columns, nullable=bool(np.isnan(rows).any()))
        OnnxPredictor(content, signature).predict_matrix(rows)
        return Saved(runner="onnx", entry=ENTRY, files={ENTRY: content}, signature=signature, certificate=None)

    def load(self, files: Mapping[str, bytes], signature: Signature) -> Predictor:
        return OnnxPredictor(files[ENTRY], signature)


def signature_of(columns: tuple[str, ...], *, nullable: bool, classes: tuple[str, ...] = ()) -> Signature:
    """Columns of 32-bit floats, which is what the matrix holds."""
    inputs = tuple(Column(name=name, datatype="FP32", is_nullable=nullable) for name in columns)
    return Signature(inputs=inputs, classes=classes)


def open_session(content: bytes) -> Any:
    """An inference session with one thread and no waiting by spinning; a bad file is `BadInput`."""
    try:
        import onnxruntime as ort
    except ImportError as error:
        raise MissingExtra.named("onnx") from error
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    try:
        return ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors share no narrower base
        raise BadInput("the file is not a model that ONNX Runtime can open", why=str(error)[:300]) from error


ONNX = OnnxFlavour()
