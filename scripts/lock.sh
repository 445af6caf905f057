#!/usr/bin/env bash
# Writes requirements.lock (to run) and requirements-dev.lock (to run and to develop) from pyproject.toml:
#   make lock             keeps what is pinned, as far as pyproject.toml allows
#   make lock UPGRADE=1   takes the newest of everything
# The locks hold hashes and no address, so they install from any index, and serve Python 3.12 and later.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
.venv/bin/python -m venv "$tool"
"$tool/bin/pip" install --quiet --disable-pip-version-check uv

compile() {
    "$tool/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.12 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" ${UPGRADE:+--upgrade} "$@"
}

compile --output-file requirements.lock
compile --group dev --constraint requirements.lock --output-file requirements-dev.lock

if grep -nE '(https?|file)://' requirements.lock requirements-dev.lock; then
    echo "An address got into a lock: it would be tied to one index." >&2
    exit 1
fi
