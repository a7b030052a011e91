# Two commands: `make` builds the dataset from the seeds and the leaderboard, `make test` runs every check.
# Another interpreter: `make PYTHON=python3.13 VENV=.venv-3.13`

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PYTHONUTF8 := 1

.DEFAULT_GOAL := all
.PHONY: all test build baselines leaderboard lint docs requirements benchmark adapters screenshots compatibility wheel-check clean

all: leaderboard
	$(BIN)/python scripts/show_records.py

# The page, and its tables in README.md and the card; so the dataset's copy of the card follows.
leaderboard: baselines
	$(BIN)/shuanglian leaderboard --update
	$(BIN)/shuanglian build

# Those that take seconds, each in an environment of its own; the first run makes these (a few minutes).
LIGHT := characters jieba pkuseg crf shuanglian-facts

baselines: build
	@for name in $(LIGHT); do $(BIN)/shuanglian baseline run $$name || exit 1; done

build: $(VENV)/.installed
	$(BIN)/shuanglian build

test: $(VENV)/.installed-for-tests lint
	$(BIN)/python scripts/chromium.py
	$(BIN)/python -m pytest
	$(BIN)/shuanglian check . annotation/trial
	$(BIN)/shuanglian build --check
	$(BIN)/shuanglian leaderboard --check

lint: $(VENV)/.installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

INSTALL := $(BIN)/python -m pip install --disable-pip-version-check

# The environment is made anew whenever what it is made from changes.
$(VENV)/.installed: requirements/main.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) (some 150 MB of packages, a minute or two)"
	@$(PYTHON) -m venv --clear $(VENV) \
	  || { echo "This Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(INSTALL) --require-hashes -r requirements/main.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# What tests and linters need on top; its pins include those of requirements/main.txt.
$(VENV)/.installed-for-tests: $(VENV)/.installed requirements/test.txt
	@echo "Adding what the tests need to $(VENV) (some 250 MB of packages, a minute or two)"
	$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

docs: $(VENV)/.installed-for-tests
	$(BIN)/sphinx-build --fail-on-warning --keep-going --quiet -c docs . build/site
	@echo "build/site/docs/index.html"

# For maintainers. `requirements` needs uv; the files it writes hold pins and hashes, no addresses.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

requirements:
	$(COMPILE) --extra annotate --extra data --extra export --extra ray --extra scale --group build --group dev --group docs pyproject.toml -o requirements/test.txt
	$(COMPILE) --extra data --group build -c requirements/test.txt pyproject.toml -o requirements/main.txt
	$(COMPILE) --no-binary seqeval --no-binary lunar-python --emit-build-options --group bench pyproject.toml -o requirements/bench.txt
	$(BIN)/python scripts/baseline_requirements.py

benchmark: $(VENV)/.installed-for-tests
	$(BIN)/python scripts/benchmark_scorer.py
	$(BIN)/python scripts/benchmark_sentences.py
	$(BIN)/python scripts/benchmark_split.py
	$(BIN)/python scripts/benchmark_facts.py
	$(BIN)/python scripts/benchmark_labelstudio.py
	$(BIN)/python -m scripts.benchmark_leaderboard
	$(BIN)/python -m scripts.benchmark_scale --articles 10000

# Adapters on the real libraries with tiny models made there; a gigabyte or more for each of those with PyTorch.
adapters: $(VENV)/.installed-for-tests
	$(BIN)/python -m pytest -m adapters

screenshots: $(VENV)/.installed-for-tests
	$(BIN)/python scripts/chromium.py
	$(BIN)/python -m scripts.screenshots

wheel-check: $(VENV)/.installed-for-tests
	$(BIN)/python scripts/check_wheel.py

compatibility: build
	$(BIN)/python scripts/check_datasets_versions.py

clean:
	rm -rf $(VENV) build
