# Two commands: `make run` shows what Whence does, `make test` proves it.
# `make run REPORTS=path` does the same as `make run` for any folder or file of yours.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
REPORTS ?= examples/sarn-bridge
NAME = $(basename $(notdir $(abspath $(REPORTS))))
LEDGER ?= out/$(NAME).whence
PAGE ?= out/$(NAME).html
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: run test pictures clean

run: .venv/installed
	@mkdir -p out
	@$(BIN)/whence read "$(REPORTS)" --ledger "$(LEDGER)"
	@$(BIN)/whence report "$(LEDGER)" -o "$(PAGE)"

test: .venv/tests-installed
	tools/install-test-tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

.venv/installed: requirements/run.txt pyproject.toml
	@echo "Setting up in .venv (once) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Whence needs Python 3.11 or newer; name one with PYTHON=...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --editable .
	@touch $@

.venv/tests-installed: .venv/installed requirements/test.txt
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

# The pictures in README and docs, taken of the example.
pictures: run .venv/tests-installed
	tools/install-test-tools
	$(BIN)/python tools/pictures.py "$(LEDGER)" docs/images

clean:
	rm -rf .venv out
