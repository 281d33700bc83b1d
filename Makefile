# make report   re-execute the notebooks and build the readable report
#               (RUNNABLE=1: its notebooks run in the reader's browser; needs make runnable once)
# make runnable fetch what a browser needs to run Python, once (needs npm)
# make test     run every test
# make test-ledger  run the ledger's tests on five engines (PySpark needs Java 17)
# make test-browser  rerun the notebooks in Chromium and compare every text with the stored one
# make lab      open JupyterLab
# make bench    measure, beside the peers (BIG=1: also a billion rows, and clusters; 15 GB of disk)
# make check    style, types, and sentences that are too long
# make phrases  bring the French of the library and its pages up to date, after a phrase was changed
# make mutate   change every number in the prose, one at a time: how many do the tests catch?
# make mutants  change the library in 200 places, one at a time: how many do the tests catch?
#               (an hour on two free cores; another draw: SEED=1, N=50)
# make tamper   tamper with every notebook in each way of a list: which test catches it?
# make hostile  run all notebooks in nine odd surroundings, then kill twenty reports (half an hour)
# make lock     choose new versions (needs uv)
# make sbom     list all packages as CycloneDX in sbom.json
# make clean    remove what was made
# Another Python: make test PYTHON=python3.13

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
TESTS  := $(VENV)/.tests
LEDGER := .venv-ledger
OURS   := analysis benchmarks conftest.py notebooks tests
PIP    := python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help report runnable test test-ledger test-browser check phrases mutate mutants tamper hostile lab bench lock sbom clean

help:
	@sed -n 's/^# //p' Makefile

# What an environment was made of: its place, since it holds the path of its folder, and the lock's
# content, not its date.
stamp = $(CURDIR) $(shell cat $(1) pyproject.toml | cksum)
# Empty if ENVIRONMENT was made of LOCK and its Python works.
outdated = $(shell test "$$(cat $(2)/$(3) 2>/dev/null)" = "$(call stamp,$(1))" \
  && $(2)/bin/python -c "" 2>/dev/null || echo outdated)

# Compile what was installed into ENVIRONMENT on all cores: pip does it on one. A package may hold
# files that are no Python of this version; pip passes over them too.
compile = $(1)/bin/python -m compileall -qq -j 0 $(1)/lib || true

# Set up ENVIRONMENT anew from LOCK. The old one stands aside until the new one works, and comes back
# if that fails. It cannot be built elsewhere: its commands hold its path.
define install
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 …"; exit 1; }
	@echo "Setting up $(2) (a minute or two, once) …"
	@set -e; \
	if test -d $(2) && { test -f $(2)/.ready || ! test -d $(2).old; }; then \
	  rm -rf $(2).old; mv $(2) $(2).old; fi; \
	rm -rf $(2); \
	restore() { test -f $(2)/.ready || { rm -rf $(2); \
	  ! test -d $(2).old || { mv $(2).old $(2); \
	    echo "$(2) is as it was before: the new one could not be set up (no network?)."; }; }; }; \
	trap restore EXIT; trap 'exit 1' HUP INT TERM; \
	$(PYTHON) -m venv $(2); \
	$(2)/bin/$(PIP) install --no-compile --require-hashes -r $(1); \
	$(2)/bin/$(PIP) install --quiet --no-deps --no-build-isolation -e .; \
	$(call compile,$(2)); \
	printf '%s' "$(call stamp,$(1))" > $(2)/.ready; \
	rm -rf $(2).old
endef

ifneq ($(call outdated,requirements-read.lock,$(VENV),.ready),)
.PHONY: $(READY)
endif
ifneq ($(call outdated,requirements.lock,$(VENV),.tests),)
.PHONY: $(TESTS)
endif
ifneq ($(call outdated,requirements-ledger.lock,$(LEDGER),.ready),)
.PHONY: $(LEDGER)/.ready
endif

$(READY):
	$(call install,requirements-read.lock,$(VENV))

# JupyterLab and what the tests need, on top
$(TESTS): $(READY)
	@echo "Adding what the tests and JupyterLab need (a minute or two, once) …"
	@$(BIN)/$(PIP) install --no-compile --require-hashes -r requirements.lock
	@$(call compile,$(VENV))
	@printf '%s' "$(call stamp,requirements.lock)" > $@

$(LEDGER)/.ready:
	$(call install,requirements-ledger.lock,$(LEDGER))

report: $(READY)
	$(BIN)/python -m analysis.site.execute notebooks
	$(BIN)/dossier site data/scopelec-orange --notebooks notebooks --output site $(if $(RUNNABLE),--runnable)

runnable: $(TESTS)
	$(BIN)/python -m analysis.site.runnable.fill .runnable requirements.lock

test: $(TESTS) check
	$(BIN)/python -m pytest -n logical --dist loadfile --no-loadscope-reorder \
	  --nbval --nbval-current-env analysis tests notebooks README.md

check: $(TESTS)
	$(BIN)/ruff check $(OURS)
	$(BIN)/ruff format --check $(OURS)
	$(BIN)/mypy
	$(BIN)/python tests/prose_guard.py

phrases: $(TESTS)
	$(BIN)/python tests/phrases.py

mutate: $(TESTS)
	$(BIN)/python tests/mutate_prose.py

mutants: SEED = 20261126
mutants: N = 200
mutants: $(TESTS)
	$(BIN)/python tests/mutants.py $(SEED) $(N)

tamper: $(TESTS)
	$(BIN)/python tests/tamper.py

hostile: $(TESTS)
	$(BIN)/python tests/surroundings.py
	$(BIN)/python tests/kill_report.py

test-ledger: $(LEDGER)/.ready
	$(LEDGER)/bin/python -m pytest tests/ledger

test-browser: $(TESTS)
	$(BIN)/python -m pytest -v tests/site/test_runnable_browser.py

lab: $(TESTS)
	$(BIN)/jupyter lab notebooks

bench: $(TESTS) $(LEDGER)/.ready
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
	$(LOCK) --extra purchases --extra exchange --group notebooks --group test --group phrases --group build -o requirements.lock
	$(LOCK) -c requirements.lock --extra ledger --extra purchases --group test --group build -o requirements-ledger.lock
	$(LOCK) -c requirements.lock --group read --group build -o requirements-read.lock
	$(LOCK) -c requirements.lock --group bench -o requirements-bench.lock

sbom:
	$(PYTHON) tests/sbom.py requirements.lock > sbom.json

clean:
	rm -rf $(VENV) $(LEDGER) $(VENV).old $(LEDGER).old .runnable site sbom.json build .pytest_cache .mypy_cache .ruff_cache .hypothesis
