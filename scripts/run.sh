#!/usr/bin/env bash
# `make run`: brings the database up to date, puts the sample in unless it is there, says where to look, and serves.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python manage.py migrate --verbosity 0
# Leaves an account that is there as it is, and says who can sign in.
.venv/bin/python manage.py sample changji_2023
# The first has mistakes to be mended, as it was published; the second can be submitted, reviewed and published at once.
.venv/bin/python manage.py sample putuo_finance_2024 >/dev/null
printf '\n  网址：http://127.0.0.1:%s/   （用上面的演示用户登录；按 Ctrl+C 停止）\n\n' "$PORT"
exec .venv/bin/python manage.py runserver "127.0.0.1:$PORT"
