# make report   re-execute the notebooks and build the readable report
#               (RUNNABLE=1: its notebooks run in the reader's browser; needs make runnable once)
# make runnable fetch what a browser needs to run Python, once (needs npm)
# make test     run every test
# make test-ledger  run the ledger's tests on five engines (PySpark needs Java 17)
# make test-browser  rerun the notebooks in Chromium and compare every text with the stored one
# make lab      open JupyterLab
# make bench    measure, beside the peers (BIG=1: also a billion rows, and clusters; 15 GB of disk)
# make check    style, types, and sentences that are too long
# make mutate   change every number in the prose, one at a time: how many do the tests catch?
# make lock     choose new versions (needs uv)
# make clean    remove what was made
# Another Python: make test PYTHON=python3.13

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
LEDGER := .venv-ledger
OURS   := analysis benchmarks conftest.py notebooks tests
PIP    := python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help report runnable test test-ledger test-browser check mutate lab bench lock clean

help:
	@sed -n 's/^# //p' Makefile

# install LOCK into ENVIRONMENT
define install
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 …"; exit 1; }
	@echo "Setting up $(2) (a minute or two, once) …"
	$(PYTHON) -m venv --clear $(2)
	$(2)/bin/$(PIP) install --require-hashes -r $(1)
	$(2)/bin/$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@printf '%s' "$(CURDIR)" > $(2)/.ready
endef

# An environment holds the path of its folder. After the folder was moved or copied, it would run
# the code of the old place: it is set up anew.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif
ifneq ($(shell cat $(LEDGER)/.ready 2>/dev/null),$(CURDIR))
.PHONY: $(LEDGER)/.ready
endif

$(READY): requirements.lock pyproject.toml
	$(call install,requirements.lock,$(VENV))

$(LEDGER)/.ready: requirements-ledger.lock pyproject.toml
	$(call install,requirements-ledger.lock,$(LEDGER))

report: $(READY)
	$(BIN)/python -m analysis.site.execute notebooks
	$(BIN)/dossier site data/scopelec-orange --notebooks notebooks --output site $(if $(RUNNABLE),--runnable)

runnable: $(READY)
	$(BIN)/python -m analysis.site.runnable.fill .runnable requirements.lock

test: $(READY) check
	$(BIN)/python -m pytest -n logical --dist loadfile \
	  --nbval --nbval-current-env analysis tests notebooks README.md

check: $(READY)
	$(BIN)/ruff check $(OURS)
	$(BIN)/ruff format --check $(OURS)
	$(BIN)/mypy
	$(BIN)/python tests/prose_guard.py

mutate: $(READY)
	$(BIN)/python tests/mutate_prose.py

test-ledger: $(LEDGER)/.ready
	$(LEDGER)/bin/python -m pytest tests/ledger

test-browser: $(READY)
	$(BIN)/python -m pytest -v tests/site/test_runnable_browser.py

lab: $(READY)
	$(BIN)/jupyter lab notebooks

bench: $(READY) $(LEDGER)/.ready
	$(BIN)/$(PIP) install --quiet --require-hashes -r requirements-bench.lock
	@for script in $(filter-out %/bench_ledger.py,$(wildcard benchmarks/bench_*.py)); do \
	  echo "== $$script"; $(BIN)/python $$script || exit 1; done
	@echo "== benchmarks/bench_ledger.py"; $(LEDGER)/bin/python benchmarks/bench_ledger.py
	$(LEDGER)/bin/python benchmarks/bench_ledger.py --largest 100_000_000
ifdef BIG
	$(LEDGER)/bin/python benchmarks/bench_ledger.py --big 1_000_000_000
endif

LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet
lock:
	$(LOCK) --extra purchases --extra exchange --group notebooks --group test --group build -o requirements.lock
	$(LOCK) -c requirements.lock --extra ledger --extra purchases --group test --group build -o requirements-ledger.lock
	$(LOCK) -c requirements.lock --group bench -o requirements-bench.lock

clean:
	rm -rf $(VENV) $(LEDGER) .runnable site build .pytest_cache .mypy_cache .ruff_cache .hypothesis
