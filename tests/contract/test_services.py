"""The services that the contract tests of the stores stand on are real."""

import obstore
import redis
from obstore.store import S3Store
from sqlalchemy import create_engine, text

from tests.services import S3Endpoint


def test_postgres_is_durable_and_each_test_has_a_database_of_its_own(postgres_url: str) -> None:
    engine = create_engine(postgres_url)

    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE fact (n integer)"))
        connection.execute(text("INSERT INTO fact VALUES (42)"))

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT n FROM fact")) == 42
        assert connection.scalar(text("SHOW fsync")) == "on"
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
    engine.dispose()


def test_redis_starts_empty(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0

        client.set("carrier", "UA")

        assert client.get("carrier") == b"UA"


def test_s3_stores_bytes_in_an_empty_bucket(s3_endpoint: S3Endpoint) -> None:
    store = S3Store(
        s3_endpoint.bucket,
        endpoint=s3_endpoint.url,
        region=s3_endpoint.region,
        access_key_id=s3_endpoint.access_key_id,
        secret_access_key=s3_endpoint.secret_access_key,
        virtual_hosted_style_request=False,
        client_options={"allow_http": True},
    )
    assert obstore.list(store).collect() == []

    obstore.put(store, "ab/cd", b"bytes")

    assert bytes(obstore.get(store, "ab/cd").bytes()) == b"bytes"
