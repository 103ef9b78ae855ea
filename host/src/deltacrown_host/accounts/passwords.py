"""Passwords: argon2id by the library's parameters, few at a time: each costs 64 MB and a fifth of a second."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from deltacrown import Problem

SHORTEST, LONGEST = 8, 128
"""ASVS 5.0, 6.2.1 and 6.2.9: at least 8 characters, and passphrases of 64 and more are taken."""

_HASHER = PasswordHasher()
_AT_ONCE = ThreadPoolExecutor(2, thread_name_prefix="passwords")
# Whoever has no account is verified against this, so that the time of an answer says nothing.
_NOBODYS = _HASHER.hash("nobody's password")


async def digest(password: str) -> str:
    """What is kept of a password."""
    return await asyncio.get_running_loop().run_in_executor(_AT_ONCE, _HASHER.hash, password)


async def matches(kept: str | None, password: str) -> bool:
    """Whether it is the password. Takes as long where none is kept."""
    right = await asyncio.get_running_loop().run_in_executor(_AT_ONCE, _verified, kept or _NOBODYS, password)
    return right and kept is not None


def _verified(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except VerificationError:
        return False


def password_problems(password: str, field: str = "password") -> Iterator[Problem]:
    """Why it cannot be a password."""
    if not SHORTEST <= len(password) <= LONGEST:
        yield Problem("password.length", f"a password has {SHORTEST} to {LONGEST} characters", field)
