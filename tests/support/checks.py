"""What is true of every page: one heading, a title, unique ids, labelled questions, a strict policy."""

INLINE = ("onclick", "onload", "onerror", "onsubmit", "onchange", "style")


def check_page(page) -> None:
    """Raise AssertionError where a page breaks a rule that all pages keep."""
    soup = page.soup
    assert len(soup.find_all("h1")) == 1, "a page has exactly one h1"
    title = soup.title.get_text()
    assert title.removeprefix("Error: ").startswith(page.heading), f"the title {title!r} does not begin with the h1"
    assert title.endswith("– Footbridge")
    if page.errors():
        assert title.startswith("Error: "), "a page with errors says so in its title"
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    _check_fields(soup, set(ids))
    _check_links(soup, set(ids))
    _check_policy(page)


def _check_fields(soup, ids) -> None:
    labels = {label.get("for") for label in soup.find_all("label")}
    for field in soup.find_all(["input", "select", "textarea"]):
        if field.get("type") in {"hidden", "submit"}:
            continue
        assert field.get("id") in labels or field.get("aria-label"), f"{field.get('name')} has no label"
        for described in (field.get("aria-describedby") or "").split():
            assert described in ids, f"{field.get('name')} is described by {described}, which is not there"


def _check_links(soup, ids) -> None:
    for link in soup.find_all("a", href=True):
        href = link["href"]
        assert not href.lower().startswith(("javascript:", "data:")), f"a link runs code: {href}"
        if href.startswith("#"):
            assert href[1:] in ids, f"a link leads to {href}, which is not on the page"


def _check_policy(page) -> None:
    policy = page.response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in page.soup.find_all(True):
        assert not any(name in tag.attrs for name in INLINE), f"<{tag.name}> carries inline code or style"
