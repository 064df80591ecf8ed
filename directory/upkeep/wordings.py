"""The letters that editors send to groups, as they begin: one table, whose words an editor may still change."""

import re
from collections.abc import Mapping

from core.worded import Worded

# A gap that the editor has not filled yet stands in a letter as "[reason]".
GAP = re.compile(r"\[([a-z_]+)\]")


class Wording(Worded):
    """What a letter tells, as an editor knows it; it begins as LETTERS says."""

    CHANGE_ACCEPTED = "change_accepted", "We took your change over"
    CHANGE_REWORDED = "change_reworded", "We took your change over in other words"
    CHANGE_PARTLY = "change_partly", "We took a part of your change over"
    CHANGE_REFUSED = "change_refused", "We did not take your change over"
    CLAIM_ACCEPTED = "claim_accepted", "You can keep this listing now"
    CLAIM_REFUSED = "claim_refused", "We could not give you this listing"
    SIGN_UP_ACCEPTED = "sign_up_accepted", "Your group is in the directory"
    SIGN_UP_REFUSED = "sign_up_refused", "We could not put your group into the directory"
    REPORT_ASK = "report_ask", "Somebody says that something is wrong"
    REPORT_MENDED = "report_mended", "We put something right"
    REPORT_UNFOUNDED = "report_unfounded", "Nothing was wrong"
    REPORT_RETIRED = "report_retired", "We have taken your listing out since something was reported"
    STOPPED = "stopped", "We have taken your listing out"
    STILL_THERE = "still_there", "Is your group still there?"
    CHECK_ACCEPTED = "check_accepted", "We have seen your document"
    CHECK_REFUSED = "check_refused", "We need another document"
    CHECK_EXPIRED = "check_expired", "A document has run out"
    TOPICS_ACCEPTED = "topics_accepted", "We took your topics over"
    TOPICS_OTHER = "topics_other", "We chose other topics"
    TOPICS_REFUSED = "topics_refused", "We did not take your topics over"


