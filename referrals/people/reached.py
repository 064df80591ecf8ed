"""Whom one turns to about a person: the person, or the carer or representative who is contacted instead of them."""

from dataclasses import dataclass

from core.identifiers import postcode, telephone
from referrals.people.words import ContactWay


@dataclass(frozen=True)
class Reached:
    """Who is rung and written to, and by what. `is_carer` says that it is somebody else than the person.

    `called` is the name after “Dear”, `who` the name with who this is to the person. Of a carer no address is known.
    """

    name: str
    called: str
    who: str
    is_carer: bool
    telephone: str | None
    email: str | None = None
    address: tuple[str, ...] = ()
    postcode: str | None = None

    def has(self, way: ContactWay) -> bool:
        """Whether there is what this way takes: a number, an address, or somebody to hand a letter to."""
        needed = {
            ContactWay.EMAIL: self.email,
            ContactWay.LETTER: self.is_carer or self.address or self.postcode != postcode.NO_FIXED_ABODE,
            ContactWay.VISIT: self.address,
        }
        return bool(needed.get(way, self.telephone))

    @property
    def address_lines(self) -> list[str]:
        """What stands below the name on a letter; the postcode or that there is no fixed abode last."""
        place = "No fixed abode" if self.postcode == postcode.NO_FIXED_ABODE else self.postcode
        return [*self.address, *([place] if place else [])]

    @property
    def telephone_words(self) -> str:
        """The telephone number as it is read out; empty if there is none."""
        return telephone.spoken(self.telephone) if self.telephone else ""

    @property
    def telephone_link(self) -> str:
        """The address that rings it; empty if there is none."""
        return telephone.link(self.telephone) if self.telephone else ""


def themselves(person) -> Reached:
    """The person."""
    return Reached(
        name=person.name,
        called=person.called,
        who=person.name,
        is_carer=False,
        telephone=person.telephone,
        email=person.email,
        address=tuple(person.address or ()),
        postcode=person.postcode,
    )


def their_carer(person) -> Reached:
    """Whoever cares for or represents them: a name, and mostly a telephone number."""
    name, relationship = person.carer_name, person.carer_relationship
    who = f"{name} ({relationship})" if relationship else name
    return Reached(name=name, called=name, who=who, is_carer=True, telephone=person.carer_telephone)
