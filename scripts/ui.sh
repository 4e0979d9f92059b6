#!/bin/sh
# Builds the web interface if its sources changed: with the machine's Node, or with one that pip brings along.
set -eu
cd "$(dirname "$0")/.."
if .venv/bin/python hatch_build.py --needs-node "$@"; then
    echo "Installing locks/node.txt" >&2
    .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r locks/node.txt ||
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/node.txt
fi
exec .venv/bin/python hatch_build.py "$@"
