# make run     draw: installs into .venv, starts the server, prints its address
# make test    all tests: Python, JavaScript, browser
# make quick   lint, types and the fast tests: within two minutes
# make check   lint, types and all tests; CI calls this
# make bench   measures, and writes build/bench.json
# make screenshots   takes every state of the page into build/screenshots, to look at
# make pictures   takes the pictures of the README and of the list of lessons anew
# make soak    draws with many people for twelve minutes
# make lighthouse   lets Lighthouse judge the page, five times as a phone and as a desktop
# make faults  kills the server while people draw, silences a network, and waits for all to come back
# make attack  sends well-formed input in bad patterns, and looks how whoever is polite fares
# make edges   lets a class draw for ten minutes while five ask all that is allowed
# make fuzz    throws thousands of malformed packets and files at it
# make format  puts the code into its standard form
# make audit   asks what is known against the locked packages
# make lock    writes the lock files anew; UPGRADE=1 takes the newest versions
# make clean   removes all that these commands made

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check

# Stamps: files whose age tells whether an install is still good.
RUN_LIBRARIES := $(VENV)/.run-libraries
DEV_LIBRARIES := $(VENV)/.dev-libraries
PROJECT := static/lib/client.json
NODE_LIBRARIES := node_modules/.package-lock.json

JS_TESTS = $(sort $(shell find tests/js -name '*.test.js'))
BROWSER_TESTS = $(sort $(shell find tests/browser -name 'test_*.py'))
# A process a core: most tests wait for a browser. Whichever is done first takes over from the other.
PARALLEL = -n auto --maxprocesses 4 --dist worksteal

.PHONY: run install install-dev test quick check lint types bench soak faults fuzz attack edges lighthouse screenshots pictures format audit lock clean
.DEFAULT_GOAL := run

# `make run ARGS="--port 9000"` passes options on.
run: install
	@exec $(VENV)/bin/forward-pass serve $(ARGS)

install: $(PROJECT)

install-dev: $(DEV_LIBRARIES) $(PROJECT) $(NODE_LIBRARIES)

$(PY):
	@python=$$(.ci/python) && { "$$python" -m venv --clear $(VENV) || { \
	  echo 'The virtual environment could not be made. On Debian: apt-get install python3-venv' >&2; \
	  rm -rf $(VENV); exit 1; }; }

$(RUN_LIBRARIES): requirements.lock $(PY)
	@echo 'Installing the libraries into $(VENV): once, about a minute ...'
	@# An environment that uv made has no pip.
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@touch $@

$(PROJECT): $(RUN_LIBRARIES) pyproject.toml hatch_build.py package.json package-lock.json
	@echo 'Installing Forward Pass and its browser client ...'
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(DEV_LIBRARIES): requirements-dev.lock $(RUN_LIBRARIES)
	@echo 'Installing what the tests need into $(VENV) ...'
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(NODE_LIBRARIES): package.json package-lock.json .npmrc
	@.ci/need npm nodejs npm
	@npm ci --no-progress --loglevel=error
	@touch $@

test: install-dev
	@left_out=; \
	leave_out() { \
	  [ "$$CI" != true ] || { echo "No $$1: in CI no browser test may be left out." >&2; exit 1; }; \
	  echo "No $$1, so these tests are left out: $$3"; left_out="$$left_out --ignore=$$2"; \
	}; \
	browser=$$(.ci/browser) || leave_out 'Chromium or Chrome' tests/browser '$(BROWSER_TESTS)'; \
	for engine in firefox webkitgtk; do \
	  tests=tests/engines/test_$$engine.py; \
	  .ci/$$engine >/dev/null || leave_out $$engine $$tests $$tests; \
	done; \
	CHROMIUM="$$browser" $(PY) -m pytest $(PARALLEL) $$left_out
	@test -n "$(JS_TESTS)" || { echo 'tests/js holds no *.test.js' >&2; exit 1; }
	node --test $(JS_TESTS)

# Whatever starts neither a browser nor a server, and is not marked slow. One that stands among the
# slowest and takes seconds wants that mark.
quick: lint types
	$(PY) -m pytest $(PARALLEL) -m 'not slow' --durations 5 --ignore=tests/browser --ignore=tests/engines
	node --test $(JS_TESTS)

lint: install-dev
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check

types: install-dev
	$(VENV)/bin/mypy
	npm run --silent types

check: lint types test

# `make screenshots ARGS="phone weights"` takes only those.
screenshots: install-dev
	@CHROMIUM="$$(.ci/browser)" $(PY) -m tests.browser.screenshots $(ARGS)

pictures: install-dev
	@CHROMIUM="$$(.ci/browser)" $(PY) -m tests.browser.pictures
	@CHROMIUM="$$(.ci/browser)" $(PY) -m tests.browser.lessons.pictures

bench: install-dev
	$(PY) -m benchmarks

soak: install-dev
	$(PY) -m benchmarks.soak

lighthouse: install-dev
	CHROMIUM="$$(.ci/browser)" $(PY) -m benchmarks.lighthouse

faults: install-dev
	$(PY) -m benchmarks.faults

attack: install-dev
	$(PY) -m benchmarks.attack $(ARGS)

edges: install-dev
	$(PY) -m benchmarks.attack.fuzz $(ARGS)

fuzz: install-dev
	$(PY) -m tests.fuzz $(ARGS)

format: install-dev
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

UV_COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header \
  --no-emit-index-url --constraint floors.txt $(if $(UPGRADE),--upgrade)

# Fails if anything is known against a locked package.
audit: install-dev
	@$(PY) -m tests.packaging.audit

lock: install-dev
	$(UV_COMPILE) --output-file requirements.lock pyproject.toml
	$(UV_COMPILE) --output-file requirements-dev.lock --constraint requirements.lock \
	  --group dev pyproject.toml
	$(UV_COMPILE) --output-file tests/fixtures/own/requirements.lock tests/fixtures/own/requirements.in
	npm $(if $(UPGRADE),update,install) --package-lock-only --no-progress

clean:
	rm -rf $(VENV) node_modules static/lib build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
