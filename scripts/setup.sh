#!/usr/bin/env bash
# Makes this folder ready to run: system packages, a virtual environment in .venv, the locked packages, a .env.
# `make setup` calls it. It does only what is missing; when nothing is, it takes a moment.
#   scripts/setup.sh tests              also what only the tests want: chromium, PostgreSQL, LibreOffice
#   scripts/setup.sh production         for a server: no tools of development, and no .env (see docs/operations.md)
#   PYTHON=/path/to/python make setup   uses this Python (3.12 or later)
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "setup: $*"; }
fail() { printf '%s\n' "setup: $*" >&2; exit 1; }

# WeasyPrint draws text with Pango; without libharfbuzz-subset it falls back, silently, to a far slower subsetter.
needed=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)

installed() { [ "$(dpkg-query --show --showformat='${Status}' "$1" 2>/dev/null)" = 'install ok installed' ]; }

missing() {
    local package
    for package in "$@"; do installed "$package" || printf '%s ' "$package"; done
}

# Installs Debian packages; returns 1 when it cannot, having said why.
install_packages() {
    local root=() log
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { say "neither root nor sudo is here to install $*"; return 1; }
        root=(sudo)
    fi
    say "installing system packages: $*"
    log=$(mktemp)
    if "${root[@]}" apt-get update -qq >"$log" 2>&1 &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1
    then
        rm "$log"
    else
        tail -n 5 "$log" >&2
        say "the whole of what apt-get said: $log"
        return 1
    fi
}

system_packages() {
    local lacking
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "this is not Debian; Pango (libpango, libpangoft2) and HarfBuzz's subset library must be there already"
        return
    fi
    lacking=$(missing "${needed[@]}")
    if [ -n "$lacking" ]; then
        # shellcheck disable=SC2086  # a list of package names
        install_packages $lacking || fail "could not install $lacking; as root: apt-get install $lacking"
    fi
}

# Programs that only the tests start; without one they say loudly what they could not test.
test_programs() {
    local PATH=$PATH:/usr/sbin folder
    for folder in /usr/lib/postgresql/*/bin; do PATH+=":$folder"; done # where Debian keeps initdb
    wants chromium chromium
    wants initdb postgresql
    wants nginx nginx
    wants envsubst gettext-base
    wants wrk wrk
    wants soffice libreoffice-calc libreoffice-writer
}

# wants PROGRAM PACKAGE…: installs the packages where there is no such program.
wants() {
    command -v "$1" >/dev/null && return
    shift
    if ! command -v apt-get >/dev/null || ! install_packages "$@"; then
        say "COULD NOT INSTALL $*: what needs it will NOT BE TESTED; on Debian, as root: apt-get install $*"
    fi
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

# Prints the path of a Python 3.12 or later: 3.13, which the project is developed on, before others.
find_python() {
    local candidate pyenv=${PYENV_ROOT:-$HOME/.pyenv}/versions
    local candidates=(python3.13 "$pyenv"/3.13*/bin/python3 python3.14 "$pyenv"/3.14*/bin/python3
        python3.12 "$pyenv"/3.12*/bin/python3 python3 python)
    if [ -n "${PYTHON:-}" ]; then candidates=("$PYTHON"); fi
    for candidate in "${candidates[@]}"; do
        # pyenv's shims answer to names they cannot run: what counts is that it runs, and its own path.
        if is_new_enough "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    return 1
}

debian_offers_new_python() {
    [[ $(apt-cache policy python3 2>/dev/null || true) =~ Candidate:\ 3\.(1[2-9]|[2-9][0-9]) ]]
}

virtual_environment() {
    local python
    if [ -z "${PYTHON:-}" ] && is_new_enough .venv/bin/python && [ -x .venv/bin/pip ]; then
        return
    fi
    if ! python=$(find_python); then
        if debian_offers_new_python; then
            install_packages python3 python3-venv || true
        fi
        python=$(find_python) || fail "no Python 3.12 or later found. Install one (on Debian 13: apt-get install" \
            "python3 python3-venv; elsewhere: pyenv install 3.13), or name it: PYTHON=/path/to/python3.13 make setup"
    fi
    if [ -n "${PYTHON:-}" ] && [ -x .venv/bin/pip ] && cmp -s <(base_of "$python") <(base_of .venv/bin/python); then
        return
    fi
    # Debian's own Python comes without ensurepip until its -venv package is there.
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        local venv
        venv=$("$python" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")')
        install_packages "$venv" || fail "$python has no ensurepip; as root: apt-get install $venv"
    fi
    say "making .venv with $("$python" --version) ($python)"
    "$python" -m venv --clear .venv
}

# What a virtual environment was made from, to tell whether PYTHON= names another one.
base_of() { "$1" -c 'import sys; print(sys.base_prefix, sys.version)'; }

locked_packages() {
    local lock=$1 stamp
    stamp=.venv/${lock%.lock}.sha256
    if [ -f "$stamp" ] && sha256sum --check --status "$stamp" 2>/dev/null; then
        return
    fi
    say "installing the locked packages into .venv"
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
    sha256sum "$lock" >"$stamp"
}

development_settings() {
    [ -f .env ] && return
    say "writing .env: settings for development, with a secret key of its own"
    (
        umask 077
        cat >.env <<END
# Settings for development, made by make setup; what each means: config/settings.py. Never use them in production.
DJANGO_DEBUG=true
DJANGO_SECRET_KEY=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')
END
    )
}

system_packages
if [ "${1:-}" = tests ]; then test_programs; fi
virtual_environment
if [ "${1:-}" = production ]; then
    locked_packages requirements.lock
else
    locked_packages requirements-dev.lock
    development_settings
fi
