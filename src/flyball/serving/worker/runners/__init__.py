"""What computes a model; one file per runner, one line here."""

from __future__ import annotations

from typing import Any, Protocol

from flyball.core import Registry
from flyball.serving.signature import Signature
from flyball.serving.worker.rows import Array


class Runner(Protocol):
    """A loaded model. `predict` may be called by two threads at once, and may release the interpreter lock."""

    def predict(self, rows: Array | list[Array]) -> Array:
        """One finite or not finite score per row, as float64, of a matrix or of one array per column."""
        ...


class OpensModel(Protocol):
    """Makes a runner of a model file; raises `UnsafeModel`, `BadInput` or the library's own error."""

    def __call__(self, content: bytes, signature: Signature) -> Runner: ...


RUNNERS: Registry[Any] = Registry("runners", {"onnx": "flyball.serving.worker.runners.onnx:OnnxRunner"})
"""Runner name to a function that opens a model; only formats that load without running code from the file."""

__all__ = ["RUNNERS", "OpensModel", "Runner"]