# Of each its subject, and its paragraphs. Gaps are filled from what the page knows or asks: `listing` is the name of
# the listing or group, `about` what it was about in public words, `reason` what the editor says of it. A paragraph
# with a gap that has nothing to say is left out; `reason` never is: a refusal without a reason helps nobody.
LETTERS: dict[Wording, tuple[str, tuple[str, ...]]] = {
    Wording.CHANGE_ACCEPTED: (
        "Your change of [listing]",
        ("Thank you for keeping your listing right. What you changed is in the directory now.", "You changed: [about]"),
    ),
    Wording.CHANGE_REWORDED: (
        "Your change of [listing]",
        (
            "Thank you for keeping your listing right. We took over what you changed, some of it in other words.",
            "It says now: [about]",
            "If we have got this wrong, change it again.",
        ),
    ),
    Wording.CHANGE_PARTLY: (
        "Your change of [listing]",
        (
            "Thank you for keeping your listing right. We took over a part of what you changed.",
            "We did not take over: [about]",
            "This is why: [reason]",
        ),
    ),
    Wording.CHANGE_REFUSED: (
        "Your change of [listing]",
        (
            "Thank you for writing to us about your listing. We did not take over what you changed.",
            "You changed: [about]",
            "This is why: [reason]",
            "If we have got this wrong, answer us and we will look again.",
        ),
    ),
    Wording.CLAIM_ACCEPTED: (
        "You can keep [listing] now",
        ("You asked to keep this listing. You can now sign in, change it and say that it is right.",),
    ),
    Wording.CLAIM_REFUSED: (
        "You asked to keep [listing]",
        (
            "Thank you for asking to keep this listing. We could not give it to you.",
            "This is why: [reason]",
            "If we have got this wrong, answer us and we will look again.",
        ),
    ),
    Wording.SIGN_UP_ACCEPTED: (
        "[listing] is in the directory",
        ("Thank you for telling us about your group. People can find it in the directory now.",),
    ),
    Wording.SIGN_UP_REFUSED: (
        "[listing] and the directory",
        (
            "Thank you for telling us about your group. We could not put it into the directory.",
            "This is why: [reason]",
            "If this changes, tell us about your group again.",
        ),
    ),
    Wording.REPORT_ASK: (
        "Is something wrong in [listing]?",
        (
            "Somebody who looked at your listing told us that something in it may be wrong.",
            "They told us: [about]",
            "Is that so? Please tell us what is right, or change your listing.",
        ),
    ),
    Wording.REPORT_MENDED: (
        "We put something right in [listing]",
        ("Thank you. Something in this listing was wrong, and we have put it right.", "It was about: [about]"),
    ),
    Wording.REPORT_UNFOUNDED: (
        "We looked at [listing]",
        (
            "Thank you for telling us that something in this listing may be wrong. We looked, and it stays as it is.",
            "It was about: [about]",
            "This is why: [reason]",
        ),
    ),
    Wording.REPORT_RETIRED: (
        "[listing] is no longer in the directory",
        (
            "Somebody told us that something in your listing was wrong, and we have taken it out of the directory.",
            "They told us: [about]",
            "This is why: [reason]",
            "If we have got this wrong, answer us and we will put it back.",
        ),
    ),
    Wording.STOPPED: (
        "[listing] is no longer in the directory",
        (
            "You told us that your group has stopped. Its listing is no longer found in the directory.",
            "Thank you for all that you have done. If you begin again, tell us and we will put it back.",
        ),
    ),
    Wording.STILL_THERE: (
        "Is [listing] still there?",
        (
            "People look for your listing, and nobody has told us for a long time whether it is right.",
            "Please look at it. Under “Is this your group?” on its page we send you links with which you say that it"
            " is right, change it, or tell us that you have stopped.",
            "Until then people read there that nobody has confirmed it lately.",
        ),
    ),
    Wording.CHECK_ACCEPTED: (
        "Your document for [listing]",
        ("Thank you. We have seen what you sent us.", "It is about: [about]"),
    ),
    Wording.CHECK_REFUSED: (
        "Your document for [listing]",
        (
            "Thank you for what you sent us. We cannot accept it as it is.",
            "It is about: [about]",
            "This is why: [reason]",
        ),
    ),
    Wording.CHECK_EXPIRED: (
        "A document of [listing] has run out",
        ("Something that we have seen of your group is no longer good.", "It is: [about]", "Please send us a new one."),
    ),
    Wording.TOPICS_ACCEPTED: (
        "The topics of [listing]",
        ("Thank you for your suggestion. Your listing has these topics now: [about]",),
    ),
    Wording.TOPICS_OTHER: (
        "The topics of [listing]",
        ("Thank you for your suggestion. We chose other topics, under which people find groups like yours: [about]",),
    ),
    Wording.TOPICS_REFUSED: (
        "The topics of [listing]",
        (
            "Thank you for your suggestion. We did not give your listing these topics: [about]",
            "This is why: [reason]",
        ),
    ),
}
MUST_BE_SAID = "reason"


def first_words(wording: Wording, values: Mapping[str, str]) -> tuple[str, str]:
    """The subject and the text with which a letter begins; a reason that nobody has given yet is left as a gap."""
    subject, paragraphs = LETTERS[wording]
    text = "\n\n".join(("Hello,", *(filled(one, values) for one in paragraphs if _has_its_words(one, values))))
    return filled(subject, values), text


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the gaps filled for which there is something to say."""
    return GAP.sub(lambda gap: values.get(gap[1]) or gap[0], text)


def gaps(text: str) -> list[str]:
    """The names of the letter's own gaps that are still in the text; other words in brackets are the editor's."""
    return [name for name in GAP.findall(text) if name in NAMES]


def _has_its_words(paragraph: str, values: Mapping[str, str]) -> bool:
    return all(name == MUST_BE_SAID or values.get(name) for name in GAP.findall(paragraph))


NAMES = frozenset(
    name for subject, paragraphs in LETTERS.values() for text in (subject, *paragraphs) for name in GAP.findall(text)
)
