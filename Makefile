# Everything a newcomer needs. `make demo` and `make test` build their own .venv from the lock and start at once when nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready
BENCH_READY := .venv-bench/.ready

# Some hundred processes are started by the tests; each would compile the bot anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint types check lock bench bench-reading bench-import torture clean

demo: $(RUN_READY)
	$(BIN)/python -m bot demo $(ARGS)

test: lint types
	$(BIN)/python -m pytest -n auto --dist worksteal -rs $(ARGS)

lint: $(DEV_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_READY)
	$(BIN)/basedpyright --level error

bench: $(DEV_READY) $(BENCH_READY)
	$(BIN)/python -m benchmarks docs/benchmarks.md $(RUNS)

bench-reading: $(DEV_READY)
	$(BIN)/python -m benchmarks.reading

bench-import: $(DEV_READY)
	$(BIN)/python -m benchmarks.whole
	$(BIN)/python -m benchmarks.imports

torture: $(DEV_READY)
	$(BIN)/python -m benchmarks.torture $(ARGS)

lock:
	uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --universal -q -o requirements.lock
	uv pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --universal -q -o requirements-dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Set PYTHON=python3.12, for example."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(DEV_READY): requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(RUN_READY)

# The bots we are compared with need libraries of their own.
$(BENCH_READY): benchmarks/peers/requirements.txt | $(VENV)/bin/python
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install -q --disable-pip-version-check -r benchmarks/peers/requirements.txt
	@touch $@
