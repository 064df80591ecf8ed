"""Who referred somebody, in words: a clinician by name and any job title they gave, others with what they are."""

from accounts.roles import Role
from referrals.words import Source


def referrer_words(source: Source, name: str, role: str | None) -> str:
    """The referrer as people read it: "Dr Priya Shah", "Jo Marsh, tenancy officer", "Ivy Bell, for themselves"."""
    if source is Source.SELF:
        return f"{name}, for themselves"
    if role and (source is not Source.CLINICIAN or role != Role.CLINICIAN.words):
        return f"{name}, {role}"
    return f"{name}, family or a friend" if source is Source.FAMILY else name
