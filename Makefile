# The few commands of the project. Each sets up what it needs: a fresh machine with Python 3.11+ will do.

UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/bin/uv)
BENCHMARKS := $(wildcard tests/benchmarks/bench_*.py)

.PHONY: run test check bench

run: $(UV)  ## Start the bot; without settings, with a simulator instead of Telegram.
	$(UV) sync --quiet --frozen --compile-bytecode --no-dev --inexact
	$(UV) run --no-sync bot run

test: $(UV)  ## Run the tests.
	$(UV) sync --quiet --frozen --compile-bytecode
	$(UV) run --no-sync pytest -n auto

check: $(UV)  ## Check style, types and the direction of imports.
	$(UV) sync --quiet --frozen --compile-bytecode
	$(UV) run --no-sync ruff check
	$(UV) run --no-sync ruff format --check
	$(UV) run --no-sync mypy
	$(UV) run --no-sync lint-imports

bench: $(UV)  ## Measure.
	$(UV) sync --quiet --frozen --compile-bytecode
ifeq ($(BENCHMARKS),)
	@echo "There are no benchmarks yet: they will be tests/benchmarks/bench_*.py."
else
	$(UV) run --no-sync pytest -s $(BENCHMARKS)
endif

uv: ; @: # it is on the PATH

# Debian has venv in a package of its own; a pip that puts uv into a directory does as well.
.tools/bin/uv:
	@echo "Bringing uv into .tools/"
	@{ python3 -m venv .tools && .tools/bin/python -m pip install --quiet uv; } >.tools.log 2>&1 \
		|| { rm -rf .tools && python3 -m pip install --quiet --target .tools uv; } >>.tools.log 2>&1 \
		|| { cat .tools.log; rm -rf .tools; \
			echo "uv could not be installed. On Debian or Ubuntu: apt install python3-venv, then try again."; exit 1; }
	@rm -f .tools.log
