"""Letters: two parts that say the same, and a page that anybody can read."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.outbox import operations
from core.outbox.letters import paged, written
from tests.support.letters import check_letter

pytestmark = pytest.mark.page_only
STOP = "http://localhost/directory/keep/no-mail/a.token"
TEXT = f"""Hello,

You asked for it. Here it is.
On two lines.

Open the page:
http://localhost/directory/listings/1

---

Stop these emails:
{STOP}
"""


def test_a_letter_in_plain_text_is_a_page_as_well(app):
    html = paged("A subject", TEXT)
    check_letter(subject="A subject", text=TEXT, html=html, stop=STOP)
    page = BeautifulSoup(html, "html.parser")
    assert {link.get_text(): link["href"] for link in page.find_all("a")} == {
        "Open the page": "http://localhost/directory/listings/1",
        "Stop these emails": STOP,
    }
    assert len(page.find_all("hr")) == 1
    assert [paragraph.get_text() for paragraph in page.find_all("p")][:2] == [
        "Hello,",
        "You asked for it. Here it is.\nOn two lines.",
    ]


def test_what_somebody_wrote_stays_words(app):
    text = "Click me:\nhttps://elsewhere.example/\n\n<script>alert(1)</script>\n\nhttp://localhost/bare\n"
    page = BeautifulSoup(paged("<b>A subject", text), "html.parser")
    assert page.find_all(["a", "script", "b"]) == []
    assert "<script>alert(1)</script>" in page.get_text()
    assert page.title.get_text() == "<b>A subject"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(alphabet=st.sampled_from("ab <&>:\n-/."), max_size=80))
def test_no_word_is_lost_between_the_parts(app, text):
    page = BeautifulSoup(paged("A subject", text), "html.parser")
    words = page.main.get_text(" ").removeprefix("A subject").split()
    kept = [line for line in text.split("\n") if not set(line.strip()) <= {"-"} or len(line.strip()) < 3]
    assert "".join(words).replace("Asubject", "") == "".join("".join(kept).split())


def test_what_is_posted_has_both_parts(app):
    message = operations.post(to="a@footbridge.example", subject="A subject", text=TEXT, kind="trial")
    check_letter(subject=message.subject, text=message.text, html=message.html, stop=STOP)


def test_a_template_is_written_the_same_at_the_shell_as_in_a_request(app):
    def letter():
        return written("claim", listing="Choir", address="http://localhost/directory/keep/claim/a.b", days=7)

    at_the_shell = letter()
    check_letter(**at_the_shell.parts)
    with app.test_request_context("/anywhere", headers={"Host": "evil.example"}):
        assert letter() == at_the_shell
    assert "evil" not in at_the_shell.html
    assert not at_the_shell.text.startswith("\n") and "\n\n\n" not in at_the_shell.text


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        ('lang="en-GB"', ""),
        ("<title>A subject", "<title>Another"),
        ("<h1", "<h2"),
        ("Open the page</a>", "Click here</a>"),
        ("Open the page</a>", "Stop these emails</a>"),
        ("Hello,", "Hello, and more that the text does not say,"),
        ("You asked for it.", ""),
        ('href="http://localhost/directory/listings/1"', 'href="http://localhost/elsewhere"'),
        ("<hr", '<img src="https://elsewhere.example/seen.gif"><hr'),
        ("<hr", "<table></table><hr"),
        ("<hr", '<p style="width: 600px">Hello</p><hr'),
        ("#ffffff; font-weight", "#8fbc8f; font-weight"),
        ("Stop these emails</a>", "Goodbye</a>"),
    ],
)
def test_a_letter_that_breaks_a_rule_is_found_out(app, found, instead):
    html = paged("A subject", TEXT)
    assert found in html
    with pytest.raises((AssertionError, ValueError, KeyError)):
        check_letter(subject="A subject", text=TEXT, html=html.replace(found, instead), stop=STOP)
