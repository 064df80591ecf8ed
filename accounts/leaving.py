"""What somebody leaves behind who can no longer act for an organisation: rooms above say it, and see to it."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from accounts.models import Membership, Organisation, User
from accounts.roles import Role


class Room(NamedTuple):
    """`words` are read before it happens: (who, where, the roles that they keep there). `follow` comes after it."""

    words: Callable[[User, Organisation, Collection[Role]], str]
    follow: Callable[[Any, User, Organisation], None]


# By the name of the room.
OF_ROOMS: dict[str, Room] = {}


def words(ending: Iterable[Membership]) -> list[str]:
    """What an administrator should know before these memberships of one person end; nothing where nothing is left."""
    ending = [one for one in ending if one.open]
    places = {one.organisation_id: one for one in ending}.values()
    said = (room.words(one.user, one.organisation, _kept(one, ending)) for one in places for room in OF_ROOMS.values())
    return [one for one in said if one]


def follow(actor, ended: Iterable[Membership]) -> None:
    """Let each room see to what was left, at every organisation for which somebody can do less now."""
    for one in {one.organisation_id: one for one in ended}.values():
        for room in OF_ROOMS.values():
            room.follow(actor, one.user, one.organisation)


def _kept(one: Membership, ending: Collection[Membership]) -> set[Role]:
    """The roles that somebody keeps at the same organisation."""
    here = (other for other in one.user.memberships if other.open and other.organisation_id == one.organisation_id)
    return {other.role for other in here if other not in ending}
