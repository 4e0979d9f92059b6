#!/usr/bin/env bash
# Writes locks/ again from pyproject.toml: names, versions and hashes for every platform, no addresses.
# Keeps the versions already locked; `scripts/lock.sh --upgrade` takes the newest ones.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links --no-annotate "$@"
}

extras() { for name in "$@"; do printf -- '--extra=%s ' "$name"; done; }

# shellcheck disable=SC2046  # one word per extra
compile "$@" $(extras postgres redis onnx polars pandas skops demo dev) --output-file locks/dev.txt pyproject.toml
compile "$@" --extra=demo --constraints locks/dev.txt --output-file locks/demo.txt pyproject.toml
compile "$@" --output-file locks/tools.txt locks/tools.in
compile "$@" --output-file locks/node.txt locks/node.in
