"""The templates: those that come with DeltaCrown, and those that plugins offer."""

from collections.abc import Mapping

from deltacrown import Registry, load

from deltacrown_certs.templates.arena import ARENA
from deltacrown_certs.templates.heritage import HERITAGE
from deltacrown_certs.templates.meridian import MERIDIAN
from deltacrown_certs.templates.template import Template

BUILT_IN = (HERITAGE, MERIDIAN, ARENA)


def installed(registry: Registry | None = None) -> Mapping[str, Template]:
    """Every template that a plugin offers, by its name: the first of a name counts."""
    asked = registry or load()
    found: dict[str, Template] = {}
    for _, template in asked.offers("register_certificate_templates"):
        if isinstance(template, Template):
            found.setdefault(template.name, template)
    return found
