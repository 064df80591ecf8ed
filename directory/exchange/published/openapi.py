"""Our own OpenAPI 3.1 file, made from the tables of endpoints and parameters and from the shape of a listing."""

from enum import StrEnum
from functools import cache
from typing import Any

from directory.exchange.published.endpoints import ENDPOINTS, PROFILE, VERSION, Endpoint
from directory.exchange.published.parameters import PARAMETERS
from directory.listings import shape
from directory.listings.record import NOT_PUBLIC
from directory.listings.shape import Kind, Shape

JSON, LINES = "application/json", "application/x-ndjson"
SCHEMAS = {
    "Service": shape.SERVICE,
    "Organization": shape.ORGANIZATION,
    "ServiceAtLocation": shape.SERVICE_AT_LOCATION,
    "TaxonomyTerm": shape.TERM,
}
REQUIRED = {"Service": ["id", "name", "status"], "ServiceAtLocation": ["id"]}
KINDS: dict[Kind, dict[str, Any]] = {
    Kind.LINK: {"type": "string", "format": "uri"},
    Kind.EMAIL: {"type": "string", "format": "email"},
    Kind.NUMBER: {"type": "number"},
    Kind.WHOLE: {"type": "integer"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.ID: {"type": "string", "format": "uuid"},
    Kind.YES_NO: {"type": "boolean"},
}
TEXT, WHOLE, YES_NO = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
URI = {"type": "string", "format": "uri"}
ID = {"name": "id", "in": "path", "required": True, "schema": KINDS[Kind.ID]}


@cache
def document(address: str) -> dict[str, Any]:
    """The whole file, for the API that stands at `address`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Footbridge, as Open Referral UK",
            "version": VERSION,
            "summary": "What is on, where and when, for people who want to take part.",
            "description": (
                "Open Referral UK 3.0, with the fields that HSDS 3 has beyond it. What is empty is left out. Every "
                "parameter filters; several mean that all must hold. Of a confidential place nothing is told."
            ),
        },
        "externalDocs": {"url": PROFILE, "description": "The standard"},
        "servers": [{"url": address}],
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in ENDPOINTS.values()},
        "components": {
            "schemas": _schemas(),
            "parameters": {name: _parameter(name) for name in PARAMETERS},
            "responses": {
                "NotUnderstood": _errors("A parameter is not understood."),
                "Missing": _errors("No such id."),
            },
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    parameters = [ID] if "{id}" in endpoint.path else []
    parameters += [{"$ref": f"#/components/parameters/{name}"} for name in endpoint.parameters]
    return {
        "operationId": endpoint.name,
        "summary": endpoint.words.split(". ")[0].removesuffix("."),
        "description": endpoint.words,
        "parameters": parameters,
        "responses": _responses(endpoint),
    }


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    item: dict[str, Any] = {"$ref": f"#/components/schemas/{endpoint.answers}"}
    if "minimal" in endpoint.parameters:
        item = {"anyOf": [item, {"$ref": "#/components/schemas/Minimal"}]}
    content = {JSON: {"schema": _page(item) if endpoint.paged else item}}
    if endpoint.paged:
        content[LINES] = {"schema": TEXT | {"description": "One item in each line."}}
    answers = {"200": {"description": endpoint.words, "content": content}, "304": {"description": "Not modified."}}
    if endpoint.parameters:
        answers["400"] = {"$ref": "#/components/responses/NotUnderstood"}
    if "{id}" in endpoint.path:
        answers["301"] = {"description": "It was merged into another, which stands at the address given."}
        answers["404"] = {"$ref": "#/components/responses/Missing"}
    return answers


def _page(item: dict) -> dict[str, Any]:
    contents = {"type": "object", "properties": {"contents": {"type": "array", "items": item}}}
    return {"allOf": [{"$ref": "#/components/schemas/Page"}, contents], "required": ["contents"]}


def _parameter(name: str) -> dict[str, Any]:
    one = PARAMETERS[name]
    found = {"name": name, "in": "query", "description": one.words, "schema": one.schema}
    return found | ({"style": "form", "explode": False} if one.several else {})


def _errors(words: str) -> dict[str, Any]:
    return {"description": words, "content": {JSON: {"schema": {"$ref": "#/components/schemas/Errors"}}}}


def _schemas() -> dict[str, Any]:
    nested = {name: _object(of, REQUIRED.get(name, ["id", "name", "description"])) for name, of in SCHEMAS.items()}
    services = {"type": "array", "items": {"$ref": "#/components/schemas/Service"}}
    nested["Organization"]["properties"]["services"] = services
    terms = {"type": "array", "items": {"$ref": "#/components/schemas/TaxonomyTerm"}}
    nested["ServiceAtLocation"]["properties"] |= {"name": TEXT, "status": TEXT, "service": {"type": "object"}}
    return nested | {
        "Taxonomy": {
            "type": "object",
            "properties": {"id": KINDS[Kind.ID], "name": TEXT, "description": TEXT, "uri": URI, "version": TEXT}
            | {"licence": TEXT, "attribution": TEXT, "taxonomy_terms": terms},
            "required": ["id", "name", "description"],
        },
        "Minimal": {
            "type": "object",
            "properties": {"id": KINDS[Kind.ID]}
            | dict.fromkeys(("modified_date", "last_modified"), KINDS[Kind.MOMENT]),
            "required": ["id", "modified_date", "last_modified"],
        },
        "About": {
            "type": "object",
            "properties": {"version": {"const": VERSION}, "profile": URI, "openapi_url": URI},
            "required": ["version", "profile", "openapi_url"],
        },
        "OpenAPI": {"type": "object"},
        "Page": {
            "type": "object",
            "properties": dict.fromkeys(("total_items", "total_pages", "page_number", "size"), WHOLE)
            | dict.fromkeys(("first_page", "last_page", "empty"), YES_NO),
            "required": "total_items total_pages page_number size first_page last_page empty".split(),
        },
        "Errors": {
            "type": "object",
            "properties": {
                "errors": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"parameter": TEXT, "message": TEXT},
                        "required": ["message"],
                    },
                }
            },
            "required": ["errors"],
        },
    }


def _object(of: Shape, required: list[str] | None = None) -> dict[str, Any]:
    found = {name: _value(kind) for name, kind in of.fields.items() if name not in NOT_PUBLIC}
    found |= {name: KINDS[Kind.ID] if name.endswith("_id") else TEXT for name in sorted(of.repeats)}
    found |= {name: _object(inner) for name, inner in of.ones.items()}
    found |= {name: {"type": "array", "items": _object(inner)} for name, inner in of.lists.items()}
    return {"type": "object", "properties": found, "required": required or ["id"]}


def _value(kind: type[StrEnum] | Kind) -> dict[str, Any]:
    return KINDS.get(kind, TEXT) if isinstance(kind, Kind) else TEXT | {"enum": [word.value for word in kind]}
