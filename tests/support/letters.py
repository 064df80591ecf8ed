"""What is true of every letter: two parts that say the same, a page that anybody can read, links that say where to."""

import itertools
import re

from bs4 import BeautifulSoup
from sqlalchemy import select

from core.db import db
from core.outbox.models import Message

# Words that tell nothing to whoever hears a list of links.
SAY_NOTHING = {"here", "click here", "this link", "link", "read more", "more", "this page"}
ADDRESS = re.compile(r"http://localhost\S*")
FETCHED = ["img", "script", "style", "link", "iframe", "object", "video", "audio", "form", "table", "svg", "base"]


def check_letter(*, subject: str, text: str, html: str, stop: str | None = None) -> None:
    """Raise AssertionError where a letter breaks a rule that all letters keep."""
    page = BeautifulSoup(html, "html.parser")
    _check_document(page, subject)
    _check_links(page)
    _check_same(page, text)
    _check_contrast(page)
    if stop:
        assert stop in text, "the plain text says how to stop"
        (link,) = page.find_all("a", href=stop)
        assert "stop" in link.get_text().lower()


def _check_document(page, subject: str) -> None:
    assert page.contents[0].strip().lower() in {"html", "doctype html"} or "doctype" in str(page)[:40].lower()
    assert page.html["lang"].startswith("en")
    assert page.title.get_text() == subject
    (heading,) = page.find_all("h1")
    assert heading.get_text() == subject
    assert page.find("meta", attrs={"name": "viewport"}) and page.find("meta", attrs={"name": "referrer"})
    assert page.find("main") is not None
    assert not page.find_all(FETCHED), "nothing is fetched, and nothing is laid out in tables"
    for tag in page.find_all(True):
        assert not {name for name in tag.attrs if name.startswith("on") or name in {"background", "align", "width"}}
        for width in re.findall(r"(?:^|[ ;])(?:min-)?width:\s*(\d+)px", tag.get("style", "")):
            assert int(width) <= 288, "it fits a screen of 320 pixels"
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels)), "no level is left out"
    assert "{{" not in str(page) and "None" not in page.get_text().split()


def _check_links(page) -> None:
    led: dict[str, str] = {}
    for link in page.find_all("a"):
        words = " ".join(link.get_text(" ").split())
        assert link["href"].startswith(("http://", "https://", "mailto:", "tel:")), link
        assert words and words.lower() not in SAY_NOTHING and "://" not in words, link
        assert led.setdefault(words, link["href"]) == link["href"], f"two links say “{words}” and lead elsewhere"


def _check_same(page, text: str) -> None:
    """What one part says the other says too; what is said to be pressed leads to the same address."""
    assert sorted(set(ADDRESS.findall(text))) == sorted(
        {a["href"] for a in page.find_all("a") if ADDRESS.match(a["href"])}
    )
    said = _words(page.body.get_text(" "))
    for line in text.splitlines():
        for part in filter(None, map(_words, ADDRESS.split(line))):
            assert part in said, f"only the plain text says “{line}”"
    plain = _words(text)
    for tag in page.find_all(["p", "li", "dt", "dd", "h2"]):
        for line in tag.get_text(" ").splitlines():
            words = _words(line)
            assert words in plain or all(word in plain for word in words.split()), f"only the page says “{line}”"


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _check_contrast(page) -> None:
    """Every colour of words stands out from what is behind it (WCAG 2.2, 1.4.3: 4.5 to 1)."""
    for tag in page.find_all(style=re.compile(r"(^|[ ;])color:")):
        behind = next(
            (found for one in (tag, *tag.parents) if (found := _colour(one.get("style", ""), "background"))), "#ffffff"
        )
        assert contrast(_colour(tag["style"], "color"), behind) >= 4.5, tag


def _colour(style: str, name: str) -> str:
    found = re.search(rf"(?:^|[ ;]){name}:\s*(#[0-9a-f]{{6}})", style)
    return found.group(1) if found else ""


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def check_letters_written() -> None:
    """Check every letter that waits to be delivered."""
    db.session.rollback()
    for one in db.session.scalars(select(Message).where(Message.html.is_not(None))):
        check_letter(subject=one.subject, text=one.text, html=one.html, stop=one.stop)
    db.session.rollback()
