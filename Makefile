# Everything a newcomer needs, from an empty clone. `make demo` and `make test` set themselves up.
SHELL  := /bin/bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOME_DIR ?= var
SERVE  ?= 1
COOPERATIVES ?= 3000
SEED   ?= 1404
PORT   ?= 8000
SOURCES := coopscore features models serving tests benchmarks

# What only a server runs is left out of the count where none is installed; CI installs one.
UNSERVED := $(shell command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo "--omit=coopscore/records/postgresql_connections.py")

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-virtualenv

.DEFAULT_GOAL := help
.PHONY: help setup demo test check properties results serve bench lock docs clean

help: ## what can be asked for
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# Stamps, so that a second run installs nothing. Byte-compiled once: start-up is three times quicker.
$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing what coopscore runs on (hashed, once) ..."
	$(PIP) --require-hashes -r requirements/runtime.txt
	$(PIP) --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q -j 2 $(VENV)/lib coopscore features models serving >/dev/null || true
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing what its tests need (hashed, once) ..."
	$(PIP) --require-hashes -r requirements/dev.txt
	$(BIN)/python -m compileall -q -j 2 $(VENV)/lib >/dev/null || true
	@touch $@

setup: $(VENV)/.dev ## virtual environment with everything in it

demo: $(VENV)/.runtime ## make-believe registry -> facts -> model -> scores -> service (SERVE=0: no service)
	$(BIN)/coopscore --home $(HOME_DIR) demo --cooperatives $(COOPERATIVES) --seed $(SEED) $(if $(filter 0,$(SERVE)),--no-serve,--port $(PORT))

serve: $(VENV)/.runtime ## the service over what is in var/
	$(BIN)/coopscore --home $(HOME_DIR) serve --port $(PORT)

check: $(VENV)/.dev ## style and types
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy

# The last line printed is pytest's own: whoever reads the log reads its verdict.
test: check ## every promise, small
	@mkdir -p out && rm -f .coverage .coverage.*
	HYPOTHESIS_DEPTH=quick $(BIN)/pytest -q -n 2 --dist loadfile -m "not long" --cov --cov-report= 2>&1 | tee out/test.log
	@$(BIN)/coverage report --skip-covered --include='coopscore/*,features/*' $(UNSERVED) --fail-under=100 > out/coverage.txt || { cat out/coverage.txt; exit 1; }
	@$(BIN)/coverage report --skip-covered --include='models/*,serving/*' --fail-under=90 > out/coverage.txt || { cat out/coverage.txt; exit 1; }
	@tail -n 1 out/test.log

properties: $(VENV)/.dev ## the long searches: hypothesis, API, kill loops
	HYPOTHESIS_DEPTH=long $(BIN)/pytest -q -n 2 --dist loadfile tests/properties tests/models/metrics/test_intervals.py tests/models/classifier tests/serving/api/test_contract.py tests/serving/cli/test_demo.py

results: $(VENV)/.dev ## every statistical claim, measured again
	$(BIN)/python -m benchmarks.results

bench: $(VENV)/.dev ## speed, as ratios within one run
	$(BIN)/python -m benchmarks.feature_build
	$(BIN)/python -m benchmarks.sector_scale

# Needs `uv` on the PATH; the locks carry hashes and no addresses.
lock: ## the hashed locks, anew from pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-strip-extras pyproject.toml requirements/build.in -o requirements/runtime.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-strip-extras --extra dev -c requirements/runtime.txt pyproject.toml requirements/build.in -o requirements/dev.txt

docs: $(VENV)/.runtime ## docs/tables.md and docs/quality.md, anew from schema and rules
	$(BIN)/python tests/house/tables_document.py > docs/tables.md
	$(BIN)/python tests/house/quality_document.py > docs/quality.md

clean: ## what runs leave behind, but not var/
	rm -rf out build .coverage .coverage.* .hypothesis .mypy_cache .ruff_cache
