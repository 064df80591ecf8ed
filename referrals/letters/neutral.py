"""What may be said where others may read it: a text message or an email tells nobody why somebody is written to."""

import re

# Words that say what it is about. A letter lies in an envelope; the other two light up on a screen.
TELLING = (
    *("abuse", "addiction", "alcohol", "anxiety", "bereavement", "cancer", "clinic", "clinical", "counselling"),
    *("debt", "dementia", "depression", "diagnosis", "disability", "doctor", "drugs", "gp", "health", "hiv"),
    *("hospice", "hospital", "illness", "link worker", "loneliness", "lonely", "medical", "mental", "nhs", "nurse"),
    *("patient", "pcn", "physiotherapist", "practice", "prescribing", "prescription", "psychology", "recovery"),
    *("referral", "referred", "refuge", "rehab", "safeguarding", "suicide", "surgery", "therapy", "treatment"),
    "wellbeing",
)
_TELLING = re.compile(rf"\b(?:{'|'.join(map(re.escape, TELLING))})\b", re.IGNORECASE)

_TITLE = re.compile(r"^(?:Dr|Doctor|Prof|Professor|Nurse|Sister|Matron)\b\.?\s*", re.IGNORECASE)


def gives_away(words: str) -> list[str]:
    """The words in `words` that say what it is about, in lower case, each once, in their order."""
    return list(dict.fromkeys(found.lower() for found in _TELLING.findall(words)))


def untitled(name: str) -> str:
    """A name without a title that says what somebody does."""
    return _TITLE.sub("", name)
