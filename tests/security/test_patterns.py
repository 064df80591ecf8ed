"""How systems of this kind have been broken into, each tried on every address that the application has."""

import re
from urllib.parse import unquote, urlencode

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import RequestRedirect

from tests.conftest import make_app, opened
from tests.security.forms import OWNERS
from tests.support.house import NOWHERE, VISITOR
from tests.support.world import secrets_in
from tests.test_access import KEYED, addresses, holds

# What programs and pages of every site may read and keep.
PUBLISHED = {
    *("oruk.about", "oruk.openapi_file", "oruk.services", "oruk.service", "oruk.organizations", "oruk.organization"),
    *("oruk.service_at_locations", "oruk.service_at_location", "oruk.taxonomies", "oruk.taxonomy"),
    *("oruk.taxonomy_terms", "oruk.taxonomy_term"),
}
# What somebody who has not signed in may see: the directory, the way in, and what is owed to every visitor.
OPEN_TO_ALL = {
    *("accounts.sign_in", "accounts.signed_out", "accounts.forgotten_password", "accounts.email_sent"),
    *("accounts.new_password", "directory.search.index", "directory.listings.show", "directory.unmet.tell"),
    *("directory.shortlists.index", "directory.shortlists.letter", "directory.shortlists.share"),
    *("directory.shortlists.shared", "directory.shortlists.show"),
    *("pages.home", "pages.accessibility", "pages.privacy", "pages.acknowledgements", "pages.health"),
    *("directory.collections.index", "directory.collections.show", "directory.search.places", "pages.open_data"),
    *("directory.reports.new", "directory.reports.answer", "directory.answers.no_more", "directory.watching.stop_all"),
    # The pages behind a group's links, whose tokens are the key; and how a group asks to be in, or to keep its listing.
    *(f"directory.answers.{page}" for page in ("change", "confirm", "no_mail", "pages", "rest")),
    *(f"directory.answers.{page}" for page in ("room", "section", "stopped")),
    *("directory.answers.ask", "directory.answers.waiting", "directory.checks.asked", "directory.checks.renew"),
    *(f"directory.claims.{page}" for page in ("new", "sent", "check", "asked", "by_link", "kept")),
    *("directory.signups.new", "directory.signups.sent", "directory.signups.by_link"),
    # The form without an account, whose second page opens by its own token.
    *(f"referrals.public.{page}" for page in ("index", "ask", "sent")),
    *PUBLISHED,
}
REDIRECTS = {301, 302, 303, 307, 308}


def test_without_a_cookie_only_what_is_public_answers(house, answers):
    """Medefer's fault: interfaces that forgot to ask who it is. HEAD and other spellings are tried as well."""
    answered = {rule.endpoint for rule, path in answers.every_address() if answers.of(VISITOR, path).status_code == 200}
    assert answered <= OPEN_TO_ALL
    for rule, path in answers.every_address():
        if rule.endpoint in OPEN_TO_ALL:
            continue
        for method, spelling in _spellings(path):
            answer = house.ask(VISITOR, spelling, method)
            told = f"{method} {spelling} answered {answer.status_code}"
            assert answer.status_code in {302, 308, 404} | ({401} if rule.endpoint in KEYED else set()), told
            assert not secrets_in(answer.get_data(as_text=True)), told


def _spellings(path: str):
    yield "HEAD", path
    for spelling in (path + "/", path + ".json", path.upper(), path.replace("/", "//"), path + "?format=json"):
        if spelling != path:
            yield "GET", spelling


@pytest.mark.parametrize("who", [*OWNERS, "commissioner", "information_governance_lead"])
def test_opening_pages_changes_nothing(answers, who):
    for rule, path, answer in answers.of_holder(who):
        assert answer.status_code < 500 or rule.endpoint == "pages.health", path
    assert answers.house.rows() == answers.before


def test_pages_about_people_are_kept_by_no_browser_or_proxy(answers):
    for rule, path in answers.every_address():
        if rule.endpoint in PUBLISHED:
            continue
        for who in ("clinician", "link_worker", "administrator"):
            answer = answers.of(who, path)
            assert answer.headers["Cache-Control"] == "no-store", f"{rule.endpoint} as {who}"
            if answer.status_code == 200:
                break


