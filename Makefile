# All set-up is here: `make run` and `make test` do everything on a fresh machine with Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
KB_DATA ?= var
# Further theses to measure on, besides the examples: make bench THESES="a.txt b.pdf"
THESES ?=
export KB_DATA

.DEFAULT_GOAL := help
.PHONY: help run browser test check bench screenshots format locale messages requirements clean

help: ## What can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.installed: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

locale: $(VENV)/.installed ## Compile the translations
	@$(BIN)/pybabel --quiet compile --domain "django djangojs" --directory kb/locale

run: locale ## Set up everything, read in the example theses and serve the site on PORT
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py demo
	@echo "The site: http://127.0.0.1:$(PORT)/   An account for the admin: $(BIN)/python manage.py createsuperuser"
	@# Uploads are read, and saves carried into the index, by the worker; it ends with the server.
	@trap 'trap - EXIT INT TERM; kill 0' EXIT INT TERM; $(BIN)/python manage.py work & $(BIN)/python manage.py runserver $(PORT)

# The browser that the tests in tests/browser drive: Debian's, where it is missing and may be installed.
browser:
	@for name in "$$CHROMIUM" chromium chromium-browser google-chrome-stable google-chrome; do \
	  [ -n "$$name" ] && command -v "$$name" >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests ..."; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium; } >/dev/null 2>&1 && exit 0; fi; \
	echo "There is no Chromium here: the browser tests will not run. On Debian and Ubuntu: apt-get install chromium"

test: locale browser ## All tests, on all cores, those of the browser too
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered $(ARGS)

check: locale ## Style, types, templates, rooms, dependencies, spelling, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry .
	$(BIN)/typos
	KB_MODE=test $(BIN)/python manage.py makemigrations --check --dry-run

format: $(VENV)/.installed ## Put the code into the house's style
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: locale ## Measure reading, storing, searching and pages, and what they weigh in a browser (THESES="files" adds to the examples, BENCH=full a thousand theses)
	$(BIN)/python -m tests.performance.bench $(THESES)

screenshots: locale browser ## Pictures of every page at three widths, light and dark, into var/screenshots (ARGS="--only home" for some)
	$(BIN)/python -W ignore -m tests.screenshots $(ARGS)

messages: $(VENV)/.installed ## Collect the strings to translate (needs gettext)
	$(BIN)/python manage.py makemessages --locale nb --locale nn --no-obsolete --no-location --no-wrap --ignore '.venv' --ignore var --ignore fixtures
	for file in kb/locale/*/LC_MESSAGES/*.po; do msgcat --sort-output --no-wrap --output-file $$file $$file && sed -i '/^"POT-Creation-Date:/d; /^"Report-Msgid-Bugs-To:/d' $$file; done

requirements: $(VENV)/.installed ## Pin the dependencies of pyproject.toml anew, with hashes
	$(BIN)/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-header --no-emit-index-url \
	  pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-header --no-emit-index-url \
	  pyproject.toml --group dev --output-file requirements-dev.txt

clean: ## Remove what the tools left; the site's own data stay
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov $(VENV)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
