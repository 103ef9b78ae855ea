# Everyday commands. `just` lists them.

default:
    @just --list

# Linter, type checker, imports and all tests: what CI runs.
check: lint types
    uv run pytest -n auto --dist worksteal

lint:
    uv run ruff check .
    uv run ruff format --check .

types:
    uv run mypy

format:
    uv run ruff format .
    uv run ruff check --fix .

# Tests with a report of what they never reached.
coverage:
    uv run coverage run -m pytest
    uv run coverage combine -q || true
    uv run coverage report

# Search longer for counter-examples.
search:
    HYPOTHESIS_PROFILE=search uv run pytest tests/core tests/conformance tests/fuzzing

# Everything at once on real hosts for a while, while everything that can go wrong does: `just soak --minutes 60 --seed 7`
soak *options:
    uv run python -m tests.soak {{options}}

bench:
    uv run python benchmarks/run.py

# Look every library that is used, in its exact version, up among the known vulnerabilities (OSV).
audit:
    uv audit

# Write docs/reference/ from the code.
reference:
    uv run python scripts/reference.py

# Refresh the exact versions in pyproject.toml to the newest that fit.
pins:
    uv run --no-project python scripts/pin.py

# Look longer for requests that a route answers with a 5xx or otherwise than the OpenAPI document says
doors:
    HYPOTHESIS_PROFILE=search uv run pytest tests/host/doors
