# `make run` and `make test` are all that is needed: each makes ready what is missing first.
.DEFAULT_GOAL := help
.PHONY: help setup install run test check bench load faults fmt lock sbom fonts
SHELL := bash

PORT ?= 8000
# Extra arguments, such as make test ARGS="tests/finance -k tables"
ARGS ?=

PYTHON_ENV := .venv/bin/python
MANAGE := $(PYTHON_ENV) manage.py
# Checks and tests stand on fixed settings, not on the developer's .env.
TESTED := DJANGO_SETTINGS_MODULE=tests.settings
# These want programs that the site does without: a browser, PostgreSQL, LibreOffice.
test bench load: FOR := tests

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

setup: ## system packages, .venv, locked packages, .env: whatever is missing
	@scripts/setup.sh $(FOR)

install: ## for a server: system packages, .venv, locked packages, nothing of development; see docs/operations.md
	@scripts/setup.sh production

run: setup ## the site with its sample on http://127.0.0.1:8000 (PORT=… for another port)
	@PORT=$(PORT) scripts/run.sh

test: setup ## all tests, on SQLite and on PostgreSQL; ARGS="tests/finance -k tables" for some
	$(PYTHON_ENV) -m tests $(ARGS)

check: setup ## style, types, floors, migrations and generated docs
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(TESTED) $(MANAGE) check --fail-level WARNING
	$(TESTED) $(MANAGE) makemigrations --check --dry-run
	$(if $(wildcard */management/commands/generate_docs.py),$(TESTED) $(MANAGE) generate_docs --check)

bench: setup ## what things cost: the report, checks, exchange, and the entry pages timed in a browser
	$(PYTHON_ENV) -m tests.bench $(ARGS)

load: setup ## the deployed site on a busy day: 60 clerks, the public, services killed; ARGS="typing" for a part
	$(PYTHON_ENV) -m tests.load $(ARGS)

faults: setup ## inject faults into consistent accounts; fails where one is missed or a clean one accused
	$(PYTHON_ENV) -m tests.faults $(ARGS)

fmt: setup ## format the code and mend what ruff can mend
	.venv/bin/ruff format
	.venv/bin/ruff check --fix

lock: setup ## write the locks from pyproject.toml (UPGRADE=1 takes the newest of everything)
	UPGRADE=$(UPGRADE) scripts/lock.sh

sbom: setup ## what the running site is made of, as CycloneDX JSON: sbom.cdx.json
	$(PYTHON_ENV) scripts/sbom.py > sbom.cdx.json

fonts: setup ## make static/document/fonts/ again from public packages
	$(PYTHON_ENV) scripts/build_fonts.py
