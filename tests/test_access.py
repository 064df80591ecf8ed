"""Who may open what: every endpoint × every role, found from the application and kept in a file to be reviewed."""

from pathlib import Path

import pytest
from sqlalchemy import select

from accounts.access import FILES, refuse_undeclared_endpoints
from accounts.roles import GRANTS, Permission, Role
from core.db import db
from directory.listings.parts import Address
from referrals.workflow import STEPS
from tests.conftest import SETTINGS, opened
from tests.support.house import EVERYBODY, NOWHERE, VISITOR, same
from tests.support.world import BEGINNING, HIDDEN_PLACE, secrets_in

MATRIX = Path(__file__).parent.parent / "docs" / "access-matrix.txt"
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}

# Nobody of these has anything to do with the world's referrals: the same roles elsewhere, and all others here.
STRANGERS = (
    *("other_clinician", "other_link_worker", "other_service_lead", "other_group_representative"),
    *("group_representative", "directory_editor", "commissioner", "information_governance_lead", "administrator"),
    VISITOR,
)
# Whoever holds one of these holds it for every record of the installation, by intent: the directory is public, its
# editors keep all of it, and administrators keep all accounts. None of these records says anything of a person helped.
OVER_ALL = {
    *(
        Permission.FIND_LISTINGS,
        Permission.SIGN_IN,
        Permission.ASK_FOR_SUPPORT,
        Permission.EDIT_DIRECTORY,
        Permission.READ_CHECKS,
    ),
    *(Permission.MANAGE_ACCOUNTS, Permission.MANAGE_INSTALLATION, Permission.WATCH_LISTINGS),
    Permission.READ_DIRECTORY_HEALTH,
}
# Doors for machines: whoever signs in is nobody there, and without a practice's key nothing opens.
KEYED = {"fhir.receive", "fhir.service_request", "fhir.task", "prefill.hand_over"}
# What anybody who works here may begin on any listing, though what comes of it is their own service's alone.
BEGUN_ANYWHERE = {"directory.notes.new"}
# How many messages wait to leave is told to whoever runs the machine; messages come of every kind of work.
COUNTS_MESSAGES = {"pages.health", "accounts.administration.messages"}
# Of the searches that found nothing, also those of the tests before.
COUNTS_SEARCHES = {"directory.unmet.index", "directory.unmet.table"}
# A group is told how many people were introduced to its own listings in a year: a number of people it has met.
COUNTS_INTRODUCTIONS = {"directory.upkeep.index"}


def endpoints(app):
    """Every (rule, method) of the application but its files, in order."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in FILES]
    return [
        (rule, method)
        for rule in sorted(rules, key=lambda rule: (rule.endpoint, rule.rule))
        for method in sorted(rule.methods & METHODS)
    ]


def matrix(app) -> str:
    """The table of endpoints, the permission that each asks for and the roles that hold it."""
    wide = max(len(rule.endpoint) for rule, _ in endpoints(app))
    lines = []
    for rule, method in endpoints(app):
        permission = app.view_functions[rule.endpoint].permission
        lines.append(f"{rule.endpoint:{wide}}  {method:4}  {permission:22}  {_held_by(GRANTS[permission])}")
    return "\n".join(lines) + "\n"


def _held_by(roles: frozenset[Role]) -> str:
    if roles == set(Role):
        return "everyone"
    return "everyone signed in" if roles == set(Role) - {Role.VISITOR} else ", ".join(r for r in Role if r in roles)


def parameters(world, rule) -> dict[str, list]:
    """What the world has for each name in the rule's address; a name without a record is a hole in this test."""
    known = world.records | {"step_name": [step.name for step in STEPS.values() if step.by_hand]}
    missing = rule.arguments - set(known)
    assert not missing, f"{rule.rule}: make one of {missing} in tests/support/world.py"
    return {name: known[name] for name in sorted(rule.arguments)}


def addresses(world, rule) -> list[str]:
    """The rule's addresses with each of the world's records in turn, the others being the first of their kind."""
    found = parameters(world, rule)
    return list(dict.fromkeys(address(world, rule, **{name: one}) for name in found for one in found[name])) or [
        rule.build({})[1]
    ]


