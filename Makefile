# Two commands do everything: `make course` and `make test`. `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Each step uses all CPUs by itself, and some read what others write: `-j` has no effect.
.NOTPARALLEL:
.PHONY: help course test cluster check exercises book pdf pyodide spelling demo golden proof format lock clean \
	FORCE alone

# Variables that would change how Python, Keras or Node.js behave are removed from the environment.
# autograder/course/environment.py does the same for every program that the course starts.
MISLEADING := MPLBACKEND MATPLOTLIBRC NODE_ENV NODE_OPTIONS NODE_PATH CDPATH BASH_ENV ENV \
	$(filter PYTHON% KERAS_% TF_% XLA_% NPY_%,$(.VARIABLES))
unexport $(filter-out PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX TF_CPP_MIN_LOG_LEVEL,$(MISLEADING))
export PYTHONUTF8 := 1
export KERAS_BACKEND := tensorflow
export TF_ENABLE_ONEDNN_OPTS := 0

# Says which step of how many it is, and notes its times.
STEP := $(PYTHON) -I tools/step.py
GOALS := $(or $(MAKECMDGOALS),help)
export DENSE_TO_ADAM_GOALS := $(GOALS)
ifndef DENSE_TO_ADAM_MAKE
ifneq ($(GOALS),help)
ALONE := yes
endif
endif

ifdef ALONE
# One make at a time: wait for any other to end, then make the goals.
$(GOALS): alone
	@:
alone:
	@+$(PYTHON) -I tools/alone.py $(MAKE) --no-print-directory $(GOALS)
else

PACKAGE := $(shell find autograder -name '*.py' -o -name '*.json' 2>/dev/null)
SOURCES := course.yml $(wildcard solutions/*/*.py) $(wildcard book/quizzes/*.yml)
PAGES := $(shell find book -type f -not -path 'book/_build/*' -not -path 'book/.nbcache/*' \
	-not -path '*/__pycache__/*' 2>/dev/null)

help:  ## list the commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

course: .make/book demo  ## set up, make the notebooks and the book, grade the demonstration class
	@echo
	@echo "The book:            book/_build/html/index.html"
	@echo "The first exercise:  $(BIN)/jupyter lab exercises/forward_propagation/forward_propagation.ipynb"
	@echo "The graded class:    classroom/demo/feedback/carl/forward_propagation/forward_propagation.html"
	@echo "Its report:          classroom/demo/reports/forward_propagation.html"

test: .make/pdf .make/pyodide/made .make/cluster  ## run all tests
	$(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder

check: .make/installed  ## check format, lint, types, spelling, workflows, and that generated files are current
	$(BIN)/python tools/checks.py

spelling: .make/installed  ## check the spelling of all texts; correct words go into .cspell/words.txt
	$(BIN)/python tools/checks.py spelling

exercises: .make/exercises  ## make exercises/ from solutions/ through nbgrader
book: .make/book  ## build the book
pyodide: .make/pyodide/made  ## fetch Pyodide, for the tests and for an offline book
pdf: .make/pdf  ## print the book into book/_build/pdf/from-dense-to-adam.pdf; needs Chromium
cluster: .make/cluster  ## install what grading on several machines and PostgreSQL need
demo: .make/exercises  ## grade the demonstration class
	@$(STEP) class "Grading the demonstration class" $(BIN)/autograder demo

golden: .make/installed  ## recompute the values of the visible checks with Keras
	$(BIN)/autograder golden

proof: .make/installed  ## prove the checks on misconceptions, correct variants and mutants
	$(BIN)/autograder proof --mutations

format: .make/installed  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

UV = .make/lock/bin/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-strip-extras --no-emit-index-url --no-annotate --no-header
lock:  ## update the locked versions of all dependencies
	$(PYTHON) -I -m venv .make/lock && .make/lock/bin/python -I -m pip install --quiet uv
	$(UV) --upgrade --extra test pyproject.toml --output-file requirements.lock
	sed '/--hash/d; s/\[.*\]//; s/ *\\$$//' requirements.lock > .make/constraints
	$(UV) --constraint .make/constraints requirements-student.in --output-file requirements-student.lock
	$(UV) --constraint .make/constraints requirements-student-validate.in \
		--output-file requirements-student-validate.lock
	$(UV) --constraint .make/constraints requirements-cluster.in --output-file requirements-cluster.lock
	$(UV) --upgrade requirements-uv.in --output-file requirements-uv.lock

clean:  ## remove generated files, except exercises/ and classroom/
	rm -rf .venv .make node_modules book/_build book/.nbcache solutions/*/*.ipynb solutions/*/checks

# Touched when .venv must be recreated: it is missing, was moved or copied, or has lost its Python.
.make/here: FORCE
	@mkdir -p .make
	@test -e $@ && test -x $(BIN)/python && \
		{ test -L .venv || grep -qsF -e " $$(pwd -P)/.venv" .venv/pyvenv.cfg; } || touch $@

.make/installed: requirements.lock pyproject.toml package-lock.json tools/set_up.py tools/install_packages.py requirements-uv.lock .make/here
	@$(STEP) packages "Installing what the course needs" $(PYTHON) -I tools/set_up.py
	@touch $@

.make/exercises: .make/installed $(PACKAGE) $(SOURCES) nbgrader_config.py
	@$(STEP) notebooks "Making the notebooks" $(BIN)/autograder build
	@touch $@

.make/cluster: .make/installed requirements-cluster.lock
	@$(STEP) cluster "Installing what grading on several machines needs" $(BIN)/python -I -m pip install \
		--quiet --disable-pip-version-check --no-user --no-deps --require-hashes -r requirements-cluster.lock
	@touch $@

.make/pyodide/made: .make/installed tools/pyodide.py
	@$(STEP) pyodide "Fetching Pyodide" $(BIN)/python tools/pyodide.py
	@touch $@

# The book is rebuilt when this setting changes.
.make/pyodide-setting: FORCE
	@mkdir -p .make
	@printf '%s\n' "$$DENSE_TO_ADAM_PYODIDE" | cmp -s - $@ || printf '%s\n' "$$DENSE_TO_ADAM_PYODIDE" > $@

# Its practice cells and folders come from exercises/.
.make/book: .make/exercises .make/pyodide-setting $(PAGES) $(PACKAGE) $(SOURCES)
	@$(STEP) book "Building the book" $(BIN)/jupyter-book build book -W --keep-going --quiet
	@touch $@

.make/pdf: .make/book tools/pdf.py $(wildcard tools/paper/*.*)
	@$(STEP) pdf "Printing the book into one PDF (a minute)" $(BIN)/python tools/pdf.py
	@touch $@

endif
