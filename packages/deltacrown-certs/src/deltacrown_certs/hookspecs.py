"""The hooks of the certificates, beside the core's."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deltacrown.plugins.hookspecs import hookspec

if TYPE_CHECKING:
    from deltacrown_certs.templates.template import Template


@hookspec
def register_certificate_templates() -> "Sequence[Template]":  # type: ignore[empty-body]
    """Offer templates: designs of certificates, as data. See `deltacrown_certs.templates.template.Template`.

    Since 0.1. Asked when templates are listed or one is chosen by its name.
    """
