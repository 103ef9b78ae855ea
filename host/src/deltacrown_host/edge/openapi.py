"""The OpenAPI document. No viewer is served with it: they all load their code from elsewhere."""

from fractions import Fraction
from inspect import getdoc
from typing import Any

from litestar import Request
from litestar._openapi.schema_generation import SchemaCreator
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import OpenAPIType, Schema
from litestar.plugins import OpenAPISchemaPluginProtocol
from litestar.plugins.attrs import AttrsSchemaPlugin
from litestar.typing import FieldDefinition

from deltacrown_host.edge.body import STRICTLY_READ
from deltacrown_host.edge.completion import completed


class ExactNumbers(OpenAPISchemaPluginProtocol):
    """Fractions in schemas."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Whether it is a fraction."""
        return value is Fraction

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: SchemaCreator) -> Schema:  # noqa: ARG002 - Litestar's signature
        """A text such as "1/2" or "12.5"."""
        return Schema(
            type=OpenAPIType.STRING, pattern=r"^-?\d+([/.]\d+)?$", description='a number such as "1/2" or "12.5"'
        )


class DescribedClasses(AttrsSchemaPlugin):
    """Attrs classes in schemas, with their docstrings; those that are read strictly take no further fields."""

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: SchemaCreator) -> Schema:
        """The schema of a class."""
        schema = super().to_openapi_schema(field_definition, schema_creator)
        cls = field_definition.type_
        schema.description = getdoc(cls)
        # The core's own classes are seen in requests only: answers have classes of their own.
        if cls in STRICTLY_READ or cls.__module__.startswith("deltacrown."):
            schema.additional_properties = False
        return schema


class Document(JsonRenderPlugin):
    """The document as JSON, completed by what Litestar cannot know."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document."""
        return super().render(request, completed(openapi_schema))


config = OpenAPIConfig(
    title="DeltaCrown",
    version="0.1.0",
    description=(
        "Tournaments that can be re-run and checked. Writing: `Idempotency-Key` makes a repeated request harmless, "
        '`If-Match: "<version>"` refuses it (412) where the tournament has moved on. Reading: `ETag` is the version. '
        "Errors are problem documents (RFC 9457) with a stable `code` and all `problems` at once."
    ),
    path="/schema",
    render_plugins=[Document()],
    use_handler_docstrings=True,
)
