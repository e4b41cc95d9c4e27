# make run: the app with the sample programme. make test: lint, types and every test. Both install what they need.
PYTHON ?= python3
PORT ?= 8501
PROGRAMME ?= programmes/sample
VENV := .venv
BIN := $(VENV)/bin
export VALUEMODEL_PROGRAMME ?= $(abspath $(PROGRAMME))
# Modules are compiled once, whatever the environment says: each test's own process would compile them again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run forget-sample test test-slow lint types unit browser sample bench gallery chromium clean

run: $(VENV)/run.stamp sample
	@echo "Preuve: http://localhost:$(PORT)"
	@$(BIN)/streamlit run app.py --server.port $(PORT) --server.headless true

sample: $(VENV)/run.stamp
	@test "$(notdir $(PROGRAMME))" != sample -o -e "$(PROGRAMME)/programme.duckdb" || $(BIN)/valuemodel sample "$(PROGRAMME)"

# The sample that the unit tests make serves the browser's as well.
test: export VALUEMODEL_TEST_SAMPLE := $(abspath build/sample-of-tests)
test: forget-sample lint
	@$(MAKE) --no-print-directory -j2 types unit
	@$(MAKE) --no-print-directory browser

forget-sample:
	@rm -rf build/sample-of-tests

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

# One thread a process: two processes on two cores would else fight over them.
unit: export OMP_NUM_THREADS := 1
unit: export OPENBLAS_NUM_THREADS := 1
unit: $(VENV)/dev.stamp
	@files=$$(sh scripts/quick_tmp.sh); trap 'rm -rf "$$files"' EXIT INT TERM; \
	TMPDIR="$$files" $(BIN)/pytest -q -n 2 --ignore=tests/browser

browser: $(VENV)/dev.stamp chromium
	$(BIN)/pytest -q tests/browser

test-slow: $(VENV)/dev.stamp
	$(BIN)/pytest -q -n 2 -m slow --ignore=tests/browser

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.run

gallery: $(VENV)/dev.stamp chromium
	$(BIN)/python tests/browser/shots.py --gallery

chromium: $(VENV)/dev.stamp
	@PATH="$(abspath $(BIN)):$$PATH" sh scripts/install_chromium.sh

$(VENV)/run.stamp: requirements.txt pyproject.toml
	@sh scripts/python_ready.sh "$(PYTHON)" "$(VENV)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache
