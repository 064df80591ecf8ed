"""What a waiting change meets in its listing as that stands now: before, now and wanted, side by side in words."""

from collections.abc import Collection
from typing import NamedTuple

from directory.listings import past, shape, told
from directory.listings.document import differences, without_secrets
from directory.listings.shape import Kind
from directory.upkeep.waiting.rules import Changes, items_of


class Line(NamedTuple):
    """One field: what it said when the group changed it, what it says now, what the group wants it to say."""

    field: str
    before: str
    now: str
    wanted: str


class Asked(NamedTuple):
    """What is decided together: one field or one item of a list.

    `moved`: somebody changed it since, to something else. `done`: it says so already. `gone`: what it is about is no
    part of the listing any more, so that it cannot be accepted as it stands.
    """

    key: str
    label: str
    lines: list[Line]
    moved: bool
    done: bool
    gone: bool

    @property
    def text(self) -> str:
        """What is wanted, where that is the whole of one field of text; otherwise nothing."""
        alone = shape.SERVICE.fields.get(self.key) in (Kind.LINE, Kind.TEXT)
        return self.lines[0].wanted if alone else ""


def asked(wanted: Changes, now: dict, *, secret_places: Collection[str] = (), same_organization=True) -> list[Asked]:
    """What is wanted of the listing that says `now`, in words; nothing of what is or was confidential."""
    whole = complete(wanted, now)
    says = said(now)
    there = {path: [old, says.get(path)] for path, (old, _) in whole.items()}
    told_now = {group.key: group for group in told.groups(masked(there, now, whole, secret_places))}
    lost = _gone(whole, says, same_organization)
    found = []
    for group in told.groups(masked(whole, now, whole, secret_places)):
        paths = past.groups(whole)[group.key]
        lines = [
            Line(one.field, one.before, other.after, one.after)
            for one, other in zip(group.lines, told_now[group.key].lines, strict=True)
        ]
        done = all(says.get(path) == new for path, (_, new) in paths.items())
        moved = any(says.get(path) not in pair for path, pair in paths.items())
        found.append(Asked(group.key, group.label, lines, moved, done, any(path in lost for path in paths)))
    return found


def masked(changes: Changes, now: dict, wanted: Changes, secret_places: Collection[str]) -> Changes:
    """The changes without what is said of a place that is, was or is to be confidential."""
    secret = {path.partition("]")[0].partition("[")[2] for path, (_, new) in wanted.items() if _hides(path, new)}
    places = [{"id": one, "location": {"confidential": True}} for one in {*secret, *secret_places}]
    return without_secrets(changes, now, {"service_at_locations": places})


def complete(wanted: Changes, now: dict) -> Changes:
    """The same changes; where an item is to go, all that it says by now goes with it."""
    going = [path.removesuffix("id") for path, (_, new) in wanted.items() if new is None and path.endswith("].id")]
    more = {path: [None, None] for path in said(now) if path not in wanted and path.startswith(tuple(going)) and going}
    return wanted | more


def applied(now: dict, wanted: Changes) -> dict:
    """What the listing says once all of this is in it."""
    says = said(now)
    return past.put(now, {path: pair for path, pair in complete(wanted, now).items() if says.get(path) != pair[1]})


def can_apply(wanted: Changes, now: dict, *, same_organization: bool = True) -> bool:
    """Whether everything that these changes are about is still part of the listing."""
    return not _gone(wanted, said(now), same_organization)


def said(document: dict) -> dict:
    """What a document says, by path."""
    return {path: new for path, (_, new) in differences({}, document).items()}


def _gone(wanted: Changes, says: dict, same_organization: bool) -> set[str]:
    comes = {path.removesuffix(".id") for path, (_, new) in wanted.items() if new is not None and path.endswith("].id")}
    there = {item for path in says for item in items_of(path)} | comes
    lost = {path for path, (_, new) in wanted.items() if new is not None and not there.issuperset(items_of(path))}
    moved = {path for path in wanted if path.startswith("organization.") and not same_organization}
    return lost | moved


def _hides(path: str, new) -> bool:
    return path.startswith("service_at_locations[") and path.endswith(".location.confidential") and bool(new)
