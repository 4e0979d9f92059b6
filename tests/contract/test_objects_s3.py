from __future__ import annotations

import random
from pathlib import Path

import boto3
import pytest

from flyball.core.errors import StoreCorrupt, Unavailable
from flyball.store.objects import open_objects
from flyball.store.objects.contract import ObjectsContract
from tests.services import S3Endpoint


class TestS3Objects(ObjectsContract):
    @pytest.fixture
    def url(self, s3_endpoint: S3Endpoint, monkeypatch: pytest.MonkeyPatch) -> str:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_endpoint.access_key_id)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_endpoint.secret_access_key)
        return f"s3://{s3_endpoint.bucket}/team/objects?endpoint={s3_endpoint.url}&region={s3_endpoint.region}"

    def test_changed_bytes_are_refused_and_the_error_names_the_digest(
        self, url: str, s3_endpoint: S3Endpoint, tmp_path: Path
    ) -> None:
        store = open_objects(url)
        digest = store.put(b"good bytes")
        _write_behind_its_back(s3_endpoint, f"team/objects/{digest[:2]}/{digest}", b"bad bytes!")

        for read in (store.get, lambda d: store.get_to(d, tmp_path / "out")):
            with pytest.raises(StoreCorrupt, match=digest):
                read(digest)
        assert not (tmp_path / "out").exists()

    def test_foreign_keys_in_the_bucket_are_not_listed(self, url: str, s3_endpoint: S3Endpoint) -> None:
        _write_behind_its_back(s3_endpoint, "team/objects/readme.txt", b"hello")

        assert list(open_objects(url).list()) == []

    def test_a_missing_bucket_is_told_when_writing(self, url: str, s3_endpoint: S3Endpoint) -> None:
        store = open_objects(f"s3://nowhere-{s3_endpoint.bucket}?endpoint={s3_endpoint.url}")

        with pytest.raises(Unavailable, match="bucket"):
            store.put(b"lost")

    def test_a_file_that_changes_while_it_is_uploaded_is_not_stored(
        self, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "growing"
        path.write_bytes(random.Random(2).randbytes(10 << 20))
        store = open_objects(url)
        find_size = store._find_size

        def changed_after_it_was_hashed(key):
            with path.open("r+b") as file:
                file.write(b"changed")
            return find_size(key)

        monkeypatch.setattr(store, "_find_size", changed_after_it_was_hashed)

        with pytest.raises(Unavailable, match="changed"):
            store.put_file(path)
        assert list(store.list()) == []


def _write_behind_its_back(endpoint: S3Endpoint, key: str, body: bytes) -> None:
    keys = {"aws_access_key_id": endpoint.access_key_id, "aws_secret_access_key": endpoint.secret_access_key}
    client = boto3.client("s3", endpoint_url=endpoint.url, region_name=endpoint.region, **keys)
    client.put_object(Bucket=endpoint.bucket, Key=key, Body=body)
