# The few commands of the project. Each sets up what it needs: a fresh machine with Python 3.11+ will do.

UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/bin/uv)
BENCHMARKS := $(wildcard tests/benchmarks/bench_*.py)

# Where the network is watched by a proxy, the machine knows its certificate and uv's own list does not.
UV_SYSTEM_CERTS ?= true
export UV_SYSTEM_CERTS

# Brings what is missing, and says so before it begins. $(1): what to leave out.
define sync
@$(UV) sync --quiet --frozen --check $(1) 2>/dev/null || echo "Installing what is missing; the first time takes a minute."
@$(UV) sync --quiet --frozen --compile-bytecode $(1)
endef

.PHONY: run test check bench chaos

run: $(UV)  ## Start the bot; without settings, with a simulator instead of Telegram.
	$(call sync,--no-dev --inexact)
	@$(UV) run --no-sync bot run

test: $(UV)  ## Run the tests.
	$(call sync)
	$(UV) run --no-sync pytest -n auto --dist loadgroup

check: $(UV)  ## Check style, types and the direction of imports.
	$(call sync)
	$(UV) run --no-sync ruff check
	$(UV) run --no-sync ruff format --check
	$(UV) run --no-sync mypy
	$(UV) run --no-sync lint-imports

bench: $(UV)  ## Measure, also beside other libraries, which are installed for it alone; takes ten minutes.
	$(call sync)
	UV=$(UV) $(UV) run --no-sync pytest -s $(BENCHMARKS)

chaos: $(UV)  ## Let 300 people register while everything dies; takes some minutes.
	$(call sync)
	$(UV) run --no-sync pytest -s tests/chaos/big_storm.py

uv: ; @: # it is on the PATH

# Debian has venv in a package of its own; a pip that puts uv into a directory does as well.
.tools/bin/uv:
	@echo "Bringing uv into .tools/"
	@{ python3 -m venv .tools && .tools/bin/python -m pip install --quiet uv; } >.tools.log 2>&1 \
		|| { rm -rf .tools && python3 -m pip install --quiet --target .tools uv; } >>.tools.log 2>&1 \
		|| { cat .tools.log; rm -rf .tools; \
			echo "uv could not be installed. On Debian or Ubuntu: apt install python3-venv, then try again."; exit 1; }
	@rm -f .tools.log
