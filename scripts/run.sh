#!/usr/bin/env bash
# `make run`: brings the database up to date, puts the samples in unless they are there, says where to look, and serves;
# beside the server a worker makes what is published.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python manage.py migrate --verbosity 0
# Leaves an account that is there as it is, and says who can sign in.
.venv/bin/python manage.py sample changji_2023
# The first has mistakes to be mended, as it was published; the second is public, so that the public site shows something.
.venv/bin/python manage.py publish_sample putuo_finance_2024 || echo '  （示例没有公开，网站照常运行）'
.venv/bin/python manage.py resume_publications >/dev/null
.venv/bin/python manage.py db_worker --no-reload --verbosity 0 &
worker=$!
trap 'kill "$worker" 2>/dev/null || true' EXIT
printf '\n  网址：http://127.0.0.1:%s/   （用上面的演示用户登录；按 Ctrl+C 停止）\n\n' "$PORT"
.venv/bin/python manage.py runserver "127.0.0.1:$PORT"
