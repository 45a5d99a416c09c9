# Everything runs in .venv, made by the first target that needs it. The same steps as plain pip lines
# stand in README.md.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test slow fuzz coverage mutation lint types check train lock licences errors sbom clean

demo: .venv/installed
	$(BIN)/redrisk score examples/duralev_v_garland.yaml

test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto

# Browser, LibreOffice, a cluster, killed processes, other Pythons; says at its end which tests ran,
# and which were skipped and why.
slow: .venv/installed-dev
	$(BIN)/python -m pytest -n auto -m slow

# Branches of redrisk/ that the tests run; fails under 95 %.
coverage: .venv/installed-dev
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

# Changes the scoring and the rules in small ways, one at a time, and lists what no test notices.
# `make mutation GROUPS=dates` does one group of tests/mutation/config.toml.
mutation: .venv/installed-dev
	$(BIN)/python -m tests.mutation $(GROUPS)

# Tries to bring every reader down for SECONDS in all, guided by what an input reaches where atheris
# is installed (Linux and macOS: .venv/bin/python -m pip install atheris).
SECONDS ?= 1800
fuzz: .venv/installed-dev
	$(BIN)/python -m tests.fuzz all -max_total_time=$(SECONDS)

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-dev
	$(BIN)/mypy

check: .venv/installed-dev
	$(BIN)/python -m training --check

train: .venv/installed-dev
	$(BIN)/python -m training

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/installed-dev: pyproject.toml requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch .venv/installed $@

# Versions and hashes of every development dependency, without recording where they come from.
lock:
	uv pip compile --quiet pyproject.toml --all-extras --group dev --universal --generate-hashes \
		--python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate \
		--no-header --output-file requirements-dev.txt

# docs/licences.md, after make lock or a new dependency.
licences: .venv/installed-dev
	$(BIN)/python -m tools.licences

# docs/errors.md, after a new message or an edit of tools/errors.yaml.
errors: .venv/installed-dev
	$(BIN)/python -m tools.errors_page

# build/sbom.json: the packages that users install, as a CycloneDX list.
sbom: .venv/installed-dev
	$(BIN)/python -m tools.sbom

clean:
	rm -rf .venv build dist
