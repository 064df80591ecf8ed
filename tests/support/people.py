"""The people of the tests: somebody of every role, and strangers who do the same at another organisation."""

from functools import cached_property

from accounts import operations
from accounts.actors import Actor, System
from accounts.roles import Kind, Role
from core.db import transaction

PASSWORD = "paper lantern quiet harbour"
PASSWORD_COST = {"memory_cost": 8, "time_cost": 1, "parallelism": 1}

SYSTEM = System()


class People:
    """Made on first asking, through the operations that administrators use."""

    @cached_property
    def practice(self):
        return self._organisation("Seaview Surgery", Kind.PRACTICE, ods_code="J82999")

    @cached_property
    def other_practice(self):
        return self._organisation("Hilltop Practice", Kind.PRACTICE, ods_code="J82998")

    @cached_property
    def service(self):
        return self._service("Harbour Social Prescribing", link_worker=("Jo Marsh", "link.worker"))

    @cached_property
    def other_service(self):
        return self._service("Valley Social Prescribing", other_link_worker=("Kit Lowe", "other.link.worker"))

    @cached_property
    def third_service(self):
        return self._service("Island Social Prescribing", third_link_worker=("Fay Nunn", "third.link.worker"))

    @cached_property
    def group(self):
        return self._organisation("Thursday Choir", Kind.GROUP)

    @cached_property
    def other_group(self):
        return self._organisation("Friday Gardeners", Kind.GROUP)

    @cached_property
    def authority(self):
        return self._organisation("Harbour Council", Kind.AUTHORITY)

    @cached_property
    def clinician(self):
        return self._member("Dr Priya Shah", "clinician", self.practice, Role.CLINICIAN)

    @cached_property
    def colleague(self):
        return self._member("Sam Okafor", "colleague", self.practice, Role.CLINICIAN)

    @cached_property
    def other_clinician(self):
        return self._member("Dr Anna Weir", "other.clinician", self.other_practice, Role.CLINICIAN)

    @cached_property
    def link_worker(self):
        return self._first_at(self.service, "link_worker")

    @cached_property
    def second_link_worker(self):
        return self._member("Ben Ali", "second.link.worker", self.service, Role.LINK_WORKER)

    @cached_property
    def other_link_worker(self):
        return self._first_at(self.other_service, "other_link_worker")

    @cached_property
    def third_link_worker(self):
        return self._first_at(self.third_service, "third_link_worker")

    @cached_property
    def service_lead(self):
        return self._member("Rosa Bell", "service.lead", self.service, Role.SERVICE_LEAD)

    @cached_property
    def other_service_lead(self):
        return self._member("Max Ford", "other.service.lead", self.other_service, Role.SERVICE_LEAD)

    @cached_property
    def group_representative(self):
        return self._member("Nell Hart", "group", self.group, Role.GROUP_REPRESENTATIVE)

    @cached_property
    def other_group_representative(self):
        return self._member("Olu Grant", "other.group", self.other_group, Role.GROUP_REPRESENTATIVE)

    @cached_property
    def directory_editor(self):
        return self._member("Edie Page", "editor", self.authority, Role.DIRECTORY_EDITOR)

    @cached_property
    def commissioner(self):
        return self._member("Con Price", "commissioner", self.authority, Role.COMMISSIONER)

    @cached_property
    def information_governance_lead(self):
        return self._member("Iris Gold", "ig.lead", self.authority, Role.IG_LEAD)

    @cached_property
    def administrator(self):
        return self._member("Ada Min", "administrator", self.authority, Role.ADMINISTRATOR)

    def of_role(self, role: Role) -> Actor | None:
        """Somebody of this role; None for a visitor."""
        return None if role is Role.VISITOR else getattr(self, role.value)

    def _organisation(self, name: str, kind: Kind, **facts):
        with transaction():
            return operations.add_organisation(SYSTEM, name=name, kind=kind, **facts).id

    def _service(self, name: str, **first: tuple[str, str]):
        """A service with its first link worker, for nothing can be sent to one at which nobody works."""
        made = self._organisation(name, Kind.SERVICE)
        for attribute, (link_worker, local_part) in first.items():
            vars(self)[attribute] = self._member(link_worker, local_part, made, Role.LINK_WORKER)
        return made

    def _first_at(self, _service, attribute: str) -> Actor:
        """The link worker with whom a service was made, which asking for it has done."""
        return vars(self)[attribute]

    def _member(self, name: str, local_part: str, organisation_id, role: Role) -> Actor:
        with transaction():
            membership = operations.open_account(
                SYSTEM,
                name=name,
                email=f"{local_part}@footbridge.example",
                password=PASSWORD,
                organisation_id=organisation_id,
                role=role,
            )
            return Actor(membership)
