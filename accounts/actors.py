"""Whoever acts: the person and the membership that they act under, as operations and templates see them."""

import uuid

from accounts.models import Membership
from accounts.roles import Kind, Role

LONGEST_NAME = 150  # characters, as history keeps the name of whoever acted


class Actor:
    """Somebody signed in, acting for one organisation in one role; plain values that outlive the session's rows."""

    is_authenticated = True
    is_active = True
    is_anonymous = False
    keeps: frozenset[uuid.UUID] = frozenset()

    def __init__(self, membership: Membership, *, token: str = "", session_id: uuid.UUID | None = None) -> None:
        user, organisation = membership.user, membership.organisation
        self.id: uuid.UUID | None = user.id
        self.name: str = user.name
        self.email: str = user.email
        self.role: Role = membership.role
        self.membership_id: uuid.UUID | None = membership.id
        self.organisation_id: uuid.UUID | None = organisation.id
        self.organisation_name: str = organisation.name
        self.organisation_kind: Kind | None = organisation.kind
        self.session_id = session_id
        self._token = token

    @property
    def role_words(self) -> str:
        """The role as people read it."""
        return self.role.words

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie: the session's token, never the user's id."""
        return self._token


class Visitor:
    """Somebody who has not signed in."""

    is_authenticated = False
    is_active = False
    is_anonymous = True
    id = membership_id = organisation_id = organisation_kind = session_id = None
    name = email = organisation_name = ""
    role = Role.VISITOR
    role_words = Role.VISITOR.words
    # The listings that this actor may keep whoever keeps their organisation.
    keeps: frozenset[uuid.UUID] = frozenset()

    def get_id(self) -> None:
        """A visitor has no session row."""


class System(Visitor):
    """The application itself, at the shell: it has the permissions that a command needs, and no person's."""

    name = "Footbridge"

    def __init__(self, role: Role = Role.ADMINISTRATOR) -> None:
        self.role = role


class Correspondent(Visitor):
    """Whoever answers by a link that was e-mailed to them about one listing: they may keep that one, and no other.

    `name` is what history calls them; `email` is the address that the link went to.
    """

    role_words = Role.GROUP_REPRESENTATIVE.words
    role = Role.GROUP_REPRESENTATIVE

    def __init__(self, service_id: uuid.UUID, name: str, email: str) -> None:
        self.keeps = frozenset({service_id})
        self.name, self.email = name[:LONGEST_NAME], email
