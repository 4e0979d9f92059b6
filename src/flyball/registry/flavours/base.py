"""The port of a flavour: how one library's models become files that load without running code, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from flyball.registry.model import Certificate, Signature

Matrix: TypeAlias = NDArray[np.float32]
Scores: TypeAlias = NDArray[np.float64]


class Saved(Struct, frozen=True, kw_only=True):
    """A model as files in memory."""

    runner: str
    entry: str
    files: dict[str, bytes]
    signature: Signature
    certificate: Certificate | None


class Predictor(Protocol):
    """A loaded model. Safe to call from several threads at once."""

    signature: Signature

    def predict_matrix(self, rows: Matrix) -> Scores:
        """Scores `(n, classes)` of a regression or classification, `(n, 1)` for a regression; NaN means missing."""
        ...


class Flavour(Protocol):
    """Saves and loads the models of one library.

    - `save` writes only formats that load without running code from them, the same bytes for the same model.
    - A conversion is tried on the example (missing values put in where the model takes them) and refused with
      `RefusedByPolicy` where it differs; the certificate says on how many rows and by how much.
    - `load` reads nothing but the bytes it is given, and refuses anything it did not write with `BadInput` or
      `UnsafeModel`.
    - A missing library is `MissingExtra`.
    """

    name: str

    def recognises(self, model: Any) -> bool:
        """Whether this flavour can save the object; imports nothing the object's own library has not imported."""
        ...

    def save(self, model: Any, rows: Matrix, columns: tuple[str, ...]) -> Saved:
        """The model as files; `rows` are typical inputs, at least one."""
        ...

    def load(self, files: Mapping[str, bytes], signature: Signature) -> Predictor:
        """The model behind files that `save` made."""
        ...
