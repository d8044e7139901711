# Palermo's tasks. `make` or `make help` lists them.
# uv is taken from PATH; where there is none, a private one is put into .uv/.
UV ?= $(shell command -v uv || echo .uv/bin/uv)
BIN := .venv/bin
PORT ?= 8000
SERVE ?= 1
ARGS ?=
CORES ?= 2
SLOW ?= $(PALERMO_TEST_SLOW)
CORPORA ?= ../shared/corpora
SCORERS ?= ../shared/evaluate
RESULTS ?= benchmarks/results
BENCHMARKS := $(shell grep -ls '^if __name__' benchmarks/*.py)
SOURCES := src tests $(wildcard benchmarks) digests training
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --no-emit-package palermo-models $(UPGRADE)
UV_PYTHON_DOWNLOADS ?= never
export UV_PYTHON_DOWNLOADS
# Builds and tests start many processes, and each would compile all of its sources anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test test-postgresql check check-format check-types check-imports check-docs format benchmark \
  evaluate evaluate-recommendations evaluate-mandates evaluate-names evaluate-statements evaluate-classes train-statements messages pictures lock dist sbom audit clean

help:  ## list the tasks
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "%-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

install: .venv/.installed build/sample/catalogue.csv  ## make .venv with palermo in it

install-dev: .venv/.installed-dev build/sample/catalogue.csv  ## the same, with the tools for development

demo: install  ## build the sample library and serve it [PORT=8000] [SERVE=0 stops before serving]
	@$(BIN)/palermo demo $(if $(filter 1 yes true,$(SERVE)),--port $(PORT),$(if $(filter 0 no false,$(SERVE)),--no-serve,$(error SERVE=$(SERVE): write 1 to serve, or 0 to stop before)))

test: install-dev  ## run the tests that this machine can run, and name those it leaves out [ARGS=...] [CORES=2] [SLOW=1: slow ones too]
	@PALERMO_TEST_SLOW=$(SLOW) $(BIN)/pytest --numprocesses $(CORES) --dist loadfile --no-loadscope-reorder $(ARGS)

test-postgresql: install-dev  ## run the portal's tests on a temporary PostgreSQL server [ARGS=...] [CORES=2]
	@$(BIN)/python tests/postgresql_cluster.py $(BIN)/pytest --numprocesses $(CORES) --dist loadfile tests/portal $(ARGS)

check: check-format check-types check-imports check-docs  ## format, lint, types, import contracts, docs

check-format: install-dev
	@$(BIN)/ruff format --check --quiet $(SOURCES) || { echo "Some files are not formatted. Run: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet $(SOURCES)

check-types: install-dev
	@$(BIN)/mypy $(SOURCES)

check-imports: install-dev
	@$(BIN)/lint-imports --no-logo

check-docs: install-dev
	@PALERMO_TEST_SLOW=1 $(BIN)/pytest tests/docs

format: install-dev  ## format the code, and fix what the linter can fix
	@$(BIN)/ruff check --quiet --fix-only $(SOURCES)
	@$(BIN)/ruff format --quiet $(SOURCES)

benchmark: install-dev  ## measure with each file of benchmarks/, and keep the figures in benchmarks/results/
	@for file in $(BENCHMARKS); do echo "== $$file"; \
	  PALERMO_BENCHMARK_RESULTS=$(RESULTS) $(BIN)/python $$file; \
	  case $$? in 0) ;; 2) needs="$$needs $$file" ;; *) failed="$$failed $$file" ;; esac; done; \
	if [ "$$needs" ]; then echo "Not measured, because they need a corpus or library, as they say above:$$needs"; fi; \
	if [ "$$failed" ]; then echo "Failed:$$failed" >&2; exit 1; fi

evaluate: evaluate-recommendations evaluate-mandates evaluate-names evaluate-statements evaluate-classes  ## score what is found against labelled documents, and keep the figures by date [CORPORA=folder] [SCORERS=folder]

EVALUATE = $(BIN)/palermo evaluate --record $(RESULTS)

evaluate-recommendations: install
	@test -d $(CORPORA)/upr || { echo "$(CORPORA)/upr: no labelled documents are there." \
	  "Name the folder that holds them: make evaluate CORPORA=FOLDER." >&2; exit 1; }
	@mkdir -p var/evaluate
	$(BIN)/palermo build $(CORPORA)/upr/pdfs --library var/evaluate/upr
	$(EVALUATE) $(CORPORA)/upr/gold.jsonl --ignore $(CORPORA)/upr/gold_ignore.jsonl --library var/evaluate/upr \
	  --html var/evaluate/recommendations.html
	@test -e $(SCORERS)/score_recommendations.py || { echo "$(SCORERS): no scorer is there; none was run."; exit 0; }; \
	  $(BIN)/palermo export statements --library var/evaluate/upr --format jsonl --output var/evaluate/upr.jsonl && \
	  $(BIN)/python $(SCORERS)/score_recommendations.py var/evaluate/upr.jsonl $(CORPORA)/upr/gold.jsonl

evaluate-mandates: install
	@mkdir -p var/evaluate
	$(BIN)/palermo build $(CORPORA)/ppb/pdfs --library var/evaluate/ppb
	$(EVALUATE) $(CORPORA)/ppb/gold.jsonl --library var/evaluate/ppb --html var/evaluate/mandates.html
	@test -e $(SCORERS)/score_mandates.py || { echo "$(SCORERS): no scorer is there; none was run."; exit 0; }; \
	  $(BIN)/palermo export statements --library var/evaluate/ppb --format jsonl --output var/evaluate/ppb.jsonl && \
	  $(BIN)/python $(SCORERS)/score_mandates.py var/evaluate/ppb.jsonl $(CORPORA)/ppb/gold.jsonl

evaluate-statements: install
	@mkdir -p var/evaluate
	$(EVALUATE) $(CORPORA)/subject/dev.jsonl --html var/evaluate/subject.html
	$(BIN)/palermo build $(CORPORA)/ppb/docx $(CORPORA)/statements/documents --library var/evaluate/statements
	$(EVALUATE) $(CORPORA)/statements/dev.jsonl --library var/evaluate/statements --html var/evaluate/statements.html
	@test -e $(SCORERS)/score_statements.py || { echo "$(SCORERS): no scorer is there; none was run."; exit 0; }; \
	  $(BIN)/palermo export statements --library var/evaluate/statements --format jsonl --output var/evaluate/statements.jsonl && \
	  $(BIN)/python $(SCORERS)/score_statements.py var/evaluate/statements.jsonl $(CORPORA)/statements/dev.jsonl

evaluate-names: install
	@mkdir -p var/evaluate
	$(EVALUATE) $(CORPORA)/threew/aliases.jsonl --html var/evaluate/names.html

evaluate-classes: install-dev
	PALERMO_BENCHMARK_RESULTS=$(RESULTS) $(BIN)/python benchmarks/classes.py $(CORPORA)/ilab/suggested_actions.jsonl

train-statements: .venv-training/.installed  ## train the statement tagger on labelled passages, and write model, card and figures [CORPORA=folder] [DOCUMENTS=folders] [PERSONS=folder] [CONTINUE=sets] [DECISIONS=library [KEEP=1]]
	@test -d $(CORPORA)/field -o -n "$(DECISIONS)" || { echo "$(CORPORA)/field: no labelled passages are there." \
	  "Name the folder that holds them: make train-statements CORPORA=FOLDER." >&2; exit 1; }
	.venv-training/bin/python -m training.statements $(if $(wildcard $(CORPORA)/field),--corpora $(CORPORA)) \
	  $(addprefix --documents ,$(DOCUMENTS)) $(addprefix --persons ,$(PERSONS)) $(if $(CONTINUE),--continue $(CONTINUE)) \
	  $(addprefix --decisions ,$(DECISIONS)) $(if $(KEEP),--keep) $(ARGS)

pictures: install-dev  ## make the pictures of README and docs, from the sample library in Chromium
	@$(BIN)/palermo demo --no-serve --library var/pictures
	@$(BIN)/python docs/pictures/make.py var/pictures docs/pictures

messages: install-dev  ## bring the portal's message catalogues up to date with its pages
	@$(BIN)/python -m palermo.portal.catalogues

lock: | $(UV)  ## pin the dependencies with hashes [UPGRADE=--upgrade takes newer ones]
	echo 'uv>=0.9' | $(COMPILE) - -o requirements-uv.lock
	$(COMPILE) --extra build --extra mcp --extra pdf --extra postgresql pyproject.toml -o requirements.lock
	$(COMPILE) --extra build --extra mcp --extra pdf --extra postgresql --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(COMPILE) --extra build --extra training -c requirements.lock pyproject.toml -o requirements-training.lock

.venv-training/.installed: requirements-training.lock .venv/.installed
	@$(UV) venv --quiet --clear --python '>=3.12' .venv-training
	@$(UV) pip install --quiet --python .venv-training/bin/python --require-hashes -r requirements-training.lock
	@$(UV) pip install --quiet --python .venv-training/bin/python --no-build-isolation --no-deps -e .
	@touch $@

dist: install  ## build the wheels and source archives of palermo and palermo-models into dist/, the same bytes each time
	@rm -rf dist
	@export SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)}; for folder in . models; do \
	  (cd $$folder && $(CURDIR)/$(BIN)/python -m hatchling build --directory $(CURDIR)/dist >/dev/null) || exit 1; done
	@cd dist && sha256sum * > SHA256SUMS && cat SHA256SUMS

sbom: install | $(UV)  ## write what the environment consists of as CycloneDX into dist/sbom.json
	@mkdir -p dist
	@$(UV) tool run --from 'cyclonedx-bom>=7' cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
	  --output-reproducible --output-file dist/sbom.json
	@echo dist/sbom.json

audit: | $(UV)  ## look the locked dependencies up in the database of known vulnerabilities
	@$(UV) tool run 'pip-audit>=2.9' --require-hashes --disable-pip --requirement requirements.lock --format json \
	  --progress-spinner off 2>/dev/null | python3 .ci/audit.py

clean:  ## remove what the tasks made, the environments too
	rm -rf .venv .venv-training .uv build dist var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

.uv/bin/uv: requirements-uv.lock
	@python3 -m venv --clear .uv || { echo "python3: no virtual environment could be made." \
	  "Install Python with its venv module (Debian: apt-get install python3 python3-venv), or uv itself." >&2; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock || { \
	  echo "uv: could not be fetched. Look at the network or the package index that pip is set to, or install uv." >&2; exit 1; }
	@touch $@

.venv/.installed: requirements.lock pyproject.toml | $(UV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null \
	  || $(UV) venv --quiet --clear --python '>=3.12' .venv \
	  || { echo "Python: none of version 3.12 or newer is on this machine." \
	  "Install one (Debian 13: apt-get install python3), or let uv fetch one: make install UV_PYTHON_DOWNLOADS=automatic." >&2; exit 1; }
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	@touch $@

build/sample/catalogue.csv: $(wildcard sample/*.md digests/*.py) .venv/.installed
	@$(BIN)/python -m digests

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@