@pytest.mark.page_only
@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND", "OPTIONS"])
def test_other_methods_do_nothing(house, answers, method):
    before = house.rows()
    for rule, path in answers.every_address():
        answer = house.ask("link_worker", path, method)
        assert answer.status_code == (200 if method == "OPTIONS" else 405), f"{method} {rule.endpoint}"
        assert not answer.get_data() or method != "OPTIONS"
        assert not secrets_in(answer.get_data(as_text=True))
    assert house.rows() == before


OF_THE_MACHINE = (
    *("/.git/config", "/.env", "/console", "/metrics", "/docs", "/admin", "/instance/secret-key", "/robots.txt.bak"),
    *(
        "/static/../core/config.py",
        "/static/%2e%2e/app.py",
        "/assets/..%2f..%2fapp.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
    ),
)


@pytest.mark.page_only
@pytest.mark.parametrize("path", OF_THE_MACHINE)
def test_nothing_of_the_machine_is_served(house, path):
    assert house.ask(VISITOR, path).status_code == 404


ODD_IDS = (
    *("99999999999999999999", "0", "-1", "%00", "%C3%A9", "%ED%A0%80", "٣٣٣", "null", "..", "%2e%2e%2f", "1 OR 1=1"),
    *("00000000-0000-4000-8000-00000000000", str(NOWHERE).upper(), "{" + str(NOWHERE) + "}", "A" * 3000),
)


@pytest.mark.parametrize("who", [VISITOR, "link_worker", "administrator", "directory_editor"])
def test_odd_ids_are_not_found_and_no_failure(house, who):
    refused = set()
    for rule in house.rules("GET"):
        uuids = [name for name in rule.arguments if name.endswith("_id")]
        path = addresses(house.world, rule)[0]
        for odd in ODD_IDS if uuids else ():
            changed = re.sub("[0-9a-f]{8}-[0-9a-f-]{27}", lambda _, odd=odd: odd, path, count=1)
            if who != VISITOR and not _fits_a_rule(house, changed):
                if odd in refused:
                    continue  # it is refused before anybody asks who it is: of each kind one, and a visitor tries all
                refused.add(odd)
            answer = house.ask(who, changed)
            refusals = {302, 308, 403, 404} | ({401} if rule.endpoint in KEYED else set())
            assert answer.status_code in refusals, f"{changed[:200]} as {who}: {answer.status_code}"


def _fits_a_rule(house, path: str) -> bool:
    """Whether any view or redirect of the application stands behind this address."""
    try:
        house.app.url_map.bind("localhost").match(unquote(path, errors="replace"))
    except NotFound:
        return False
    except RequestRedirect:
        return True
    return True


ODD_QUESTIONS = (
    *(
        '"',
        "*",
        "NEAR(",
        "-",
        ":",
        "a AND",
        "OR",
        "NOT x",
        "a* b*",
        "' OR 1=1 --",
        "%",
        "_",
        "\\",
        ".*(",
        "(((((",
        "{{7919*104729}}",
    ),
    *("\x00", "\udced", "\u202e", "🦆", "٣", "=1+1", "A" * 60_000, " " * 5_000, "a@" * 2_000, "0" * 5_000),
)
PARAMETERS = ("words", "q", "page", "whose", "near", "miles", "tag", "topic", "sort", "day", "next", "cost", "format")


@pytest.mark.parametrize(
    "who", [VISITOR, "link_worker", "service_lead", "clinician", "administrator", "directory_editor"]
)
def test_signs_of_a_query_language_are_only_text(house, who):
    """Every list and search, with every parameter at once and with each of them repeated."""
    lists = [rule for rule in house.rules("GET") if not rule.arguments and holds(house, who, rule)]
    lists += [rule for rule in house.rules("GET") if rule.endpoint.endswith("choose") and holds(house, who, rule)]
    for rule in (rule for rule in lists if "search" in rule.endpoint or rule.endpoint.rpartition(".")[2] in LISTS):
        path = addresses(house.world, rule)[0]
        for odd in ODD_QUESTIONS:
            asked = [(name, odd) for name in PARAMETERS] + [("words", "choir"), ("page", "2"), ("near", "PO1 2DY")]
            answer = house.ask(who, path, query_string=urlencode(asked, errors="surrogatepass"))
            assert answer.status_code in {200, 400, 404, 422}, f"{path} {odd[:20]!r} as {who}: {answer.status_code}"
            page = answer.get_data(as_text=True)
            assert str(7919 * 104729) not in page
            assert len(page) < 400_000


