"""What each role may do: one table, read by the application and by its tests."""

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is at one organisation; a visitor has not signed in."""

    VISITOR = "visitor"
    CLINICIAN = "clinician"
    LINK_WORKER = "link_worker"
    SERVICE_LEAD = "service_lead"
    GROUP_REPRESENTATIVE = "group_representative"
    DIRECTORY_EDITOR = "directory_editor"
    COMMISSIONER = "commissioner"
    IG_LEAD = "information_governance_lead"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """As people read it: "Link worker"."""
        return self.value.replace("_", " ").capitalize()


class Kind(StrEnum):
    """What sort of organisation somebody acts for."""

    PRACTICE = "practice"
    SERVICE = "social_prescribing_service"
    GROUP = "community_group"
    AUTHORITY = "authority"

    @property
    def words(self) -> str:
        """As people read it: "Social prescribing service"."""
        return self.value.replace("_", " ").capitalize()


class Permission(StrEnum):
    """One kind of thing that somebody may do."""

    # Everyone, signed in or not.
    READ_PUBLIC_PAGES = "read public pages"
    FIND_LISTINGS = "find listings"
    SIGN_IN = "sign in"
    ASK_FOR_SUPPORT = "ask for support"
    # Everyone signed in.
    KEEP_OWN_ACCOUNT = "keep own account"
    # The directory.
    KEEP_OWN_LISTINGS = "keep own listings"
    EDIT_DIRECTORY = "edit directory"
    SEND_SHORTLISTS = "send shortlists"
    READ_SIGNPOSTING = "read signposting"
    READ_UNMET_NEED = "read unmet need"
    READ_DIRECTORY_HEALTH = "read directory health"
    READ_CHECKS = "read checks on groups"
    WATCH_LISTINGS = "watch listings"
    KEEP_NOTES = "keep notes on listings"
    # Referrals.
    MAKE_REFERRALS = "make referrals"
    FOLLOW_REFERRALS = "follow referrals made"
    WORK_REFERRALS = "work referrals"
    OPEN_REFERRALS = "open referrals"
    READ_SAFEGUARDING = "read safeguarding"
    LEAD_SERVICE = "lead a service"
    # The installation.
    MANAGE_ACCOUNTS = "manage accounts"
    MANAGE_INSTALLATION = "manage installation"


R, P = Role, Permission
EVERYONE = frozenset(Role)
SIGNED_IN = EVERYONE - {R.VISITOR}

GRANTS: dict[Permission, frozenset[Role]] = {
    P.READ_PUBLIC_PAGES: EVERYONE,
    P.FIND_LISTINGS: EVERYONE,
    P.SIGN_IN: EVERYONE,
    P.ASK_FOR_SUPPORT: EVERYONE,
    P.KEEP_OWN_ACCOUNT: SIGNED_IN,
    P.KEEP_OWN_LISTINGS: frozenset({R.GROUP_REPRESENTATIVE}),
    P.EDIT_DIRECTORY: frozenset({R.DIRECTORY_EDITOR}),
    P.SEND_SHORTLISTS: frozenset({R.CLINICIAN, R.LINK_WORKER, R.SERVICE_LEAD, R.DIRECTORY_EDITOR}),
    P.READ_SIGNPOSTING: frozenset({R.DIRECTORY_EDITOR, R.SERVICE_LEAD}),
    P.READ_DIRECTORY_HEALTH: frozenset({R.DIRECTORY_EDITOR, R.SERVICE_LEAD, R.COMMISSIONER}),
    P.READ_UNMET_NEED: frozenset({R.DIRECTORY_EDITOR, R.SERVICE_LEAD, R.COMMISSIONER}),
    P.READ_CHECKS: frozenset({R.CLINICIAN, R.LINK_WORKER, R.SERVICE_LEAD, R.DIRECTORY_EDITOR}),
    P.WATCH_LISTINGS: frozenset({R.CLINICIAN, R.LINK_WORKER, R.SERVICE_LEAD, R.DIRECTORY_EDITOR}),
    P.KEEP_NOTES: frozenset({R.CLINICIAN, R.LINK_WORKER, R.SERVICE_LEAD}),
    P.MAKE_REFERRALS: frozenset({R.CLINICIAN}),
    P.FOLLOW_REFERRALS: frozenset({R.CLINICIAN}),
    P.WORK_REFERRALS: frozenset({R.LINK_WORKER, R.SERVICE_LEAD}),
    P.OPEN_REFERRALS: frozenset({R.CLINICIAN, R.LINK_WORKER, R.SERVICE_LEAD}),
    P.READ_SAFEGUARDING: frozenset({R.CLINICIAN, R.LINK_WORKER, R.SERVICE_LEAD}),
    P.LEAD_SERVICE: frozenset({R.SERVICE_LEAD}),
    P.MANAGE_ACCOUNTS: frozenset({R.ADMINISTRATOR}),
    P.MANAGE_INSTALLATION: frozenset({R.ADMINISTRATOR}),
}

# Which roles make sense at which kind of organisation.
ROLES_AT: dict[Kind, frozenset[Role]] = {
    Kind.PRACTICE: frozenset({R.CLINICIAN, R.IG_LEAD}),
    Kind.SERVICE: frozenset({R.LINK_WORKER, R.SERVICE_LEAD, R.IG_LEAD}),
    Kind.GROUP: frozenset({R.GROUP_REPRESENTATIVE}),
    Kind.AUTHORITY: frozenset({R.DIRECTORY_EDITOR, R.COMMISSIONER, R.IG_LEAD, R.ADMINISTRATOR}),
}


def may(actor, permission: Permission) -> bool:
    """Whether the table grants `permission` to the role in which `actor` acts; an unknown one is an error."""
    return actor.role in GRANTS[permission]
