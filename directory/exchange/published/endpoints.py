"""The addresses under `/api/oruk/v3`: what each answers with, and which parameters it takes."""

from typing import NamedTuple

VERSION = "HSDS-UK-3.0"
PREFIX = "/api/oruk/v3"
PROFILE = "https://docs.openreferraluk.org/en/latest/"

PAGING = ("page", "per_page", "format")
OF_SERVICES = (
    "search",
    "taxonomy_term_id",
    "taxonomy_id",
    "organization_id",
    "modified_after",
    "minimum_age",
    "maximum_age",
    "day",
    "start_time",
    "end_time",
    "postcode",
    "proximity",
)


class Endpoint(NamedTuple):
    """One address, named like its view: what it answers with (a schema's name), a page of it or one, and for what."""

    name: str
    path: str
    answers: str
    paged: bool
    words: str
    parameters: tuple[str, ...] = ()


ENDPOINTS = {
    one.name: one
    for one in (
        Endpoint("about", "/", "About", False, "Which standard this is, and where it is described."),
        Endpoint(
            "services",
            "/services",
            "Service",
            True,
            "The services offered here, in the order of their ids: each with its own fields and its organization. "
            "Retired ones are not among them; paused and closed ones are, and say so in `status`.",
            (*PAGING, "full", "minimal", *OF_SERVICES),
        ),
        Endpoint("service", "/services/{id}", "Service", False, "One service, whole."),
        Endpoint(
            "service_at_locations",
            "/service_at_locations",
            "ServiceAtLocation",
            True,
            "Where services are given, in the order of their ids. Of a confidential place only that there is one.",
            (*PAGING, "full", "minimal", *OF_SERVICES),
        ),
        Endpoint(
            "service_at_location",
            "/service_at_locations/{id}",
            "ServiceAtLocation",
            False,
            "One service at one of its locations, with both whole.",
        ),
        Endpoint(
            "organizations",
            "/organizations",
            "Organization",
            True,
            "The organizations that offer a service here, in the order of their ids.",
            (*PAGING, "full", "full_service", "search", "taxonomy_term_id", "taxonomy_id"),
        ),
        Endpoint(
            "organization",
            "/organizations/{id}",
            "Organization",
            False,
            "One organization, whole, with the ids and names of its services.",
            ("full_service",),
        ),
        Endpoint(
            "taxonomies", "/taxonomies", "Taxonomy", True, "The taxonomies in use here.", (*PAGING, "full", "search")
        ),
        Endpoint("taxonomy", "/taxonomies/{id}", "Taxonomy", False, "One taxonomy, with its terms."),
        Endpoint(
            "taxonomy_terms",
            "/taxonomy_terms",
            "TaxonomyTerm",
            True,
            "The terms of the taxonomies, in the order of their ids.",
            (*PAGING, "search", "taxonomy_id", "top_only", "parent_id"),
        ),
        Endpoint("taxonomy_term", "/taxonomy_terms/{id}", "TaxonomyTerm", False, "One term of a taxonomy."),
        Endpoint("openapi", "/openapi.json", "OpenAPI", False, "This description, as an OpenAPI 3.1 file."),
    )
}
