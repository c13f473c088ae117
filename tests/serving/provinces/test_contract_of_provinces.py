"""What the OpenAPI document says of provinces holds, over a home in which they were measured."""

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
DOORS = ("/v1/province-runs", "/v1/provinces", "/v1/provinces/flows")


def test_no_request_about_provinces_that_the_document_allows_breaks_it(desk_of_provinces):
    schema = schemathesis.openapi.from_asgi("/openapi.json", desk_of_provinces.app)
    operations = [found.ok() for found in schema.get_all_operations()]
    asked = [operation for operation in operations if operation.path in DOORS]
    assert len(asked) == len(DOORS)
    for operation in asked:

        @settings(
            max_examples=8, derandomize=True, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def ask(case):
            case.call_and_validate(checks=CHECKS)

        ask()
