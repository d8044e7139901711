# Palermo's tasks. `make help` lists them.
SHELL := /bin/bash
UV := $(shell command -v uv || echo .uv/bin/uv)
BIN := .venv/bin
PORT ?= 8000
SERVE ?= 1
export UV_PYTHON_DOWNLOADS := never

.PHONY: install install-dev lock

install: .venv/.installed

install-dev: .venv/.installed-dev

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/python -m pip install --quiet uv

.venv/.installed: requirements.lock pyproject.toml | $(UV)
	@test -x $(BIN)/python || $(UV) venv --quiet --python '>=3.12' .venv
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

lock: | $(UV)  ## pin the dependencies again, with hashes
	$(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --extra dev --extra postgresql pyproject.toml -o requirements-dev.lock
