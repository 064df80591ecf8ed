"""Forty searches as a link worker types them, and what must be among the first five answers: a table of how they do.

`python -m tests.demonstration.searches` makes the demonstration in a folder of its own and prints the table.
"""

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

from flask_migrate import upgrade
from werkzeug.datastructures import MultiDict

from core.db import transaction
from demonstration import operations
from demonstration.cli import SEED
from directory.search import queries

FIRST = 5
ENOUGH = 0.9

# The search as the end of its address; the names that must be among the first five, all of them.
SEARCHES = (
    ("words=choir", "Tidemark Singers"),
    ("words=singing&near=Southsea", "Tidemark Singers"),
    ("words=gardening", "Goosegrass Growers’ shared plot", "The Oak Barn patch"),
    ("words=allotment", "Goosegrass Growers’ shared plot"),
    ("words=lonely+older+person", "Doorstep Friends"),
    ("words=isolated+at+home", "Doorstep Friends"),
    ("words=befriending", "Doorstep Friends", "The Evening Line"),
    ("words=men's+shed", "Capstan Men’s Shed"),
    ("words=woodwork", "Capstan Men’s Shed"),
    ("words=dementia+cafe", "Keepsake Café, Cosham", "Keepsake Café, Havant"),
    ("words=dementia&near=PO9&within_miles=5", "Keepsake Café, Havant"),
    ("words=alzheimers", "Keepsake Café, Cosham"),
    ("words=memory+loss", "Keepsake Café, Cosham"),
    ("words=debt", "Plain Sums debt advice"),
    ("words=PIP+form", "Forms Friday"),
    ("words=benefits+advice", "Forms Friday", "Plain Sums debt advice"),
    ("words=universal+credit", "Plain Sums debt advice"),
    ("words=food+bank", "The Full Shelf pantry"),
    ("words=eviction", "Keystone housing advice"),
    ("words=homeless", "Keystone housing advice", "Halyard House"),
    ("words=cant+heat+my+home", "Warm Rooms home visits"),
    ("words=bereavement", "The Second Cup, Waterlooville", "The Second Cup, Southsea"),
    ("words=lost+husband+grief", "The Second Cup, Waterlooville"),
    ("words=suicide+bereavement", "Still Here"),
    ("words=carers+respite", "Breathing Space carers’ break"),
    ("words=young+carers", "Young adult carers’ supper"),
    ("words=falls+prevention", "Sure Feet strength and balance"),
    ("words=stroke", "Steady On after stroke"),
    ("words=parkinsons+exercise", "Rhythm and Reach"),
    ("words=chair+exercise", "Chair yoga with Curlew"),
    ("words=walking+group&near=Portsmouth", "Harbour Strollers"),
    ("words=diabetes", "Sugar Sense"),
    ("words=chronic+pain", "The Pain Café"),
    ("words=learn+english", "Common Tongue English classes"),
    ("words=asylum+seeker", "The Welcome Desk"),
    ("words=veterans", "Stand Easy breakfast"),
    ("words=new+mum+struggling", "Small Hours"),
    ("words=help+with+ipad", "Crossed Wires digital drop-in"),
    ("words=gamling+addiction", "Dry Dock"),
    ("words=deaf", "Signing Supper"),
)


class Verdict(NamedTuple):
    """One search, what it must give, and what it gave first."""

    search: str
    wanted: tuple[str, ...]
    got: list[str]

    @property
    def good(self) -> bool:
        return set(self.wanted) <= set(self.got)


def verdicts() -> list[Verdict]:
    """How each search does on the directory that is there."""
    return [_verdict(search, wanted) for search, *wanted in SEARCHES]


def _verdict(search: str, wanted: list[str]) -> Verdict:
    results = queries.search(queries.understand(MultiDict(parse_qsl(search))))
    return Verdict(search, tuple(wanted), [hit.name for hit in results.hits[:FIRST]])


def table(found: list[Verdict]) -> str:
    """The verdicts as lines of three columns, and the share that is good."""
    lines = [f"{'yes' if one.good else 'NO ':<4}{one.search:<42}{'; '.join(one.wanted)}" for one in found]
    missed = [f"    {one.search} gave {'; '.join(one.got) or 'nothing'}" for one in found if not one.good]
    good = sum(one.good for one in found)
    return "\n".join([*lines, f"{good} of {len(found)} searches are good", *missed])


def main() -> None:
    """Print the table of a demonstration made anew."""
    from app import create_app  # noqa: PLC0415 - only where it is run by itself

    with tempfile.TemporaryDirectory() as folder:
        settings = {"MODE": "testing", "SECRET_KEY": "x" * 40, "OUTBOX_FOLDER": folder}
        app = create_app(settings | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{Path(folder) / 'searches.db'}"})
        with app.app_context():
            upgrade()
            with transaction():
                operations.fill(SEED)
            sys.stdout.write(f"{table(verdicts())}\n")


if __name__ == "__main__":
    main()
