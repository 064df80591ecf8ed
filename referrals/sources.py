"""Who referred somebody, in words: a clinician by name, whoever has no account with what they are."""

from referrals.words import Source


def referrer_words(source: Source, name: str, role: str | None) -> str:
    """The referrer as people read it: "Dr Priya Shah", "Jo Marsh, tenancy officer", "Ivy Bell, for themselves"."""
    if source is Source.SELF:
        return f"{name}, for themselves"
    if role and source is not Source.CLINICIAN:
        return f"{name}, {role}"
    return f"{name}, family or a friend" if source is Source.FAMILY else name
