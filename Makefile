# Two commands: `make demo` and `make test`. Both build their own virtual environment.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
EXAMPLE := examples/cedar-lake-2025q3

.PHONY: demo test check venv clean

venv: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

demo: venv
	$(BIN)/xbrlgen build $(EXAMPLE)
	@$(BIN)/xbrlgen review $(EXAMPLE) --format json >/dev/null
	@echo
	@echo "Made a filing of $(EXAMPLE). Look at:"
	@echo "  $(EXAMPLE)/report.html               the review page, in a browser"
	@echo "  $(EXAMPLE)/out/clki-20251028_ex991.htm  the company's own page as Inline XBRL"
	@echo "  $(EXAMPLE)/out/facts.csv             every fact with the line it comes from"

test: venv
	$(BIN)/python -m pytest -n auto

check: venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto tests/house

clean:
	rm -rf $(VENV)
