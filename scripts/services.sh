#!/bin/sh
# Installs the PostgreSQL, Redis and Chromium which the tests start for themselves: on Debian, as root, where they are missing.
# Where that cannot be done the tests that need them are skipped, or fail under FLYBALL_TEST_REQUIRE_SERVICES=1.
set -eu
missing=""
{ command -v postgres || ls /usr/lib/postgresql/*/bin/postgres; } >/dev/null 2>&1 || missing="postgresql"
command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $missing" >&2
    # In run level 1 the packages do not start their own servers.
    export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # one word per package
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >&2 && exit 0
fi
echo "Missing for the full tests: $missing" >&2
