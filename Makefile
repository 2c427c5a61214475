# make demo: plan the merseyside case and write its report.
# make site: documentation as web pages in site/, with a gallery of reports.
# make test: format, lint, types, import contract, tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
unexport PYTHONDONTWRITEBYTECODE # what is compiled serves the next process

.PHONY: demo test site lock clean

demo: $(VENV)/.installed
	$(BIN)/brownfield plan merseyside --report report.html

test: $(VENV)/.developing
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/mypy tests
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist worksteal

site: $(VENV)/.documenting
	mkdir -p docs/_gallery
	for question in plan deal stress; do \
		$(BIN)/brownfield $$question starter --report docs/_gallery/$$question.html \
			> /dev/null || exit 1; \
	done
	$(BIN)/python -m sphinx -W -q -b html docs site

$(VENV)/.documenting: requirements-site.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --requirement requirements-site.lock
	touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

$(VENV)/.developing: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.lock
	touch $@

lock:
	uv pip compile pyproject.toml --extra web --no-emit-index-url --no-header --quiet \
		--python-version 3.11 --output-file requirements.lock
	uv pip compile pyproject.toml --group dev --no-emit-index-url --no-header --quiet \
		--python-version 3.11 --constraint requirements.lock \
		--output-file requirements-dev.lock
	uv pip compile pyproject.toml --group site --no-emit-index-url --no-header --quiet \
		--python-version 3.11 --constraint requirements.lock \
		--output-file requirements-site.lock

clean:
	rm -rf $(VENV) report.html site docs/_gallery
