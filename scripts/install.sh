#!/bin/sh
# Makes .venv, installs the packages of one lock file into it, then Flyball itself (editable).
# Speaks on stderr only: what `make demo` prints on stdout belongs to the demo.
set -eu
lock=$1
cd "$(dirname "$0")/.."
exec >&2

if [ ! -x .venv/bin/pip ]; then
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 none; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    done
    if [ "$python" = none ]; then
        echo "Flyball needs Python 3.11 or later, and found none. Install one, or name it: make PYTHON=… demo"
        exit 1
    fi
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv .venv
fi

echo "Installing $lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/tools.txt

# uv is quick; pip knows proxies and mirrors from settings that uv does not read.
install() {
    .venv/bin/uv pip install --quiet --compile-bytecode --python .venv/bin/python "$@" ||
        .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
}
install --require-hashes -r "$lock"
FLYBALL_SKIP_UI=1 install --no-deps --no-build-isolation --editable .
scripts/ui.sh || echo "Going on without the web interface; once that is mended: make ui"
# Where Python may not write its caches itself, every process would compile the sources again.
.venv/bin/python -m compileall -q src/flyball
