"""From a trained model to a registered version and back, embedded or remote: bytes go around the operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from flyball.core.errors import BadInput, UnsafeModel
from flyball.registry.flavours import FLAVOURS, Flavour
from flyball.registry.flavours.base import Matrix, Predictor, Saved, Scores
from flyball.registry.frames import to_matrix
from flyball.registry.model import File, Manifest, ModelVersion, Signature

if TYPE_CHECKING:
    from flyball.registry.service import Models
    from flyball.store.objects import Objects

_EXAMPLE_ROWS = 5


class LoadedModel:
    """A version in memory, ready to predict from tables or matrices whose columns it knows."""

    def __init__(self, version: ModelVersion, predictor: Predictor) -> None:
        self.version = version
        self._predictor = predictor

    @property
    def signature(self) -> Signature:
        """The columns it takes, in order."""
        return self.version.manifest.signature

    def predict_proba(self, data: Any) -> Scores:
        """Probabilities `(n, classes)`, as scikit-learn gives them; `(n, 1)` values for a regression."""
        names = [column.name for column in self.signature.inputs]
        matrix, _ = to_matrix(data, names)
        return self._predictor.predict_matrix(matrix)

    def score(self, data: Any) -> Scores:
        """One number per row: the probability of the last class, or the value of a regression."""
        return np.asarray(self.predict_proba(data)[:, -1])

    def predict(self, data: Any) -> Any:
        """The likeliest class per row, or the value of a regression."""
        scores = self.predict_proba(data)
        classes = self.signature.classes
        return np.asarray(classes)[scores.argmax(axis=1)] if classes else scores[:, 0]


def register_model(  # noqa: PLR0913 - one parameter per fact
    *,
    models: Models,
    objects: Objects,
    name: str,
    model: Any,
    example: Any,
    columns: Sequence[str] | None = None,
    run: str | None = None,
    metrics: Mapping[str, float] | None = None,
    description: str = "",
    tags: Mapping[str, str] | None = None,
) -> ModelVersion:
    """Store a trained model in a safe format and register it as the next version of `name`.

    `example` are typical input rows (a table, or a matrix with `columns`); a conversion is tried on them, so give it a
    few thousand. Raises `UnsafeModel` for a model that has no safe format, `RefusedByPolicy` if the conversion differs.
    """
    rows, names = to_matrix(example, columns)
    if not len(rows):
        raise BadInput("the example has no rows", why="the conversion of the model is tried on it")
    flavour = recognise(model)
    saved = flavour.save(model, rows, names)
    files = {**saved.files, "example.json": _example(flavour, saved, rows)}
    manifest = Manifest(
        flavour=flavour.name,
        runner=saved.runner,
        entry=saved.entry,
        files={path: File(digest=objects.put(data), size_bytes=len(data)) for path, data in files.items()},
        signature=saved.signature,
        certificate=saved.certificate,
        run=run,
        metrics=dict(metrics or {}),
    )
    return models.register(name, manifest=manifest, description=description, tags=dict(tags or {}))


def load_model(*, models: Models, objects: Objects, ref: str) -> LoadedModel:
    """The model behind a Ref such as `model:late-flight@champion`; every file is checked against its digest."""
    version = models.version(ref)
    manifest = version.manifest
    files = {path: objects.get(file.digest) for path, file in manifest.files.items()}
    predictor = FLAVOURS.get(manifest.flavour).load(files, manifest.signature)
    return LoadedModel(version, predictor)


def recognise(model: Any) -> Flavour:
    """The flavour that can store the object; `UnsafeModel` if only a pickle could."""
    for name in FLAVOURS.names():
        flavour = FLAVOURS.get(name)
        if flavour.recognises(model):
            return flavour
    raise UnsafeModel(
        f"a {type(model).__module__}.{type(model).__qualname__} has no format that loads without running code",
        why=f"flavours: {', '.join(FLAVOURS.names())}",
        hint="export it as ONNX and register the bytes",
    )


def _example(flavour: Flavour, saved: Saved, rows: Matrix) -> bytes:
    """A few input rows with the scores the stored form gives them, for documentation and for checking a deployment."""
    few = rows[:_EXAMPLE_ROWS]
    scores = flavour.load(saved.files, saved.signature).predict_matrix(few)
    return msgspec.json.encode(
        {
            "columns": [column.name for column in saved.signature.inputs],
            "rows": [[None if np.isnan(value) else float(value) for value in row] for row in few],
            "scores": [[float(value) for value in row] for row in scores],
        }
    )
