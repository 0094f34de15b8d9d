# make app     install into .venv and open the app on the sample thread
# make test    all tests; `make quick` leaves out what is slow or needs a browser
# make wheel   the wheel and the sdist, into dist/
# make bench   how long maps take here, beside the floor and beside other ways (minutes)
# make check   what has to pass before a commit: format, lint, types, tests
# make floors  the floors of the eval gate beside today's figures; WRITE=1 raises them, WHY="..." lowers what is missed
# make audit   known holes in the packages that are installed (asks PyPI)
# A second call is instant: .venv is made again only where requirements.txt or pyproject.toml have changed.

PYTHON ?= python3
PIP_OPTIONS ?=
BIN := .venv/bin
INSTALLED := .venv/.installed
DEVELOPING := .venv/.developing

.PHONY: app test quick check audit format clean

app: $(INSTALLED)
	$(BIN)/argmap app

test: $(DEVELOPING)
	$(BIN)/python -m pytest

quick: $(DEVELOPING)
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not slow and not browser"

.PHONY: wheel
wheel: $(DEVELOPING)
	$(BIN)/python -m hatchling build -d dist

.PHONY: bench
bench: $(DEVELOPING)
	$(BIN)/argmap bench --peers --sizes 10,100,1000,5000

.PHONY: floors
floors: $(DEVELOPING)
	$(BIN)/python -m argmap.quality.exam.gate $(if $(DATA),--data $(DATA)) $(if $(WRITE),--write) $(if $(WHY),--why "$(WHY)")

check: $(DEVELOPING)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

audit: $(INSTALLED)
	test -x .tools/audit/bin/pip-audit || $(PYTHON) -m venv .tools/audit
	.tools/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	.tools/audit/bin/pip-audit --path "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"

format: $(DEVELOPING)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv .tools build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(INSTALLED): requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_OPTIONS) --editable .
	touch $@

$(DEVELOPING): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_OPTIONS) --editable ".[dev]"
	touch $@
