"""What editors do with synonyms: add a group, change its words, remove it."""

import json
from collections.abc import Iterable
from pathlib import Path

from accounts.roles import Permission, may
from core import audit
from core.db import check_version, db
from core.refusals import Missing, Refused
from directory.search.query import EMPTY_WORDS, plain_words
from directory.search.synonyms import queries
from directory.search.synonyms.models import SynonymGroup

STARTER = Path(__file__).resolve().parent / "starter.json"
MOST = 20  # words and phrases in a group
LONGEST = 6  # words in a phrase


def add_group(actor, *, words: Iterable[str]) -> SynonymGroup:
    """Add a group of words and phrases that mean the same; they are kept as plain words. Raises Refused."""
    _must_edit(actor)
    group = SynonymGroup(words=_plain(words))
    db.session.add(group)
    audit.record(actor, "synonyms.added", group, words=group.words)
    return group


def change_group(actor, group: SynonymGroup, *, version: int, words: Iterable[str]) -> SynonymGroup:
    """Give the group these words instead. Raises Refused, Stale."""
    _must_edit(actor)
    check_version(group, version)
    plain, before = _plain(words), group.words
    if plain != before:
        group.words = plain
        audit.record(actor, "synonyms.changed", group, before=before, words=plain)
    return group


def remove_group(actor, group: SynonymGroup, *, version: int) -> None:
    """Take the group away: each of its words means only itself again. Raises Stale."""
    _must_edit(actor)
    check_version(group, version)
    audit.record(actor, "synonyms.removed", group, words=group.words)
    db.session.delete(group)


def install_starter(actor) -> int:
    """Put our own groups in, but those whose first word stands in a group already; returns how many were new."""
    _must_edit(actor)
    known = {phrase for group in queries.groups() for phrase in group}
    new = [words for words in json.loads(STARTER.read_text(encoding="utf-8")) if words[0] not in known]
    for words in new:
        add_group(actor, words=words)
    return len(new)


def _plain(words: Iterable[str]) -> list[str]:
    """The phrases as plain words, each once; what says nothing is left out."""
    phrases = [(phrase.strip(), plain_words(phrase)) for phrase in words]
    telling = [plain for _, plain in phrases if set(plain) - EMPTY_WORDS]
    if any(len(phrase) > LONGEST for phrase in telling):
        raise Refused(f"A phrase can have {LONGEST} words at most. Put each on a line of its own", field="words")
    plain = list(dict.fromkeys(" ".join(phrase) for phrase in telling))
    if len(plain) < 2:
        idle = [typed for typed, plain in phrases if typed and not set(plain) - EMPTY_WORDS]
        least = "Enter two words or phrases at least, each on a line of its own"
        raise Refused(f"{_not_searched(idle)}{least}", field="words")
    if len(plain) > MOST:
        raise Refused(f"A group can have {MOST} words and phrases at most", field="words")
    return plain


def _not_searched(idle: list[str]) -> str:
    """A sentence that names the words which search passes over, if there are any."""
    named = [f"“{typed}”" for typed in dict.fromkeys(idle[:MOST])]
    return f"{' and '.join(named)} {'is' if len(named) == 1 else 'are'} not searched for. " if named else ""


def _must_edit(actor) -> None:
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
