"""The answer's bytes: constant text around the parts that change."""

from __future__ import annotations

import orjson

from flyball.serving.worker.load import LoadedVariant
from flyball.serving.worker.pending import Pending


def encode(pending: Pending) -> bytes:
    """An Open Inference Protocol answer whose parameters say which prediction this is and which variant made it."""
    variants = pending.variants
    if isinstance(variants, list):
        return _split_answer(pending, variants)
    if variants is None:
        raise RuntimeError("an answer is encoded before its rows ran")
    start, middle = pending.live.templates[variants.spec.name]
    return b'%b%b,%b%d],"data":%b}]}' % (
        start % pending.id.encode(),
        orjson.dumps(pending.valid.id or pending.id),
        middle,
        pending.count,
        orjson.dumps(pending.scores),
    )


def template(name: str, policy_gen: int, variant: LoadedVariant) -> tuple[bytes, bytes]:
    """The constant parts of the answers of one variant: up to the request's id, and from there to the row count."""
    spec = variant.spec
    start = orjson.dumps({"model_name": name, "model_version": spec.model.rpartition("@")[2]})[:-1]
    parameters = orjson.dumps({"variant": spec.name, "model": spec.model, "policy_gen": policy_gen})[:-1]
    output = orjson.dumps({"name": spec.signature.output, "datatype": spec.signature.output_datatype})[:-1]
    safe = (start + b',"parameters":' + parameters).replace(b"%", b"%%")
    return safe + b',"prediction_id":"%b"},"id":', b'"outputs":[' + output + b',"shape":['


def _split_answer(pending: Pending, variants: list[LoadedVariant]) -> bytes:
    first, count = variants[0].spec, pending.count
    outputs = [
        {
            "name": first.signature.output,
            "datatype": first.signature.output_datatype,
            "shape": [count],
            "data": pending.scores,
        },
        _texts("variant", [variant.spec.name for variant in variants]),
        _texts("model_version", [variant.spec.model.rpartition("@")[2] for variant in variants]),
    ]
    answer = {
        "model_name": pending.live.spec.name,
        "model_version": "split",
        "id": pending.valid.id or pending.id,
        "parameters": {"policy_gen": pending.live.spec.policy_gen, "prediction_id": pending.id},
        "outputs": outputs,
    }
    return orjson.dumps(answer)


def _texts(name: str, values: list[str]) -> dict[str, object]:
    return {"name": name, "datatype": "BYTES", "shape": [len(values)], "data": values}
