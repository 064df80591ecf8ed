"""Out of the markup that feeds carry, plain text: paragraphs kept, lists with bullets, pictures and scripts gone."""

import html
import re

from core.text import printable, tidy

LONGEST_MARKUP = 400_000
TIMES = 3

BULLET = "• "
# A line end that the markup asked for, told from those of the file when a text was encoded more than once.
BREAK = "\x0b"
# Every element of HTML, those of long ago too; what is in none of these was not meant as markup.
PARAGRAPHS = frozenset(
    "address article aside blockquote body center details dialog dir div dl fieldset figure footer form h1 h2 h3 h4 h5 "
    "h6 header hgroup hr html listing main menu nav ol optgroup p plaintext pre search section select summary table "
    "tbody tfoot thead ul xmp".split()
)
LINES = frozenset("br caption dd dt figcaption legend li option td th tr".split())
SILENT = frozenset(
    "applet datalist frameset head iframe math noembed noframes noscript object script style svg template title".split()
)
INLINE = frozenset(
    "a abbr acronym area audio b base basefont bdi bdo bgsound big blink button canvas cite code col colgroup data del "
    "dfn em embed font frame i img image input ins kbd keygen label link map mark marquee meta meter nobr output param "
    "picture portal progress q rb rp rt rtc ruby s samp selectedcontent slot small source span strike strong sub sup "
    "textarea time track tt u var video wbr".split()
)
KNOWN = PARAGRAPHS | LINES | SILENT | INLINE

# A picture written into the text itself: the longest description seen is one of those.
_EMBEDDED = re.compile(r"data:[\w.+-]{1,40}/[\w.+-]{1,80}(?:;[\w=.-]{1,40}){0,4},[A-Za-z0-9+/=%\s]{40,}+")
# Each form reads on from its "<" to the next one at most, without going back: any text is read in one pass.
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+(?::\w++)?)(?P<rest>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>
      | <(?P<end2>/?)(?P<name2>[a-zA-Z][a-zA-Z0-9]*+(?::\w++)?)[^<>]*+>
      | <[!?][^<>]*+>""",
    re.VERBOSE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
# Markdown's emphasis, on one line: **like this**, or **** like this ****. Five stars are a review.
_STARRED = re.compile(r"(?<!\*)(\*{2,4})(?!\*)(?=[^*\n]*?\w)([^*\n]++)\1(?!\*)")
_BLOCK = re.compile(r"<(?:p|div|br|li|ul|ol|h[1-6]|tr)\b", re.IGNORECASE)


def plain(text: str) -> str:
    """What a person would read of `text`, however often it was encoded; at most LONGEST_MARKUP characters are read."""
    text = _EMBEDDED.sub("", text)[:LONGEST_MARKUP].replace(BREAK, " ")
    for _ in range(TIMES):
        if not (_TAG.search(text) or _ENTITY.search(text)):
            break
        text = _read(text)
    return _settled(text.replace(BREAK, "\n"))


def one_line(text: str) -> str:
    """`plain`, on one line."""
    return " ".join(plain(text).split())


def _read(text: str) -> str:
    """The text of some markup, decoded once. Where the markup has lines of its own, those of the file mean nothing."""
    text = _without_comments(text)
    if _BLOCK.search(text):
        text = text.replace("\r", " ").replace("\n", " ")
    pieces, start, silent = [], 0, 0
    for tag in _TAG.finditer(text):
        name = (tag["name"] or tag["name2"] or "").lower()
        if name and name not in KNOWN and ":" not in name:
            continue
        if not silent:
            pieces += [html.unescape(text[start : tag.start()]), _break(name, bool(tag["end"] or tag["end2"]))]
        silent = _depth(silent, name, tag)
        start = tag.end()
    return "".join([*pieces, "" if silent else html.unescape(text[start:])])


def _depth(silent: int, name: str, tag: re.Match) -> int:
    """How many elements whose content nobody reads are open after `tag`."""
    if name not in SILENT or (tag["rest"] or "").endswith("/"):
        return silent
    return max(0, silent - 1) if tag["end"] or tag["end2"] else silent + 1


def _break(name: str, end: bool) -> str:
    if name == "li" and not end:
        return f"{BREAK}{BULLET}"
    if name in PARAGRAPHS:
        return BREAK * 2
    return BREAK if name in LINES and not end else ""


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _settled(text: str) -> str:
    """Composed letters, single spaces and empty lines, no stars for emphasis, nothing that cannot be printed."""
    text = printable(tidy(text).replace("\t", " ").replace("\u00a0", " "))
    for _ in range(TIMES):
        text = _STARRED.sub(r"\2", text)
    text = "\n".join(re.sub(r" {2,}", " ", line).strip() for line in text.split("\n"))
    text = re.sub(r"(?m)^•\s*", BULLET, text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
