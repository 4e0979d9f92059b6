from __future__ import annotations

import pytest

from flyball.core.errors import BadConfig, BadInput
from flyball.store.objects import ObjectKey, open_objects
from flyball.store.objects.s3_url import parse_s3_url


def test_an_s3_url_names_bucket_prefix_endpoint_and_region() -> None:
    where = parse_s3_url("s3://models/team/a?endpoint=https://s3.example.org&region=eu-west-1")

    assert (where.bucket, where.prefix, where.endpoint, where.region) == (
        "models",
        "team/a",
        "https://s3.example.org",
        "eu-west-1",
    )


@pytest.mark.parametrize("host", ["127.0.0.1:9000", "localhost:9000", "[::1]:9000", "127.8.8.8"])
def test_http_is_allowed_on_this_machine(host: str) -> None:
    assert parse_s3_url(f"s3://models?endpoint=http://{host}").endpoint == f"http://{host}"


@pytest.mark.parametrize("host", ["10.0.0.1:9000", "127.0.0.1.evil.example", "s3.example.org", "0.0.0.0"])
def test_http_is_refused_on_other_machines(host: str) -> None:
    with pytest.raises(BadConfig, match="not https"):
        parse_s3_url(f"s3://models?endpoint=http://{host}")


@pytest.mark.parametrize(
    "url",
    [
        "s3://key:secret@models/a",
        "s3:///prefix",
        "s3://Models",
        "s3://models/../other",
        "s3://models/a//b",
        "s3://models/a%2e%2e",
        "s3://models#part",
        "s3://models?secret=x",
        "s3://models?region=a&region=b",
        "s3://models?endpoint=ftp://localhost",
        "s3://models?endpoint=https://s3.example.org/path",
        "s3://models?endpoint=https://user@s3.example.org",
        "file://relative/folder",
        "memory://",
        "",
    ],
)
def test_an_odd_object_store_url_is_a_configuration_error(url: str) -> None:
    with pytest.raises(BadConfig) as refused:
        open_objects(url)
    assert "secret@" not in str(refused.value)


def test_a_key_is_made_of_a_digest_and_of_nothing_else() -> None:
    assert ObjectKey("0f" * 32).path == f"0f/{'0f' * 32}"
    assert ObjectKey.of_path(ObjectKey("0f" * 32).path) == ObjectKey("0f" * 32)
    assert ObjectKey.of_path(f"aa/{'0f' * 32}") is None
    with pytest.raises(BadInput):
        ObjectKey("../" + "0" * 61)
