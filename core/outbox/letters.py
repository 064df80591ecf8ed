"""Letters from templates: the same words in plain text and as a page, each whole without the other."""

import re
from dataclasses import dataclass

from flask import current_app

from core.links import link
from core.settings import setting


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


def _render(name: str, values: dict) -> str:
    return current_app.jinja_env.get_template(name).render(values)