LISTS = {"index", "queue", "choose", "messages", "sign_in"}


def test_sql_in_a_search_finds_nothing_more(house):
    def found(words: str) -> int:
        page = house.ask(VISITOR, "/directory/", query_string={"words": words}).get_data(as_text=True)
        return len(set(re.findall(r'href="/directory/listings/([0-9a-f-]{36})', page)))

    assert found("choir") == 1
    for words in ("nothingatall' OR 'zz'='zz", 'nothingatall" OR zz:*', "nothingatall%", "nothingatall) OR (zz"):
        assert found(words) == 0, words


NEXTS = (
    *("//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example"),
    *(
        "/\t/evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "http://localhost@evil.example",
        "/%09/evil.example",
    ),
)


@pytest.mark.parametrize("address", NEXTS)
def test_signing_in_leads_nowhere_else(house, address):
    house.put_back()
    page = house.ask(VISITOR, "/sign-in", query_string={"next": address}).get_data(as_text=True)
    assert f'value="{address}"' not in page or address == "/%09/evil.example"
    keys = dict(house.keys(VISITOR))
    known = {"email": "clinician@footbridge.example", "password": "paper lantern quiet harbour", "next": address}
    answer = house.ask(VISITOR, "/sign-in", "POST", list((keys | known).items()))
    assert answer.status_code == 302
    location = answer.headers["Location"]
    assert location == "/" or (location == "/%09/evil.example" and not location.startswith("//"))


def test_a_link_in_a_letter_is_ours_whatever_the_request_says(house):
    house.put_back()
    said = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}
    answers = [*house.keys(VISITOR), ("email", "clinician@footbridge.example")]
    assert house.ask(VISITOR, "/forgotten-password", "POST", answers, headers=said).status_code == 302
    texts = [row for row in house.rows()["outbox_message"] if "clinician@footbridge.example" in row]
    assert any("http://localhost/new-password/" in str(row) for row in texts)
    assert not any("evil" in str(row) for row in texts)


@pytest.mark.page_only
def test_sources_of_other_sites_get_nothing(house):
    for path in ("/directory/", "/referrals/caseload", "/health"):
        answer = house.ask("link_worker", path, headers={"Origin": "https://evil.example"})
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_signing_out_clears_what_the_browser_keeps_and_ends_the_session(house):
    house.put_back()
    client = house.client("link_worker")
    cookie = client.get_cookie("footbridge").value
    answer = house.ask("link_worker", "/sign-out", "POST", house.keys("link_worker"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    client.set_cookie("footbridge", cookie)
    assert house.ask("link_worker", "/referrals/caseload").status_code == 302
    house.put_back()


def test_behind_https_every_cookie_is_sealed(furnished, tmp_path):
    with opened(furnished, tmp_path, BASE_URL="https://localhost") as secure:
        page = secure.ask(VISITOR, "/sign-in", base_url="https://localhost")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True)).group(1)
        known = {
            "email": "clinician@footbridge.example",
            "password": "paper lantern quiet harbour",
            "csrf_token": token,
        }
        answer = secure.ask(VISITOR, "/sign-in", "POST", list(known.items()), base_url="https://localhost")
        cookies = answer.headers.getlist("Set-Cookie")
        assert answer.status_code == 302
        assert len(cookies) == 2
        for cookie in cookies:
            assert cookie.startswith("__Host-")
            assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
            assert "Domain" not in cookie


def test_two_installations_have_two_secrets(tmp_path):
    apps = [make_app("sqlite://", tmp_path, SECRET_KEY=secret) for secret in ("a" * 40, "b" * 40)]
    sealed = apps[0].session_interface.get_signing_serializer(apps[0]).dumps({"_user_id": "x"})
    with pytest.raises(Exception, match="does not match"):
        apps[1].session_interface.get_signing_serializer(apps[1]).loads(sealed)
