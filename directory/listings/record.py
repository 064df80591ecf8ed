"""A listing as the public record that leaves this house: Open Referral UK 3.0, nested and whole."""

from directory.listings.document import to_public_document
from directory.listings.models import Service


def record_of(service: Service) -> dict:
    """The public record of `service`, in the shape of Open Referral UK 3.0's `/services/{id}`."""
    return to_public_document(service)
