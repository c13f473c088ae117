"""The OpenAPI document is kept: Schemathesis asks all that it allows, and what it does not."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def asked(operation, examples: int) -> int:
    """Ask one operation `examples` times and check each answer; how many there were."""
    answers = 0

    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case):
        nonlocal answers
        case.call_and_validate(checks=CHECKS)
        answers += 1

    ask()
    return answers


def asked_of_each_operation(client, examples: int) -> dict[str, int]:
    """The number of answers checked, by operation."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", client.app)
    operations = [found.ok() for found in schema.get_all_operations()]
    return {operation.label: asked(operation, examples) for operation in operations}


def test_no_request_that_the_document_allows_breaks_it(client):
    counts = asked_of_each_operation(client, 30)
    assert len(counts) == 23
    assert sum(counts.values()) <= 800


def test_no_request_about_visits_that_the_document_allows_breaks_it(supervisors):
    """Over a home with a plan, so that answers are more than refusals; outcomes are told too."""
    counts = asked_of_each_operation(supervisors, 15)
    assert counts["POST /v1/visit-outcomes"] > 5


@pytest.mark.long
def test_no_request_breaks_the_document_however_long_one_asks(client):
    assert sum(asked_of_each_operation(client, 1000).values()) > 1000
