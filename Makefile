.PHONY: help install demo test proofs races storms enumeration check fmt lock coverage stripe-mock bench
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STRIPE_MOCK_VERSION := v0.203.0
RUN := $(BIN)/python manage.py

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.venv/.base: requirements/base.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/base.txt
	touch $@

.venv/.dev: requirements/dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/dev.txt
	touch .venv/.base $@

install: .venv/.dev  ## the environment with all tools, in .venv/

demo: export SITE_URL ?= http://127.0.0.1:$(PORT)
demo: SANDBOX_PORT ?= $(shell expr $(PORT) + 1)
demo: export SANDBOX_API_URL ?= http://127.0.0.1:$(SANDBOX_PORT)
demo: .venv/.base  ## a museum to walk through, on http://127.0.0.1:$(PORT)/, and a payment provider to try it with
	mkdir -p var
	$(RUN) migrate --verbosity 0
	$(RUN) load_areas
	$(RUN) load_demo
	@echo "In another terminal, before you give commands: export SITE_URL=$$SITE_URL SANDBOX_API_URL=$$SANDBOX_API_URL"
	@$(RUN) load_demo --when-open http://127.0.0.1:$(PORT)/ & $(RUN) sandbox_provider --port $(SANDBOX_PORT) --run $(RUN) runserver --noreload 127.0.0.1:$(PORT)

test: .venv/.dev  ## the whole suite; what needs a service runs when its variable is set
	$(BIN)/python -m pytest $(ARGS)

proofs: .venv/.dev  ## every address of the admins by every visitor, ways that lead astray, catalogues of any size, hostile searches, outages
	$(BIN)/python -m pytest -m long $(ARGS)

stripe-mock: var/bin/stripe-mock-$(STRIPE_MOCK_VERSION)  ## Stripe's own stand-in, in var/bin/stripe-mock; needs Go
	ln -sf stripe-mock-$(STRIPE_MOCK_VERSION) var/bin/stripe-mock

var/bin/stripe-mock-$(STRIPE_MOCK_VERSION):
	GOBIN=$(CURDIR)/var/bin/new go install github.com/stripe/stripe-mock@$(STRIPE_MOCK_VERSION)
	mv var/bin/new/stripe-mock $@ && rmdir var/bin/new

races: .venv/.dev  ## the long set of races; set DATABASE_URL to run them on PostgreSQL
	RACE_ROUNDS=20 RACE_BUYERS=50 $(BIN)/python -m pytest -n 0 tests/races

STORM ?= 1000
STORMS := tests/races/test_payment_storms.py tests/races/test_keys.py tests/races/test_kill.py \
	tests/checkout/test_shop_machine.py tests/api/test_schemathesis.py

storms: .venv/.dev  ## the long proofs about money, STORM=1000 orders each; needs PostgreSQL in DATABASE_URL
	STORM=$(STORM) $(BIN)/python -m pytest -n 0 --durations=0 $(STORMS)

enumeration: .venv/.dev  ## how long answers about known and unknown addresses take; on a quiet machine
	$(BIN)/python -m pytest -n 0 -q tests/accounts/measure_enumeration.py

SIZE ?= 4000

bench: .venv/.dev  ## quality and speed of the search, SIZE=4000 products; PostgreSQL and Elasticsearch by their variables
	$(BIN)/python -m bench --size $(SIZE) $(ARGS)

coverage: .venv/.dev  ## the suite with line coverage: rules 100 %, the rest at least 90 %
	$(BIN)/python -m pytest --cov --cov-report= $(ARGS)
	$(BIN)/python -m coverage report --skip-covered --fail-under=90
	$(BIN)/python -m coverage report --fail-under=100 --include="$$(cat tests/rules.txt | paste -sd, -)"

CHECKS := check-types check-style check-templates check-imports check-migrations check-settings check-schema check-deployment

check: .venv/.dev  ## format, lint, types, templates, import contracts, migrations, deployment settings
	$(MAKE) --no-print-directory --keep-going --output-sync --jobs 2 $(CHECKS)

.PHONY: $(CHECKS)
check-style:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
check-types:
	$(BIN)/mypy
check-templates:
	$(BIN)/djlint templates --lint --quiet
check-imports:
	$(BIN)/lint-imports
check-migrations:
	$(RUN) makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=site_config.settings.test $(RUN) lintmigrations --quiet ok ignore
check-settings:
	$(RUN) check --fail-level WARNING
check-schema:
	$(RUN) spectacular --fail-on-warn --file /dev/null
check-deployment:
	mkdir -p var
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=museum.example \
	SITE_URL=https://museum.example DATABASE_URL=sqlite:///var/check.sqlite3 \
	DJANGO_SETTINGS_MODULE=site_config.settings.production $(RUN) check --deploy --fail-level WARNING

fmt: .venv/.dev  ## formats the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## pins requirements/*.in with hashes; needs uv
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements/dev.txt requirements/dev.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements/dev.txt -o requirements/base.txt requirements/base.in
