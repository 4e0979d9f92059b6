"""Parse `s3://bucket/prefix?endpoint=…&region=…`, refusing what would leak credentials or send them in the clear."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from msgspec import Struct

from flyball.core.errors import BadConfig

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX_PART = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")
_KNOWN = {"endpoint", "region"}
_DEFAULT_REGION = "us-east-1"
_EXAMPLE = "s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-west-1"


class S3Url(Struct, frozen=True, kw_only=True):
    """Where a bucket is; without an endpoint it is Amazon's."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = _DEFAULT_REGION


def parse_s3_url(url: str) -> S3Url:
    """The parts of an object store URL, checked.

    >>> parse_s3_url("s3://models/team-a?endpoint=http://127.0.0.1:9000").prefix
    'team-a'
    """
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise BadConfig(
            "the object store URL contains credentials", hint="set AWS_ACCESS_KEY_ID and its secret instead"
        )
    prefix = parts.path.strip("/")
    names = prefix.split("/") if prefix else []
    if not _BUCKET.fullmatch(parts.netloc) or not all(map(_PREFIX_PART.fullmatch, names)) or parts.fragment:
        raise BadConfig(f"{url} is no bucket and prefix", hint=_EXAMPLE)
    query = parse_qs(parts.query, keep_blank_values=True)
    strange = sorted(query.keys() - _KNOWN) + [name for name, values in query.items() if len(values) > 1]
    if strange:
        raise BadConfig(f"the object store URL has an odd {strange[0]!r}", why="endpoint and region, once each")
    endpoint = query.get("endpoint", [""])[0].rstrip("/")
    if endpoint:
        _check_endpoint(endpoint)
    region = query.get("region", [_DEFAULT_REGION])[0]
    return S3Url(bucket=parts.netloc, prefix=prefix, endpoint=endpoint, region=region)


def _check_endpoint(endpoint: str) -> None:
    parts = urlsplit(endpoint)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or parts.path or parts.query:
        raise BadConfig(f"the endpoint {endpoint!r} is not host and port", hint="endpoint=https://s3.example.org")
    if parts.scheme == "http" and not _is_loopback(parts):
        why = "requests would cross the network unencrypted; http is only for this machine"
        raise BadConfig(f"the endpoint {endpoint!r} is not https", why=why, hint=endpoint.replace("http:", "https:", 1))


def _is_loopback(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
