# `make` alone lists the targets. Everything happens in .venv; only Python 3.11+, git and make are needed. With node 20
# or later (and npm) the scripts of the pages are linted, type-checked and tested too, in node_modules.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet
# What is installed, by the hashes of its files for every system: a file that another put in its place is refused.
LOCKED := $(PIP) --require-hashes --requirement
# The tests write some hundred thousand small files: into memory, where 4 GB of it are free for files.
MEMORY := $(shell test -w /dev/shm && df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 {print "/dev/shm"}')
# What Python compiled is kept, whatever the shell says: else each worker compiles the tests, each command the program.
# Workers take all cores already, so that threads of numpy would only wait for each other.
PYTEST_AT := $(MEMORY:%=PYTEST_DEBUG_TEMPROOT=%) $(MEMORY:%=TMPDIR=%) PYTHONDONTWRITEBYTECODE= OMP_NUM_THREADS=1
PYTEST := $(PYTEST_AT) $(BIN)/python -m pytest
NODE := $(shell command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.version.slice(1)) < 20 ? 1 : 0)' 2>/dev/null && echo node_modules)

# A tool for the scripts of the pages. Where node is missing it is skipped, but not in CI, which asks for it.
define scripts
$(if $(NODE),$(NODE)/.bin/$(1),@echo "$(firstword $(1)): skipped, for there is no npm with node 20 or later (Debian: apt-get install nodejs npm)"; test "$(VLAGRAPH_NODE)" != required)
endef

.DEFAULT_GOAL := help
.PHONY: help map test quick golden coverage check format lint types layers roadmap docs bench bench-quick soak spark lowest images wheel sbom audit lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-11s %s\n", $$1, $$2}'

.venv/installed: pyproject.toml locked/run.txt locked/build.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(LOCKED) locked/build.txt
	@$(LOCKED) locked/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/tested: .venv/installed locked/test.txt
	@$(LOCKED) locked/test.txt
	@touch $@

.venv/checked: .venv/tested locked/check.txt
	@$(LOCKED) locked/check.txt
	@touch $@

.venv-audit/installed: locked/audit.txt
	@test -x .venv-audit/bin/python || $(PYTHON) -m venv .venv-audit
	@.venv-audit/bin/python -m pip install --quiet --require-hashes --requirement locked/audit.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc
	@npm ci --silent
	@touch $@

# Mermaid's own parser reads an export in the tests: one file of the package, whose 180 MB of parts are not needed.
MERMAID := mermaid-11.17.2.tgz
node_modules/.mermaid/mermaid.min.js: node_modules/.installed
	@npm pack --silent --pack-destination node_modules mermaid@11.17.2 >/dev/null
	@$(PYTHON) -c 'import hashlib, sys; sys.exit(hashlib.sha256(open("node_modules/$(MERMAID)", "rb").read()).hexdigest() != "6ad2f42c3fc26bbf9e45cbb6d11898972573ea52b33a5f4ff51952899f950ffd")'
	@mkdir -p node_modules/.mermaid
	@tar -xzf node_modules/$(MERMAID) -C node_modules/.mermaid --strip-components=2 package/dist/mermaid.min.js
	@rm node_modules/$(MERMAID)
	@touch $@

map: .venv/installed ## Build site/index.html from the shipped data and print its path
	@$(BIN)/vlagraph build

# Four workers on two cores: for about a third of its time a worker waits for a server, a browser or the disk.
test: .venv/tested $(NODE:%=%/.mermaid/mermaid.min.js) ## Run every test
	$(PYTEST) --numprocesses 4 --dist worksteal

quick: .venv/tested ## Run the tests of the pure core, a few examples each
	VLAGRAPH_EXAMPLES=quick $(PYTEST) -q tests/core tests/words tests/formats src/vlagraph/core

golden: .venv/tested ## Write the kept answers under tests/golden/ and docs/walks.md anew; read the diff
	-VLAGRAPH_REFRESH=1 $(PYTEST) -q tests/golden
	@git --no-pager diff --stat -- tests/golden docs/walks.md

coverage: .venv/tested ## Run the tests that need no browser and watch the branches that they reach
	$(PYTEST) --numprocesses 2 --dist worksteal -m "not browser" --cov --cov-report=term:skip-covered

check: format lint types layers roadmap test ## Format, lint, types, layers, roadmap, tests (those of the docs too)

