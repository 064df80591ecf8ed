"""What is true of every page: one heading, a title, unique ids, labelled questions, a strict policy."""

from bs4.element import Tag

INLINE = frozenset({"onclick", "onload", "onerror", "onsubmit", "onchange", "style"})
FIELDS = frozenset({"input", "select", "textarea"})


def check_page(page) -> None:
    """Raise AssertionError where a page breaks a rule that all pages keep."""
    tags = [tag for tag in page.soup.descendants if isinstance(tag, Tag)]  # gone through once: every page is checked
    assert sum(tag.name == "h1" for tag in tags) == 1, "a page has exactly one h1"
    title = page.soup.title.get_text()
    assert title.removeprefix("Error: ").startswith(page.heading), f"the title {title!r} does not begin with the h1"
    assert title.endswith("– Footbridge")
    if page.errors():
        assert title.startswith("Error: "), "a page with errors says so in its title"
    ids = [tag["id"] for tag in tags if "id" in tag.attrs]
    assert len(ids) == len(set(ids)), f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    _check_fields(tags, set(ids))
    _check_links(tags, set(ids))
    _check_policy(page, tags)


def _check_fields(tags, ids) -> None:
    labels = {tag.get("for") for tag in tags if tag.name == "label"}
    for field in (tag for tag in tags if tag.name in FIELDS):
        if field.get("type") in {"hidden", "submit"}:
            continue
        assert field.get("id") in labels or field.get("aria-label"), f"{field.get('name')} has no label"
        for described in (field.get("aria-describedby") or "").split():
            assert described in ids, f"{field.get('name')} is described by {described}, which is not there"


def _check_links(tags, ids) -> None:
    for href in (tag["href"] for tag in tags if tag.name == "a" and "href" in tag.attrs):
        assert not href.lower().startswith(("javascript:", "data:")), f"a link runs code: {href}"
        if href.startswith("#"):
            assert href[1:] in ids, f"a link leads to {href}, which is not on the page"


def _check_policy(page, tags) -> None:
    policy = page.response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in tags:
        assert INLINE.isdisjoint(tag.attrs), f"<{tag.name}> carries inline code or style"
