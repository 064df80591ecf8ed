"""The OpenAPI file is valid, and says of every endpoint and parameter what the code does."""

from openapi_spec_validator import OpenAPIV31SpecValidator

from directory.exchange.published.endpoints import ENDPOINTS
from directory.exchange.published.openapi import document
from directory.exchange.published.parameters import PARAMETERS, Asked

FILE = document("https://footbridge.example/api/oruk/v3")


def test_it_is_valid():
    assert list(OpenAPIV31SpecValidator(FILE).iter_errors()) == []


def test_every_parameter_is_described_asked_somewhere_and_kept():
    asked = {name for endpoint in ENDPOINTS.values() for name in endpoint.parameters}
    assert asked == set(PARAMETERS) == set(FILE["components"]["parameters"]) == set(Asked.__dataclass_fields__)


def test_every_endpoint_is_described():
    assert set(FILE["paths"]) == {endpoint.path for endpoint in ENDPOINTS.values()}
    references = [one["$ref"] for one in FILE["paths"]["/services"]["get"]["parameters"]]
    assert "#/components/parameters/modified_after" in references
