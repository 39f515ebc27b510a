# Needs only python3 (3.11 or newer) and make; as root on Debian or Ubuntu the rest is installed by apt.
.DEFAULT_GOAL := help
.PHONY: help setup run serve test bench soak mutants mutation check lock packages office

# The distribution's own first: it is built with what a profile has shown; those put before it often are not, and slower.
CANDIDATES := /usr/bin/python3 python3 python3.13 python3.12 python3.11
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
first = $(shell for p in $(CANDIDATES); do "$$p" -c '$(1)' 2>/dev/null && echo "$$p" && break; done)
PYTHON ?= $(or $(call first,import ensurepip; import venv; $(RECENT)),$(call first,$(RECENT)))
FLASK := .venv/bin/flask --app wsgi
LOCKS := requirements/run.txt requirements/dev.txt
APT := DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends
# Chromium without windows takes a third less time; where a distribution has none, the whole one serves.
BROWSER := chromium-headless-shell
ROLES := captain member verifier officer signatory council auditor admin
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

help:
	@echo "make run      the demonstration, from nothing to a served page"
	@echo "make setup    only the installation, into .venv"
	@echo "make serve    the configured database, web and worker"
	@echo "make test     the whole test suite, on real PostgreSQL and Chromium"
	@echo "make check    format, lint, types, import contracts"
	@echo "make bench    the benchmarks;  make soak  the long proofs;  make lock  newer versions"
	@echo "make mutants  plants bugs one by one and shows that a test sees each"

setup: .venv/.installed

.venv/.installed: $(LOCKS)
	@test -n "$(PYTHON)" || { echo "missing: Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || test "$$(id -u)" = 0 \
		|| { echo "missing: python3-venv (apt-get install python3-venv)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { apt-get update -q && $(APT) python3-venv; }
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes $(addprefix -r ,$(LOCKS))
	@touch $@

# The embedded database appears whole or not at all: it is made beside its place and moved there.
run: setup
	@set -e; \
	folder="$${XUNGKICH_INSTANCE:-$(CURDIR)/instance}"; \
	url="$${XUNGKICH_DATABASE_URL:-sqlite:///$$folder/xungkich.db}"; \
	file="$${url#sqlite:///}"; \
	if [ "$$file" != "$$url" ] && [ ! -e "$$file" ]; then \
		mkdir -p "$$folder" "$$(dirname "$$file")"; \
		rm -f "$$file".new*; \
		(umask 077; .venv/bin/python -c 'import secrets; print(secrets.token_hex(5))' >"$$folder/demo_password"); \
		export XUNGKICH_DATABASE_URL="sqlite:///$$file.new"; \
		$(FLASK) db upgrade; \
		$(FLASK) demo --password "$$(cat "$$folder/demo_password")"; \
		mv "$$file.new" "$$file"; \
	fi; \
	export XUNGKICH_DATABASE_URL="$$url"; \
	echo "http://$${XUNGKICH_BIND:-127.0.0.1:8000}"; \
	test ! -e "$$folder/demo_password" || for role in $(ROLES); do \
		echo "$$role@xungkich.example  $$(cat "$$folder/demo_password")"; done; \
	exec $(FLASK) serve

serve: setup
	@exec $(FLASK) serve

# What the tests need beside Python packages.
packages:
	@missing=""; \
	command -v git >/dev/null || missing="$$missing git"; \
	command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing="$$missing $(BROWSER)"; \
	test -n "$$TEST_DATABASE_URL" || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	test -e /usr/lib/nginx/modules/ngx_nchan_module.so || missing="$$missing nginx libnginx-mod-nchan"; \
	test -n "$$missing" || exit 0; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
		echo "missing:$$missing (installing them needs root and apt)" >&2; exit 1; fi; \
	apt-get update -q; \
	apt-cache show $(BROWSER) >/dev/null 2>&1 || missing=$$(echo "$$missing" | sed 's/$(BROWSER)/chromium/'); \
	$(APT) $$missing

# What only the long proofs need: LibreOffice opens what the office will open.
office:
	@command -v soffice >/dev/null && test -e /usr/lib/libreoffice/program/libsclo.so && exit 0; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
		echo "missing: libreoffice-writer-nogui libreoffice-calc-nogui (installing them needs root and apt)" >&2; exit 1; fi; \
	apt-get update -q && $(APT) libreoffice-writer-nogui libreoffice-calc-nogui

# What Python compiled once serves both workers and the hundred processes they start, whatever the shell says.
test: export PYTHONDONTWRITEBYTECODE :=
test: setup packages
	.venv/bin/pytest -n 2 --dist worksteal

# wrk asks for pages faster than they are answered.
bench: setup packages
	@command -v wrk >/dev/null || { test "$$(id -u)" = 0 && apt-get update -q && $(APT) wrk; } \
		|| { echo "missing: wrk (installing it needs root and apt)" >&2; exit 1; }
	.venv/bin/python -m bench

# At last the browser tests once more, every answer taking a second: none may read a page before it has come.
soak: setup packages office
	.venv/bin/pytest -m soak -rP --durations=0 -n 2 --dist load --maxschedchunk 1
	ANSWERS_IN=1 .venv/bin/pytest -n 2 tests/browser

mutants: setup packages
	.venv/bin/python -m tests.mutants

# How many small changes of the rulebook its own tests notice; docs/mutants.md.
mutation: setup
	rm -rf mutants
	.venv/bin/mutmut run
	.venv/bin/mutmut results

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint templates

lock:
	@command -v uv >/dev/null || { echo "missing: uv" >&2; exit 1; }
	$(LOCK) --upgrade requirements/run.in -o requirements/run.txt
	$(LOCK) --upgrade requirements/dev.in -o requirements/dev.txt
