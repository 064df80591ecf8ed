"""Every letter of upkeep: both parts say the same, a screen reader can read it, and it can be stopped."""

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from core.outbox import letters
from directory.upkeep.asking.letter import Asked
from directory.upkeep.reports.words import Reason
from tests.support.letters import check_letter

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "mail"
# What letters are made of, and the page of those that are written as plain text.
PARTS = {"layout", "parts", "plain"}
SITE = "http://localhost"
ODD = "Knit & <b>natter</b> “at 6”"
VOID = {"meta", "br", "hr"}
KNOWN = {"html", "head", "title", "body", "main", "footer", "h1", "h2", "p", "a", "ul", "li", "dl", "dt", "dd", *VOID}
INSIDE_A_PARAGRAPH = {"a", "br"}

pytestmark = pytest.mark.page_only


def asked(name: str = ODD) -> Asked:
    told = [("When", "Tuesdays 10am\n\nNot in August"), ("Website", "choir.example/sing"), ("Notice", "")]
    at = {one: f"{SITE}/{one}/{abs(hash(name))}" for one in ("page", "confirm", "change", "stopped")}
    room = [(words, f"{SITE}/room?room={words[:4]}&of={abs(hash(name))}") for words in ("Places now", "Full")]
    return Asked(name=name, told=told, room=room, **at)


def report(reason: Reason, times: int = 1):
    return SimpleNamespace(reason=reason, times=times, service=SimpleNamespace(name=ODD))


PAGE, LISTING = f"{SITE}/page", SimpleNamespace(name=ODD)
TWO = [(report(Reason.MOVED, times=3), f"{SITE}/a"), (report(Reason.FULL), f"{SITE}/b")]
# Of every template each shape that a letter of it may have. Whoever adds a template says here what it is given.
SAID: dict[str, list[dict]] = {
    "asking-told": [
        {"names": [(ODD, "Nobody answers")], "total": 1, "page": PAGE},
        {"names": [(ODD, "Nobody answers"), ("Choir", "Its letters come back")], "total": 60, "page": PAGE},
    ],
    "checks-due": [
        {"group": ODD, "days": 60, "asked": [("Insurance: ends soon", "insurance", f"{SITE}/i"), ("x", "dbs", PAGE)]}
    ],
    "claim_joined": [{"address": PAGE}],
    "claim": [{"listing": ODD, "address": PAGE, "days": 7}],
    "report-editors": [
        {"reports": [report(Reason.MOVED)], "page": PAGE},
        {"reports": [report(Reason.MOVED), report(Reason.OTHER)], "page": PAGE},
    ],
    "report-end": [{"listing": LISTING, "paragraphs": ["Thank you.", "It is\nmended."], "page": PAGE}],
    "report-group": [
        {"listing": LISTING, "page": PAGE, "change": f"{SITE}/change", "reports": TWO[:1]},
        {"listing": LISTING, "page": PAGE, "change": f"{SITE}/change", "reports": TWO},
    ],
    "sign_up": [{"address": PAGE, "days": 7}],
    "still-right": [
        {"asked": [asked()], "reminder": False, "asked_for": False, "days": 60},
        {"asked": [asked(), asked("Choir")], "reminder": True, "asked_for": False, "days": 60},
        {"asked": [asked()], "reminder": False, "asked_for": True, "days": 60},
    ],
    "watching": [
        {"listings": [(LISTING, f"{SITE}/1", ["It is full.", "It has moved."])], "page": PAGE},
        {
            "listings": [(LISTING, f"{SITE}/1", ["Full."]), (SimpleNamespace(name="Choir"), f"{SITE}/2", ["Open."])],
            "page": PAGE,
        },
    ],
}
STOP = f"{SITE}/stop"


@pytest.fixture
def every(app):
    """Each letter in each shape."""
    with app.app_context():
        return [letters.written(name, **said, stop=STOP) for name, shapes in SAID.items() for said in shapes]


def test_no_letter_is_forgotten_here_and_each_has_both_parts():
    for ending in ("txt", "html"):
        assert {path.stem for path in FOLDER.glob(f"*.{ending}")} - PARTS == set(SAID)


def test_both_parts_say_the_same_in_the_same_order_and_lead_to_the_same_places(every):
    for letter in every:
        text, page = f"{letter.subject}\n{letter.text}", BeautifulSoup(letter.html, "html.parser")
        for link in page.find_all("a"):
            assert link["href"] in text, f"the plain text has no {link}, or has it in another place"
            before, _, after = text.partition(link["href"])
            text = f"{before} {after}"
        assert SITE not in text
        assert words(text) == words(page.body.get_text(" "))


def test_each_keeps_the_rules_of_all_letters_and_can_be_stopped(every):
    for letter in every:
        check_letter(**letter.parts, stop=STOP)
        assert letter.subject and "\n" not in letter.subject


def test_each_page_is_well_formed_and_fetches_nothing(every):
    for letter in every:
        assert letter.html.lstrip().startswith("<!doctype html>")
        WellFormed().feed_all(letter.html)
        assert "<b>" not in letter.html, "what a group wrote is never markup"
        assert "url(" not in letter.html and "src=" not in letter.html
        assert '<meta name="referrer" content="no-referrer">' in letter.html


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


class WellFormed(HTMLParser):
    """Raises AssertionError where an element is unknown, unclosed, or stands where HTML does not allow it."""

    def feed_all(self, page: str) -> None:
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        assert tag in KNOWN, f"<{tag}>"
        assert len(attrs) == len(dict(attrs)), f"<{tag}> says something twice"
        assert not any(name.startswith("on") for name, _ in attrs)
        if "p" in self.open:
            assert tag in INSIDE_A_PARAGRAPH, f"<{tag}> cannot stand in a paragraph"
        for child, parents in {"li": {"ul"}, "dt": {"dl"}, "dd": {"dl"}}.items():
            assert tag != child or self.open[-1] in parents, f"<{tag}> in <{self.open[-1]}>"
        assert "a" not in self.open or tag != "a"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        if data.strip() and self.open:
            assert self.open[-1] not in {"ul", "dl", "html", "head", "body", "main", "footer"}, data
