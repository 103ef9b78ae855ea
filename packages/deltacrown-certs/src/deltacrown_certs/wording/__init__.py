"""What certificates say, by language."""

from collections.abc import Mapping

from deltacrown_certs.wording import bengali, english
from deltacrown_certs.wording.language import Language

LANGUAGES: Mapping[str, Language] = {"en": english.ENGLISH, "bn": bengali.BENGALI}
NEEDED = frozenset({"title", "presented", "statement", "issued", "scan"})
"""The texts that a certificate can say in its own words."""
