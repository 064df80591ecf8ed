"""Letters as plain text and as a page that says the same, each whole without the other: from templates or from text."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from flask import current_app

from core.links import link
from core.settings import setting

RULE = re.compile(r"[-=_]{3,}")


@dataclass(frozen=True)
class Letter:
    """A letter as `post` takes it: `outbox.post(to=…, kind=…, **letter.parts)`."""

    subject: str
    text: str
    html: str

    @property
    def parts(self) -> dict[str, str]:
        """Its words, by the keywords of `outbox.post`."""
        return {"subject": self.subject, "text": self.text, "html": self.html}


def written(template: str, **values) -> Letter:
    """The letter of `templates/mail/<template>.txt` and `.html`; the first line of the text is its subject.

    Both are given `values`, the name of this service and the address of its first page; the page has the subject too.
    Nothing is known of the request: the same letter is written at the shell and at night.
    """
    known = {"service_name": setting("SERVICE_NAME"), "home": link("/")} | values
    subject, _, text = _render(f"mail/{template}.txt", known).strip().partition("\n")
    subject = " ".join(subject.split())
    text = re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"
    return Letter(subject, text, _render(f"mail/{template}.html", {"subject": subject} | known))


class Block(NamedTuple):
    """A part of a page: a paragraph ("p") of lines, a link ("a") in the words of its one line, or a rule ("hr")."""

    kind: str
    lines: list[str]
    href: str = ""


def paged(subject: str, text: str) -> str:
    """The page of a letter that was written as plain text: the same words, in the same order.

    Empty lines part its paragraphs. An address of ours on a line of its own becomes a link, in the words of the line
    before it, "Open it here:"; what anybody else wrote stays words, addresses too.
    """
    blocks = [block for part in re.split(r"\n\s*\n", text.strip()) for block in _blocks(part.splitlines(), link("/"))]
    return _render("mail/plain.html", {"subject": subject, "service_name": setting("SERVICE_NAME"), "blocks": blocks})


def _blocks(lines: list[str], home: str) -> list[Block]:
    found: list[Block] = [Block("p", [])]
    for line in map(str.strip, lines):
        before = found[-1].lines
        if RULE.fullmatch(line):
            found += [Block("hr", []), Block("p", [])]
        elif line.startswith(home) and " " not in line and before and before[-1].endswith(":"):
            found += [Block("a", [before.pop().removesuffix(":")], line), Block("p", [])]
        else:
            before.append(line)
    return [block for block in found if block.lines or block.kind == "hr"]


def _render(name: str, values: dict) -> str:
    return current_app.jinja_env.get_template(name).render(values)