def address(world, rule, **others) -> str:
    """One address of the rule: its first records, or `others`."""
    found = {name: values[0] for name, values in parameters(world, rule).items()}
    return rule.build(found | {name: value for name, value in others.items() if name in found})[1]


def absent(world, rule) -> str:
    """The rule's address of records that do not exist."""
    return address(world, rule, **dict.fromkeys(rule.arguments - {"token", "step_name"}, NOWHERE))


def holds(house, who: str, rule) -> bool:
    """Whether the role of `who` holds what the rule asks for."""
    role = Role.VISITOR if who == VISITOR else getattr(house.world.people, who).role
    return role in GRANTS[house.permission(rule)]


def test_the_committed_matrix_is_the_applications(app):
    """A change of access is a changed line in review. To accept it: python -m tests.test_access"""
    assert MATRIX.read_text() == matrix(app)


def test_every_permission_is_asked_for_by_a_door_or_a_step(app):
    asked = {app.view_functions[rule.endpoint].permission for rule, _ in endpoints(app)}
    assert asked | {step.permission for step in STEPS.values()} == set(Permission) == set(GRANTS)


def test_an_endpoint_without_a_permission_stops_the_application(app):
    app.view_functions["forgotten"] = lambda: "open to all"
    with pytest.raises(RuntimeError, match="forgotten"):
        refuse_undeclared_endpoints(app)


def test_every_door_opens_to_its_roles_and_to_no_other(house, role):
    """Without the permission: 403, or the way to sign in. With it: anything but those."""
    who = VISITOR if role is Role.VISITOR else role.value
    for rule, method in endpoints(house.app):
        if rule.endpoint == "accounts.sign_out":
            continue
        answer = house.ask(who, absent(house.world, rule), method)
        told = f"{method} {rule.endpoint} as {role} answered {answer.status_code}"
        if rule.endpoint in KEYED:
            assert answer.status_code == 401, told
        elif holds(house, who, rule):
            assert answer.status_code not in {401, 403}, told
        elif role is Role.VISITOR:
            assert answer.status_code == (401 if method == "POST" else 302), told
            assert method == "POST" or "/sign-in" in answer.headers["Location"], told
        else:
            assert answer.status_code == 403, told
        assert answer.status_code < 500 or rule.endpoint == "pages.health", told


@pytest.mark.parametrize("who", STRANGERS)
class TestEveryRecordOfAnother:
    """The application tells which endpoints there are; the world has a record for each name in their addresses."""

    def test_cannot_be_opened_or_changed_and_looks_like_one_that_does_not_exist(self, house, who):
        before, keys = house.counts(), house.keys(who)
        asked = 0
        for rule, method in endpoints(house.app):
            if not rule.arguments or _is_theirs(house, who, rule):
                continue
            nothing = _shown(house, who, method, absent(house.world, rule), keys)
            # Without the permission nothing is looked up: one record stands for all.
            for path in addresses(house.world, rule)[: None if holds(house, who, rule) else 1]:
                answer = house.ask(who, path, method, data=keys + PLAUSIBLE if method == "POST" else None)
                told = f"{method} {path} ({rule.endpoint}) as {who} answered {answer.status_code}"
                assert answer.status_code in _refusals(house, who, rule, method), told
                page = answer.get_data(as_text=True)
                assert not secrets_in(page + str(answer.headers)), told
                assert same(page).replace(path, "") == nothing, f"{told}, and unlike what does not exist"
                asked += 1
        assert asked > 20
        assert house.counts() == before

    def test_is_in_no_list_search_or_count(self, house, who):
        for rule in house.rules("GET"):
            if rule.arguments or not holds(house, who, rule):
                continue
            for question in QUESTIONS:
                page = house.ask(who, rule.build({})[1] + question).get_data(as_text=True)
                assert not secrets_in(page), f"{rule.endpoint}{question} as {who}"
                assert HIDDEN_PLACE not in page, f"{rule.endpoint}{question} as {who}"

    def test_cannot_be_guessed_from_any_page(self, house, without_referrals, who):
        """Every list is the same, to the last letter, whether the referrals exist or not."""
        for rule in house.rules("GET"):
            counts = rule.endpoint in COUNTS_MESSAGES | COUNTS_SEARCHES | COUNTS_INTRODUCTIONS
            if rule.arguments or counts or not holds(house, who, rule):
                continue
            path = rule.build({})[1]
            told = [same(one.ask(who, path).get_data(as_text=True)) for one in (house, without_referrals)]
            assert told[0] == told[1], f"{rule.endpoint} as {who}"


