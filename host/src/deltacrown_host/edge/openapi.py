"""The OpenAPI document. No viewer is served with it: they all load their code from elsewhere."""

from fractions import Fraction
from typing import Any

from litestar._openapi.schema_generation import SchemaCreator
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import OpenAPIType, Schema
from litestar.plugins import OpenAPISchemaPluginProtocol
from litestar.typing import FieldDefinition


class ExactNumbers(OpenAPISchemaPluginProtocol):
    """Fractions in schemas."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Whether this is a fraction."""
        return value is Fraction

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: SchemaCreator) -> Schema:  # noqa: ARG002 - Litestar's signature
        """A text such as "1/2"."""
        return Schema(type=OpenAPIType.STRING, pattern=r"^-?\d+(/[1-9]\d*)?$", description='a fraction such as "1/2"')


config = OpenAPIConfig(
    title="DeltaCrown",
    version="0.1.0",
    description=(
        "Tournaments that can be re-run and checked. Writing: `Idempotency-Key` makes a repeated request harmless, "
        '`If-Match: "<version>"` refuses it (412) where the tournament has moved on. Reading: `ETag` is the version. '
        "Errors are problem documents (RFC 9457) with a stable `code` and all `problems` at once."
    ),
    path="/schema",
    render_plugins=[JsonRenderPlugin(path="/openapi.json", media_type="application/json")],  # type: ignore[arg-type]
    use_handler_docstrings=True,
)
