"""scikit-learn models, stored as ONNX with a certificate that both predict the same; nothing pickled is written."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import numpy as np

from flyball.core.errors import MissingExtra, RefusedByPolicy, UnsafeModel
from flyball.registry.flavours.base import Matrix, Predictor, Saved, Scores
from flyball.registry.flavours.onnx import ENTRY, OnnxPredictor, signature_of
from flyball.registry.model import Certificate, Signature

TOLERANCE = 1e-4
"""Largest difference a conversion may make; 32-bit sums over a few hundred trees stay below 1e-6."""
_MOST_ROWS = 10_000


class SklearnFlavour:
    """Classifiers, regressors and pipelines over numeric columns, trained on 32-bit floats."""

    name = "sklearn"

    def recognises(self, model: Any) -> bool:
        modules = {cls.__module__.partition(".")[0] for cls in type(model).__mro__}
        return "sklearn" in modules and hasattr(model, "predict")

    def save(self, model: Any, rows: Matrix, columns: tuple[str, ...]) -> Saved:
        content = convert(model, columns)
        classes = tuple(str(label) for label in getattr(model, "classes_", ()))
        signature = signature_of(columns, nullable=True, classes=classes)
        certificate, nullable = _certify_both(model, OnnxPredictor(content, signature), rows)
        signature = signature_of(columns, nullable=nullable, classes=classes)
        return Saved(runner="onnx", entry=ENTRY, files={ENTRY: content}, signature=signature, certificate=certificate)

    def load(self, files: Mapping[str, bytes], signature: Signature) -> Predictor:
        return OnnxPredictor(files[ENTRY], signature)


def convert(model: Any, columns: tuple[str, ...]) -> bytes:
    """The model as the bytes of an ONNX file, the same for the same model; `UnsafeModel` if it has no ONNX form."""
    try:
        from skl2onnx import convert_sklearn
        from skl2onnx.common.data_types import FloatTensorType
    except ImportError as error:
        raise MissingExtra.named("onnx") from error
    exact = _with_exact_thresholds(model)
    # A matrix of one column is named for it: servers then find it by name.
    name = columns[0] if len(columns) == 1 else "input"
    options = {id(exact): {"zipmap": False}} if hasattr(model, "classes_") else {}
    try:
        proto = convert_sklearn(
            exact, name="flyball", initial_types=[(name, FloatTensorType([None, len(columns)]))], options=options
        )
    except Exception as error:  # skl2onnx raises many unrelated classes for "no converter"
        raise UnsafeModel(
            f"{_class_name(model)} has no ONNX form, and pickles are not stored",
            why=str(error)[:300],
            hint="use an estimator that skl2onnx converts, or convert it yourself and log the ONNX bytes",
        ) from error
    content: bytes = proto.SerializeToString(deterministic=True)
    return content


def _certify_both(model: Any, converted: OnnxPredictor, rows: Matrix) -> tuple[Certificate, bool]:
    """The certificate, and whether values may be missing: only where both forms then agree too."""
    sample = rows[:_MOST_ROWS]
    has_missing = bool(np.isnan(sample).any())
    if not _takes_missing(model):
        return certify(model, converted, sample), has_missing
    try:
        return certify(model, converted, np.concatenate([sample, _with_missing(sample)])), True
    except RefusedByPolicy:
        if has_missing:
            raise
        return certify(model, converted, sample), False


def certify(model: Any, converted: OnnxPredictor, sample: Matrix) -> Certificate:
    """Compare both on the same rows; raise where they differ."""
    wanted, given = _scores_of(model, sample), converted.predict_matrix(sample)
    difference = float(np.max(np.abs(wanted - given)))
    flips = int(np.sum(np.argmax(wanted, axis=1) != np.argmax(given, axis=1))) if wanted.shape[1] > 1 else 0
    if not difference <= TOLERANCE:  # also refuses NaN
        raise RefusedByPolicy(
            f"the ONNX form of {_class_name(model)} predicts differently",
            why=f"by up to {difference:.3g} on {len(sample)} rows, {flips} labels flip; {TOLERANCE:g} is allowed",
            hint="train on 32-bit floats: X.astype('float32')",
        )
    return Certificate(
        source=_class_name(model),
        rows=len(sample),
        rows_with_missing=int(np.isnan(sample).any(axis=1).sum()),
        max_abs_difference=difference,
        label_flips=flips,
        tolerance=TOLERANCE,
        versions=_versions(),
    )


def _scores_of(model: Any, rows: Matrix) -> Scores:
    plain = _without_names(model)
    if hasattr(plain, "predict_proba"):
        return np.asarray(plain.predict_proba(rows), dtype=np.float64)
    return np.asarray(plain.predict(rows), dtype=np.float64).reshape(len(rows), -1)


def _without_names(model: Any) -> Any:
    """A shallow copy that does not warn about a matrix where it was trained on a data frame."""
    if not hasattr(model, "feature_names_in_"):
        return model
    plain = copy.copy(model)
    if "feature_names_in_" in vars(plain):
        del plain.feature_names_in_
    return plain


def _with_missing(rows: Matrix) -> Matrix:
    """The same rows with about a third of the values missing, and every column missing alone once."""
    rng = np.random.default_rng(0)
    holes = np.where(rng.random(rows.shape) < 1 / 3, np.float32(np.nan), rows)
    width = rows.shape[1]
    alone = np.repeat(rows[:1], width, axis=0)
    alone[np.arange(width), np.arange(width)] = np.nan
    return np.concatenate([holes, alone]).astype(np.float32)


def _takes_missing(model: Any) -> bool:
    from sklearn.utils import get_tags

    return bool(get_tags(model).input_tags.allow_nan)


def _with_exact_thresholds(model: Any) -> Any:
    """A copy whose split thresholds are exact in 32 bits, rounded down.

    Gradient-boosted trees split halfway between two values seen, in 64 bits; ONNX keeps 32. Rounded to nearest, a
    threshold may land on the upper value and send it left. Rounded down, every 32-bit input goes where it went.
    """
    copied = copy.deepcopy(model)
    for part in _parts(copied):
        for trees in getattr(part, "_predictors", ()):
            for tree in trees:
                tree.nodes["num_threshold"] = _round_down(tree.nodes["num_threshold"])
    return copied


def _parts(model: Any) -> list[Any]:
    steps = getattr(model, "steps", None)
    return [model] if steps is None else [step for _, step in steps]


def _round_down(thresholds: Any) -> Any:
    nearest = thresholds.astype(np.float32)
    below = np.nextafter(nearest, np.float32(-np.inf))
    return np.where(nearest.astype(np.float64) > thresholds, below, nearest).astype(np.float64)


def _class_name(model: Any) -> str:
    return f"{type(model).__module__}.{type(model).__qualname__}"


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("scikit-learn", "skl2onnx", "onnx", "onnxruntime", "numpy")}


SKLEARN = SklearnFlavour()