@pytest.fixture(scope="module")
def without_referrals(staffed, tmp_path_factory):
    """The same people and listings, where nobody at the practice has referred anybody."""
    with opened(staffed, tmp_path_factory.mktemp("staffed")) as house:
        yield house


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_confidential_address_is_shown_to_nobody(house, who):
    for rule in house.rules("GET"):
        if {"service_id", "listing_id"} & rule.arguments and holds(house, who, rule):
            hidden = house.world.records["service_id"][-1]
            path = address(house.world, rule, service_id=hidden, listing_id=hidden)
            assert HIDDEN_PLACE not in house.ask(who, path).get_data(as_text=True), f"{path} as {who}"


def test_those_whose_records_they_are_do_open_them(house):
    """The canaries are where they should be, so that their absence elsewhere means something."""
    referral = house.world.records["referral_id"][0]
    assert len(secrets_in(house.ask("link_worker", f"/referrals/{referral}").get_data(as_text=True))) > 15
    assert secrets_in(house.ask("clinician", f"/referrals/mine/{referral}").get_data(as_text=True))
    assert secrets_in(house.ask("link_worker", "/referrals/caseload").get_data(as_text=True))
    assert secrets_in(house.ask("service_lead", "/referrals/queue").get_data(as_text=True))
    with house.app.app_context():
        assert db.session.scalar(select(Address.address_1).where(Address.address_1 == HIDDEN_PLACE))


def test_a_group_keeps_its_own_listings_and_no_other(house):
    for who, kept in (("group_representative", 200), ("other_group_representative", 404)):
        for rule in house.rules():
            if house.permission(rule) is Permission.KEEP_OWN_LISTINGS and rule.arguments:
                assert house.ask(who, address(house.world, rule)).status_code == kept, f"{rule.endpoint} as {who}"
                others = address(house.world, rule, **house.world.others)
                assert house.ask(who, others).status_code == (404 if kept == 200 else 200), f"{rule.endpoint} as {who}"


# Answers that some form or other would take, so that nothing is refused for want of an answer.
PLAUSIBLE = [
    *(("version", "1"), ("words", "Some words"), ("reason", "goals_met"), ("outcome", "Done"), ("actions", "some")),
    *(("actions_for_referrer", "Ring"), ("state", "attending"), ("happened_on-day", "1"), ("happened_on-month", "6")),
    *(("happened_on-year", "2026"), ("happened_time", "10am"), ("attendance", "attended"), ("method", "telephone")),
    *(("items", "name"), ("given_by", "person"), ("given_how", "spoken"), ("given_on-day", "1")),
    *(
        ("given_on-month", "6"),
        ("given_on-year", "2026"),
        ("note", "A note"),
        ("name", "A name"),
        ("role", "clinician"),
    ),
    *(("email", "a@footbridge.example"), ("password", "violet tractor seven moons")),
]
QUESTIONS = (
    "",
    f"?words={BEGINNING}&q={BEGINNING}",
    "?words=90046&q=90046&whose=practice",
    "?whose=everyone&page=2",
)


def _is_theirs(house, who: str, rule) -> bool:
    own_listing = house.permission(rule) is Permission.KEEP_OWN_LISTINGS and who == "group_representative"
    over_all = house.permission(rule) in OVER_ALL or rule.endpoint in BEGUN_ANYWHERE
    return own_listing or (over_all and holds(house, who, rule))


def _refusals(house, who: str, rule, method: str) -> set[int]:
    if rule.endpoint in KEYED:
        return {401}
    if holds(house, who, rule):
        return {404}
    if who == VISITOR:
        return {302} if method == "GET" else {401}
    return {403}


def _shown(house, who: str, method: str, path: str, keys: list) -> str:
    answer = house.ask(who, path, method, data=keys + PLAUSIBLE if method == "POST" else None)
    return same(answer.get_data(as_text=True)).replace(path, "")


if __name__ == "__main__":
    from app import create_app

    MATRIX.write_text(matrix(create_app(SETTINGS)))
