# `make` lists the targets. Nothing but Python 3.11+ and make has to be there first.

VENV  := .venv
BIN   := $(VENV)/bin
DEMO  := $(VENV)/.demo-installed
DEV   := $(VENV)/.dev-installed
JOBS  ?= 2
ARGS  ?=
AREA  ?=
UI    := tests/e2e/ui
BUILT := pyproject.toml locks/tools.txt scripts/install.sh

.DEFAULT_GOAL := help
.PHONY: help setup demo check static test fix ui ui-dev ui-check ui-types docs bench lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(DEV) ## Make .venv with everything development needs
	@echo "Ready. For the commit hooks: $(BIN)/pre-commit install" >&2

demo: $(DEMO) ## The flights story on this machine; options in ARGS="…"
	@$(BIN)/flyball demo $(ARGS)

check: export FLYBALL_TEST_WORKSPACES = embedded-sqlite
check: static ## The gate before a commit: format, lint, types, import contracts, doctests, unit tests (embedded, SQLite)
	$(BIN)/pytest -n $(JOBS) --hypothesis-profile=quick -m "not slow" src tests/unit

static: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/codespell
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

test: export FLYBALL_TEST_REQUIRE_SERVICES ?= $(if $(filter true,$(CI)),1,)
test: static ui ui-check ## Every test there is; first installs PostgreSQL and Redis where it can (Debian, as root)
	@scripts/services.sh
	$(BIN)/pytest -n $(JOBS) --hypothesis-profile=ci src tests --ignore=tests/e2e
	$(BIN)/pytest --hypothesis-profile=ci tests/e2e/test_demo.py $(UI)/test_session.py $(UI)/test_questions.py

flows: export FLYBALL_TEST_DEMO_MONTHS = 12
flows: $(DEV) ui ## All flows of the interface in a browser, on the whole year; alone on a quiet machine, about 15 min
	$(BIN)/pytest --hypothesis-profile=ci $(UI)

fix: $(DEV) ## Format, and repair what the linter can repair safely
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ui: $(DEV) ## Build the user interface into the package, if its sources changed
	@scripts/ui.sh $(ARGS)

ui-dev: $(DEV) ## The interface from its sources on port 7850, changing as you type; FLYBALL_URL=… is the server behind
	@scripts/ui.sh --run dev

ui-check: $(DEV) ## Types, lint and tests of the interface
	@scripts/ui.sh --run check

ui-types: $(DEV) ## Write the interface's types of all operations again
	$(BIN)/python scripts/ui_types.py

docs: $(DEV) ## Write everything again that is made from the code: reference pages, the interface's types
	$(BIN)/python scripts/docs.py
	$(BIN)/python scripts/ui_types.py

bench: $(DEV) ## Run the benchmarks of one area: make bench AREA=serving
	$(BIN)/python benchmarks/run.py $(AREA)

lock: $(DEV) ## Write locks/ again after a change of dependencies; ARGS=--upgrade takes the newest
	scripts/lock.sh $(ARGS)

clean: ## Remove caches and builds (.venv and .flyball stay)
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

$(DEMO): locks/demo.txt $(BUILT)
	@scripts/install.sh locks/demo.txt
	@touch $@

$(DEV): locks/dev.txt $(BUILT)
	@scripts/install.sh locks/dev.txt
	@touch $(DEMO) $@
