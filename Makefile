# Noaber: `make run` opens it, `make test` tests it. `make help` lists the rest.

PYTHON ?= python3.11
UV := 0.13.9
BIN := .venv/bin
DB ?= sqlite
T ?=
JOBS ?= 2
BROWSERS := chromium-headless-shell chromium chromium-browser google-chrome
REPLY = { echo "$(1)" >&2; exit 1; }

# Where an image sets this, every start and every test process would compile all of Python anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: run setup test check bench screens help-screens soak lock help clean tools-for-tests assets

help: ## deze lijst
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed 's/:[^#]*## /\t/' | expand -t 14

run: setup ## alles in één keer: omgeving, database, voorbeeldnetwerk als de database leeg is, website en worker
	@exec $(BIN)/noaber serve --demo-if-empty

setup: .venv/.installed assets ## alleen de omgeving; daarna werkt .venv/bin/noaber
	@:

.venv/.uv:
	@command -v $(PYTHON) >/dev/null || $(call REPLY,$(PYTHON) ontbreekt. Installeer Python 3.11 (of typ: make run PYTHON=python3.12).)
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || $(call REPLY,Noaber draait op Python 3.11 tot en met 3.13.)
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call REPLY,Python kan geen omgeving maken. Typ: apt-get install python3-venv)
	@echo "De omgeving wordt gemaakt in .venv."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check uv==$(UV)
	@touch $@

.venv/.installed: .venv/.uv requirements.txt pyproject.toml
	@echo "De onderdelen worden geïnstalleerd."
	@$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.txt
	@$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

assets:
	@$(BIN)/python tools/build_assets.py >/dev/null

tools-for-tests: setup .venv/.installed-dev
	@command -v pdftotext >/dev/null || $(call REPLY,pdftotext ontbreekt. Typ: apt-get install poppler-utils)
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
		$(call REPLY,Chromium ontbreekt. Typ: apt-get install chromium-headless-shell)

# make test T="tests/journeys -k aanmelden" runs a part; make test DB=postgres runs everything on PostgreSQL.
test: tools-for-tests ## alle proeven, met de browser; DB=postgres: op een PostgreSQL-server die zelf start
ifeq ($(DB),postgres)
	@$(BIN)/python -m tests.servers.postgres $(BIN)/pytest -n $(JOBS) -q $(T)
else
	@$(BIN)/pytest -n $(JOBS) -q $(T)
endif

check: setup .venv/.installed-dev ## stijl, typen, huisregels, ontbrekende migraties, sjablonen
	@$(BIN)/python tools/check.py

bench: setup .venv/.installed-dev ## metingen, elk naast een vergelijking
	@$(BIN)/python -m bench

screens: tools-for-tests ## beelden van alle pagina's per rol in .screens/index.html
	@$(BIN)/python tools/screens.py

help-screens: tools-for-tests ## de beelden in de hulp en in README.md opnieuw maken
	@$(BIN)/python tools/help_screens.py

soak: tools-for-tests ## axe op alle pagina's in elke rol, alle voorbeelden van eigenschappen, dan een uur drukte op een voorbeeldnetwerk; MINUTES=5 duurt korter, DB=postgres
	@TEST_DEPTH=all $(BIN)/pytest -n $(JOBS) -q tests/journeys/test_accessibility.py src
ifeq ($(DB),postgres)
	@$(BIN)/python -m tests.servers.postgres $(BIN)/python -m bench.soak $(MINUTES)
else
	@$(BIN)/python -m bench.soak $(MINUTES)
endif

lock: .venv/.uv ## de versies opnieuw vastleggen (na een wijziging in pyproject.toml)
	@$(BIN)/uv lock -q --python $(BIN)/python
	@$(BIN)/uv export -q --no-dev --no-emit-project --no-header -o requirements.txt
	@$(BIN)/uv export -q --all-groups --no-emit-project --no-header -o requirements-dev.txt

clean: ## weg met omgeving en tussenresultaten; data/ blijft staan
	@rm -rf .venv node_modules .test-results .screens build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis src/noaber/core/static/vendor
