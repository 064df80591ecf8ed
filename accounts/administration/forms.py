"""What an administrator is asked about an organisation, and about somebody who is to belong to it."""

import wtforms
from wtforms.validators import DataRequired, Length

from accounts.fields import offer, one_of
from accounts.roles import ROLES_AT, Kind, Role
from core.fields import IdentifierField
from core.forms import Form, OnceForm, VersionField
from core.identifiers import email_address, ods_code, telephone

LONGEST_NAME = 150


def _named(ask: str) -> list:
    return [DataRequired(ask), Length(max=LONGEST_NAME, message=f"Name must be {LONGEST_NAME} characters or fewer")]


def _roles_at(kind: Kind) -> list[tuple[Role, str]]:
    """The roles of this kind of organisation, in the order of the table."""
    return [(role, role.words) for role in Role if role in ROLES_AT[kind]]


class OrganisationAnswers:
    """What is asked of every organisation."""

    name = wtforms.StringField("Name", _named("Enter the name of the organisation"))
    ods_code = IdentifierField("ODS code", parse=ods_code.parse, description="If the NHS gave it one, like A81001")
    telephone = IdentifierField(
        "Telephone number", parse=telephone.parse, show=telephone.spoken, description="Leave empty if there is none"
    )


class NewOrganisationForm(OrganisationAnswers, OnceForm):
    """An organisation to be added."""

    kind = one_of("What kind of organisation is it?", "Choose what kind of organisation it is")

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        offer(self.kind, ((kind, kind.words) for kind in Kind))

    def answers(self) -> dict:
        return super().answers() | {"kind": Kind(self.kind.data)}


class ChangeOrganisationForm(OrganisationAnswers, Form):
    """An organisation to be changed."""

    version = VersionField()


class InviteForm(OnceForm):
    """Somebody to be invited to an organisation."""

    name = wtforms.StringField("Full name", _named("Enter the person’s full name"))
    email = IdentifierField("Email address", [DataRequired("Enter their email address")], parse=email_address.parse)
    role = one_of("What will they do?", "Choose a role")

    def __init__(self, kind: Kind, **kwargs) -> None:
        super().__init__(**kwargs)
        offer(self.role, _roles_at(kind))

    def answers(self) -> dict:
        return super().answers() | {"role": Role(self.role.data)}


class RoleForm(Form):
    """Another role at the same organisation."""

    role = one_of("New role", "Choose a role")
    version = VersionField()

    def __init__(self, membership, **kwargs) -> None:
        super().__init__(obj=membership, **kwargs)
        offer(self.role, _roles_at(membership.organisation.kind))

    def answers(self) -> dict:
        return super().answers() | {"role": Role(self.role.data)}
