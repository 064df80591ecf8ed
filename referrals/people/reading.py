"""How what is said of a person is read into the form in which it is kept."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from core.identifiers import NotValid, email_address, ods_code
from core.identifiers import postcode as postcodes
from core.identifiers import telephone as telephones
from referrals.people import addresses, identity

# Each raises NotValid for what cannot be read.
READERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "date_of_birth": identity.born,
        "nhs_number": identity.nhs_number,
        "address": addresses.lines,
        "gp_practice_code": ods_code.parse,
        "telephone": telephones.parse,
        "email": email_address.parse,
        "postcode": postcodes.parse,
        "carer_telephone": telephones.parse,
    }
)


def read(said: Mapping[str, Any], name: str) -> Any:
    """One answer in the form in which it is kept; None where nothing was said, or what cannot be read."""
    try:
        return READERS[name](said[name]) if said.get(name) else None
    except NotValid:
        return None


def unreadable(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each answer that cannot be read, as its field's name and the words for it."""
    for name, reader in READERS.items():
        try:
            reader(said[name]) if said.get(name) else None
        except NotValid as problem:
            yield name, str(problem)
