"""The ways in which a shortlist leaves the screen, as they are kept and as people read them."""

from core.worded import Worded


class Handed(Worded):
    """How listings were handed over: each is one signposting of each listing on the shortlist."""

    ORDINARY = "ordinary", "Printed in ordinary print"
    LARGE = "large_print", "Printed in large print"
    PLAIN = "plain_text", "As plain text"
    LINK = "link", "By a shared link"
    EMAIL = "email", "By email"


PRINTS = (Handed.ORDINARY, Handed.LARGE, Handed.PLAIN)
