# Everything sets itself up in .venv of this checkout: nothing else is needed than git, make and Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo demo-google test lint types check corpus month pictures bench config models wheel clean

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@

demo: $(VENV)/.ready ## make three realistic workbooks in demo/ and score them
	$(BIN)/relsheet demo demo

demo-google: $(VENV)/.ready ## score the demo as a Google Sheet of a local server; print what changed and every call
	$(BIN)/python -m tests.sheets_server.demo

test: $(VENV)/.ready ## run the tests
	$(BIN)/python -m pytest

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

check: lint types test

corpus: $(VENV)/.ready ## the full walks that the tests only sample
	RELSHEET_FULL=1 $(BIN)/python -m pytest tests/opc tests/sheets tests/intake tests/sync

month: $(VENV)/.ready ## only the longest of them: 31 simulated days of sync; RELSHEET_SEED=2 throws other dice
	RELSHEET_FULL=1 $(BIN)/python -m pytest -s tests/sync/test_month.py

pictures: $(VENV)/.ready ## all that users see as pictures in out/pictures, and those of the README; needs LibreOffice and Chromium
	$(BIN)/python -m pip install --quiet --editable '.[test,pictures]'
	$(BIN)/python -m tests.pictures

bench: $(VENV)/.ready ## time a big workbook against bare parsing, openpyxl and pandas; updates benchmarks/README.md
	$(BIN)/python -m pip install --quiet --editable '.[test,bench]'
	$(BIN)/python benchmarks/run.py --keep

config: $(VENV)/.ready ## write config/default.toml anew from the settings in the code
	$(BIN)/python -m relsheet.api.defaults > config/default.toml

models: $(VENV)/.ready ## write docs/models.md anew from the models in the code
	$(BIN)/python -m relsheet.api.models_page > docs/models.md

wheel: $(VENV)/.ready
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist demo out
