"""Ornament: what makes every certificate its own, drawn as vectors and seeded by its digest."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from deltacrown import Problem

from deltacrown_certs.layout.operations import Operation
from deltacrown_certs.layout.sheet import Sheet
from deltacrown_certs.ornament.arena import brackets, burst, facets
from deltacrown_certs.ornament.border import border
from deltacrown_certs.ornament.rosette import rosette
from deltacrown_certs.ornament.waves import panel, waves
from deltacrown_certs.refusals import CertificateRefused

KINDS: Mapping[str, Callable[..., Iterator[Operation]]] = {
    "border": border,
    "rosette": rosette,
    "panel": panel,
    "waves": waves,
    "facets": facets,
    "brackets": brackets,
    "burst": burst,
}
"""Every kind of ornament that a template may name, with its options as keywords."""


def ornaments(sheet: Sheet) -> Iterator[Operation]:
    """The ornaments of the certificate's template. Raises CertificateRefused for a kind that there is not."""
    for ornament in sheet.certificate.template.ornaments:
        if ornament.kind not in KINDS:
            message = f"there is no ornament {ornament.kind!r}; there are: {', '.join(sorted(KINDS))}"
            raise CertificateRefused([Problem("certificate.ornament", message, "template.ornaments")])
        options: Mapping[str, Any] = ornament.options
        yield from KINDS[ornament.kind](sheet, **options)
