"""The checks on a group, what may be done with each of them, and the answers that are chosen from lists."""

from core.worded import Worded


class Kind(Worded):
    """What is looked at: provider checks as in the hazard log of domain.md §5.5, number 11."""

    INSURANCE = "insurance", "Public liability insurance"
    DBS = "dbs", "DBS checks"
    POLICY = "safeguarding-policy", "Safeguarding policy"
    LEAD = "safeguarding-lead", "Safeguarding lead"
    REGISTRATION = "registration", "Constitution or registration"
    AGREEMENT = "data-agreement", "Data agreement"

    @property
    def inside(self) -> str:
        """The words in the middle of a sentence: "public liability insurance", "DBS checks"."""
        return self.words if self is Kind.DBS else self.words[0].lower() + self.words[1:]


class Act(Worded):
    """One line of a check's history; the newest counts."""

    OFFERED = "offered", "Offered by the group"
    SEEN = "seen", "Seen"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    ENDED = "ended", "No longer holds"


class Level(Worded):
    """How much a DBS check looks at, from least to most (Disclosure and Barring Service)."""

    BASIC = "basic", "Basic"
    STANDARD = "standard", "Standard"
    ENHANCED = "enhanced", "Enhanced"


class Register(Worded):
    """What makes a group a body of its own: its rules, or the register that gave it a number."""

    CONSTITUTION = "constitution", "A constitution or set of rules"
    CHARITY = "GB-CHC", "A charity in England or Wales"
    SCOTTISH_CHARITY = "GB-SC", "A charity in Scotland"
    NORTHERN_IRISH_CHARITY = "GB-NIC", "A charity in Northern Ireland"
    COMPANY = "GB-COH", "A company"
    CIC = "cic", "A community interest company"

    @property
    def scheme(self) -> str | None:
        """Whose numbers it has, by the org-id.guide code; none for a constitution. A CIC is a company with a number."""
        return {"constitution": None, "cic": "GB-COH"}.get(self.value, self.value)
