# crosscase: `make paper` and `make test` do all the set-up themselves.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
STAMP := $(VENV)/.installed
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup paper test lab check lint types unit notebooks lock clean

help:  ## List what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(STAMP)  ## Build the environment in .venv and nothing else

$(STAMP): requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" sh scripts/setup.sh $(VENV)
	@touch $(STAMP)

paper: $(STAMP)  ## Regenerate every exhibit and render the paper
	@$(BIN)/crosscase reproduce

test: $(STAMP)  ## Lint, types, unit tests, notebooks, and that the paper reproduces
	@$(BIN)/python scripts/run_checks.py

lab: $(STAMP)  ## Open JupyterLab on the start notebook
	@$(BIN)/jupyter lab notebooks/00_start_here.ipynb

check: $(STAMP)  ## Regenerate in a scratch folder and compare with the committed exhibits
	@$(BIN)/crosscase reproduce --check

lint: $(STAMP)  ## Style of code and notebooks
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMP)  ## Type checks
	@$(BIN)/mypy

unit: $(STAMP)  ## Unit and reference tests
	@$(BIN)/python -m pytest -q -n auto --dist loadfile toolkit tests

notebooks: $(STAMP)  ## Run the notebooks and keep their outputs
	@$(BIN)/python scripts/refresh_notebooks.py

lock: $(STAMP)  ## Pin every dependency with its hashes; write environment.yml
	@$(BIN)/python scripts/make_lock.py && $(BIN)/python scripts/make_environment.py

clean:  ## Remove what can be made again
	@rm -rf build .crosscase .pytest_cache .mypy_cache .ruff_cache paper/*.html paper/*.pdf paper/*.docx
