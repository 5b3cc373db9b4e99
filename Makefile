PYTHON ?= $(shell for p in python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
PORT ?= 8000
DB ?= storeops.db

PIP = $(VENV)/bin/pip --disable-pip-version-check -qq
STOREOPS = $(VENV)/bin/storeops
# Neither lock may name the machine or the index it was made with.
COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-config --no-header --no-emit-index-url --no-emit-find-links $(UVFLAGS)

.PHONY: run demo check test drills lint chromium lock clean
.DELETE_ON_ERROR:

run: $(VENV)/.run $(DB)
	@$(STOREOPS) --db $(DB) serve --port $(PORT)

demo: $(VENV)/.run
	@$(STOREOPS) demo

# Three workers on two cores, because browsers mostly wait; whoever is done takes over what others have left. The tests
# start the product hundreds of times: where bytecode is not kept, each of these processes would compile it anew.
PYTEST = PYTHONDONTWRITEBYTECODE= $(VENV)/bin/pytest -n 3 --dist worksteal

test: $(VENV)/.dev lint chromium
	$(PYTEST)

# Before every commit. Browsers, and tests that play whole days, attacks or old schemas, are left to `make test`.
check: $(VENV)/.dev lint
	$(PYTEST) -q -m "not browser and not slow"

# A thousand faults of twenty kinds; writes docs/drills.md. Some minutes.
drills: $(VENV)/.dev
	$(VENV)/bin/python -m tests.drills

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy

$(DB): | $(VENV)/.run
	$(STOREOPS) --db $@ init --sample

# An editable install only sees the top-level packages there were when it was made: hence */__init__.py.
$(VENV)/.run: requirements.lock setup.cfg pyproject.toml $(wildcard */__init__.py) | $(VENV)/bin/pip
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/bin/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The bare browser, which only runs headless, shows a page in a quarter of the time; the whole one does as well.
APT = apt-get -q -o Acquire::Retries=0 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20
APT_INSTALL = DEBIAN_FRONTEND=noninteractive $(APT) -y install --no-install-recommends
chromium:
	@command -v chromium-headless-shell >/dev/null && exit 0; \
	for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && whole=$$name; done; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		$(APT) update; \
		$(APT_INSTALL) chromium-headless-shell || [ -n "$$whole" ] || $(APT_INSTALL) chromium \
		|| echo "No Chromium could be installed: see apt-get's own words above."; \
	elif [ -z "$$whole" ]; then \
		echo "No Chromium, and only root may install it, with apt-get: install it by hand for the browser tests."; \
	fi

# Keeps the pins that still fit; `make lock UVFLAGS=--upgrade` moves them all.
lock: $(VENV)/bin/pip
	$(PIP) install uv
	$(COMPILE) setup.cfg -o requirements.lock
	$(COMPILE) --extra dev -c requirements.lock setup.cfg -o requirements-dev.lock

# Leaves the database and the virtual environment alone.
clean:
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .schemathesis test-results
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
