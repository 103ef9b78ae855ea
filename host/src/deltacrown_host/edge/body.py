"""Request bodies: attrs classes that are read strictly, with all problems reported at once.

Litestar reads attrs classes with msgspec, which ignores unknown fields and stops at the first problem. This reads them
with the core's own reader instead, and leaves the OpenAPI schema to the class.

    @put("/…", dto=StrictBody[Result])
    async def report(data: Result) -> …
"""

from collections.abc import Generator
from typing import Any, TypeVar

from deltacrown import wire
from litestar._openapi.schema_generation import SchemaCreator
from litestar.dto import AbstractDTO
from litestar.dto.data_structures import DTOFieldDefinition
from litestar.openapi.spec import Reference, Schema
from litestar.typing import FieldDefinition

from deltacrown_host.edge import sanity

T = TypeVar("T")

STRICTLY_READ: set[type] = set()
"""The classes that bodies are read as."""


class StrictBody(AbstractDTO[T]):
    """Reads a body as the class in brackets. Raises Malformed."""

    def decode_bytes(self, value: bytes) -> T:
        """The body as an instance of the class."""
        return wire.structure(sanity.read(value), self.model_type)

    def decode_builtins(self, value: dict[str, Any]) -> T:
        """Plain data as an instance of the class."""
        return wire.structure(value, self.model_type)

    @classmethod
    def create_for_field_definition(cls, *_: Any, **__: Any) -> None:
        """Note the class; Litestar would build a model of its own here."""
        STRICTLY_READ.add(cls.model_type)

    @classmethod
    def create_openapi_schema(
        cls,
        field_definition: FieldDefinition,
        handler_id: str,  # noqa: ARG003 - Litestar's signature
        schema_creator: SchemaCreator,
    ) -> Reference | Schema:
        """The class's own schema."""
        return schema_creator.for_field_definition(field_definition)

    @classmethod
    def generate_field_definitions(cls, model_type: type[Any]) -> Generator[DTOFieldDefinition, None, None]:  # noqa: ARG003 - Litestar's signature
        """No field is treated by itself."""
        yield from ()

    @classmethod
    def detect_nested_field(cls, field_definition: FieldDefinition) -> bool:  # noqa: ARG003 - Litestar's signature
        """No field is treated by itself."""
        return False