format: .venv/checked ## Is the code formatted?
	$(BIN)/ruff format --check .

lint: .venv/checked $(NODE:%=%/.installed) ## Does the code keep the rules?
	$(BIN)/ruff check .
	$(call scripts,eslint .)

types: .venv/checked $(NODE:%=%/.installed) ## Do the types hold?
	$(BIN)/mypy
	$(call scripts,tsc)

layers: .venv/checked ## Do imports point down only?
	$(BIN)/lint-imports

roadmap: .venv/installed ## Is the shipped roadmap complete?
	$(BIN)/vlagraph --root . check --strict

docs: .venv/tested ## Do README and docs/ say what is true?
	$(PYTEST) tests/test_docs.py

bench: .venv/tested ## Print every figure that docs/benchmarks.md shows, and write it there
	@$(LOCKED) locked/bench.txt
	@$(BIN)/python -m benchmarks --write

bench-quick: .venv/tested ## Print smaller sizes of the same in under 5 minutes
	@$(LOCKED) locked/bench.txt
	@$(BIN)/python -m benchmarks --quick

soak: .venv/tested ## Run the long campaigns in full
	VLAGRAPH_SOAK=1 VLAGRAPH_EXAMPLES=soak $(PYTEST) --numprocesses 2 --dist worksteal -m "soak or campaign" --timeout 14400

.venv/sparked: .venv/tested locked/spark.txt locked/spark-build.txt
	@$(LOCKED) locked/spark-build.txt
	@$(LOCKED) locked/spark.txt --no-build-isolation
	@touch $@

spark: .venv/sparked ## Run the tests of the engine that is Apache Spark; needs Java 17 or later
	$(PYTEST) -m "spark and not soak" --timeout 900

# `make test` has run all tests; what is run again here is what the versions of dependencies can change. Left out is what
# has nothing to do with them: the text of our modules, the scripts under node, the benchmarks, the making of the wheel,
# browsers and the stand-in. A few random examples of each property are tried, for `make test` has tried forty.
UNCHANGED := tests/standin tests/scripts tests/benchmarks tests/test_house.py tests/test_packaging.py

lowest: ## Run the tests with the lowest dependencies that are allowed, and watch the branches that they reach
	@test -x .venv-lowest/bin/python || $(PYTHON) -m venv .venv-lowest
	@.venv-lowest/bin/python -m pip install --quiet "pip>=25.1"
	@.venv-lowest/bin/python -m pip install --quiet --no-compile --constraint constraints-lowest.txt --editable . --group test
	VLAGRAPH_EXAMPLES=quick $(PYTEST_AT) .venv-lowest/bin/python -m pytest --numprocesses 3 \
	  --dist worksteal -m "not browser and not soak" $(UNCHANGED:%=--ignore %) --cov --cov-report=term:skip-covered tests

images: .venv/tested ## Refresh the screenshots under docs/images/
	$(BIN)/python -m benchmarks.screenshots

wheel: .venv/checked ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

sbom: .venv-audit/installed ## List what vlagraph is made of, in dist/vlagraph.cdx.json (CycloneDX)
	@mkdir -p dist
	@.venv-audit/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON \
	  --output-file dist/vlagraph.cdx.json locked/run.txt
	@echo dist/vlagraph.cdx.json

audit: .venv-audit/installed ## Ask which of the locked packages have known vulnerabilities; fails too where nobody answers
	.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes $(foreach name,run build test check bench spark spark-build,--requirement locked/$(name).txt) \
	  || { echo "audit: a package has a known vulnerability, or the service could not be asked about it: this is no success" >&2; exit 1; }

# Versions come from constraints.txt: change them there, then lock, then test.
lock: .venv-audit/installed ## Write locked/ anew from pyproject.toml and constraints.txt
	@for set in "run pyproject.toml" "build --group=build" "test --group=test" "check --group=check" \
	  "bench --group=bench" "audit --group=audit" "spark-build --group=spark-build" "spark --extra=spark pyproject.toml"; do \
	  set -- $$set; name=$$1; shift; \
	  .venv-audit/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    --constraints constraints.txt --output-file locked/$$name.txt "$$@" || exit 1; done

clean: ## Remove what the other targets made
	rm -rf .venv .venv-audit .venv-lowest node_modules dist site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
