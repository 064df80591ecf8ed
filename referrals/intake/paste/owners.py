"""Whose a fact may be if it is not the person's, and which facts others have."""

from referrals.intake.paste import labels

ELSES = "somebody else’s"
PRACTICES = "a practice’s or another organisation’s"
WRITERS = "the writer’s"
NOBODYS = "nobody’s"
ANOTHER_COLUMNS = "another column’s, for its row does not fit the headings"
# After somebody else's name, these are theirs.
THEIRS = frozenset(
    {labels.NAME, labels.FIRST, labels.FAMILY, labels.TITLE, labels.KNOWN_AS, labels.BORN, labels.EMAIL, labels.AGE}
    | {labels.ADDRESS, labels.LINE, labels.POSTCODE, labels.GENDER}
    | labels.PHONES
)
# After a name in the middle of a line only these are.
WAYS = labels.PHONES | {labels.EMAIL, labels.ADDRESS, labels.LINE, labels.POSTCODE}
# What stands in a practice's column.
PRACTICES_TOO = frozenset({labels.TELEPHONE, labels.EMAIL, labels.ADDRESS, labels.LINE, labels.POSTCODE, labels.NAME})
# A practice has none of these: one of them is the person's again.
NO_PRACTICE_HAS = frozenset({labels.BORN, labels.MOBILE, labels.HOME, labels.FIRST, labels.FAMILY, labels.GENDER})
# No organisation was born: “Ward E7 DOB” is about the person.
PEOPLES_ALONE = frozenset({labels.NHS, labels.BORN, labels.AGE, labels.GENDER})
# With one of these begins what is somebody else's.
FORWARD = frozenset({labels.KIN, labels.ORGANISATION})
# These say by themselves whose they are, if not the person's.
ONES_OWN = frozenset({labels.NHS, labels.BORN, labels.POSTCODE, labels.AGE})
NAMED = frozenset({labels.NAME, labels.FIRST, labels.FAMILY})
