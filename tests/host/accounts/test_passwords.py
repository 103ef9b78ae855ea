"""What is kept of a password. Elsewhere in these tests digests are made at the least cost there is."""

import asyncio
from importlib.util import find_spec, module_from_spec

from argon2 import Type, extract_parameters


def test_a_guess_costs_64_megabytes() -> None:
    """Digests are argon2id with more than OWASP asks for (19 MiB, two passes)."""
    found = find_spec("deltacrown_host.accounts.passwords")
    assert found
    assert found.loader
    as_it_is = module_from_spec(found)
    found.loader.exec_module(as_it_is)
    costs = extract_parameters(asyncio.run(as_it_is.digest("correct horse")))
    assert costs.type is Type.ID
    assert costs.memory_cost >= 65_536
    assert costs.time_cost >= 3
