"""One person's browser window: it presses what a person presses, and every page that it opens is checked."""

from playwright.sync_api import Page, expect

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAME_OF_THE_FOCUSED = "(document.activeElement.labels?.[0] ?? document.activeElement).innerText ?? ''"
# Every element with its classes, what names and describes it, and whether it holds words of its own; no words, no ids.
BUILD = """() => [...document.querySelectorAll('*')].map(e => [
    e.tagName, e.className.baseVal ?? e.className, e.hidden, e.childNodes.length,
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()),
    ...[...e.attributes].map(a => a.name + (/^(id|for|role|type|alt|lang|aria-.*)$/.test(a.name)
        ? '=' + a.value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+/g, '#') : '')),
].join(' ')).join('\\n')"""
FOUND_GOOD: set[str] = set()
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
TELEPHONE = {"width": 390, "height": 800}


class Window:
    """A page of Chromium, with the checks of every page: axe, the policy, nothing from outside or off the side."""

    def __init__(self, page: Page, base: str, axe: str, *, script: bool = True, screen=WIDE) -> None:
        self.page, self.base, self.axe, self.script, self.screen = page, base, axe, script, screen
        self.taps = 0
        # Every click and every key of what a person does by hand: a text typed into a box counts as its characters.
        self.clicks_and_keys = 0
        self.faults: list[str] = []
        page.set_default_timeout(10_000)
        page.on("console", lambda said: self.faults.append(said.text) if self._is_fault(said) else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda asked: self._note_request(asked.url))

    @staticmethod
    def _is_fault(said) -> bool:
        """A page that refuses answers 4xx on purpose, and Chromium says so; anything else is a fault."""
        return (
            said.type == "error" and "Failed to load resource: the server responded with a status of 4" not in said.text
        )

    def _note_request(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:", "about:")):
            self.faults.append(f"asked {url}")

    def open(self, path: str) -> "Window":
        """Go to an address of this site."""
        self.page.goto(self.base + path)
        return self.check()

    def press(self, name: str, *, exact: bool = True, within=None) -> "Window":
        """Press the button called `name` and look at what comes."""
        self.taps += 1
        self.clicks_and_keys += 1
        with self.page.expect_navigation():
            (within or self.page).get_by_role("button", name=name, exact=exact).first.click()
        return self.check()

    def follow(self, name: str, *, exact: bool = True, within=None) -> "Window":
        """Follow the link called `name`."""
        self.taps += 1
        self.clicks_and_keys += 1
        with self.page.expect_navigation():
            (within or self.page).get_by_role("link", name=name, exact=exact).first.click()
        return self.check()

    def fill(self, label: str, text: str, *, exact: bool = True) -> "Window":
        """Type into the box called `label`."""
        self.clicks_and_keys += len(text)
        self.page.get_by_label(label, exact=exact).first.fill(text)
        return self

    def paste(self, label: str, text: str) -> "Window":
        """Put a text that was copied elsewhere into the box called `label`."""
        self.page.get_by_label(label, exact=True).fill(text)
        return self

    def unfold(self, name: str) -> "Window":
        """Open what is folded away under `name`."""
        self.clicks_and_keys += 1
        self.page.locator("summary", has_text=name).first.click()
        return self

    def choose(self, *labels: str) -> "Window":
        """Tick the boxes, or choose the answers, called so."""
        self.clicks_and_keys += len(labels)
        for label in labels:
            self.page.get_by_label(label, exact=True).first.check()
        return self

    def answer(self, question: str, choice: str) -> "Window":
        """Choose `choice` under the question called `question`."""
        self.clicks_and_keys += 1
        self.page.get_by_role("group", name=question).get_by_label(choice, exact=True).check()
        return self

    def date(self, question: str, day: int, month: int, year: int) -> "Window":
        """Fill the three boxes of a date."""
        self.clicks_and_keys += len(f"{day}{month}{year}")
        boxes = self.page.get_by_role("group", name=question)
        for label, number in (("Day", day), ("Month", month), ("Year", year)):
            boxes.get_by_label(label, exact=True).fill(str(number))
        return self

    def tab_to(self, label: str) -> "Window":
        """Press Tab until what is called `label` has the focus; nobody should need more than 60 presses."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(NAME_OF_THE_FOCUSED).strip() == label:
                return self
        raise AssertionError(f"{self.path}: the keyboard does not reach {label!r}")

    def tab_to_beginning(self, label: str) -> "Window":
        """The same for what is called `label` and something after it, such as how many there are."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(NAME_OF_THE_FOCUSED).strip().startswith(label):
                return self
        raise AssertionError(f"{self.path}: the keyboard does not reach {label!r}")

    def type(self, text: str) -> "Window":
        """Type into whatever has the focus."""
        self.clicks_and_keys += len(text)
        self.page.keyboard.type(text)
        return self

    def enter(self) -> "Window":
        """Press Enter and look at what comes."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.check()

    def sees(self, *words: str) -> "Window":
        """Each of `words` can be read in the main part of the page."""
        for text in words:
            expect(self.page.locator("main")).to_contain_text(text)
        return self

    def does_not_see(self, *words: str) -> "Window":
        """None of `words` is anywhere on the page."""
        for text in words:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    @property
    def path(self) -> str:
        """The address shown, without the site."""
        return self.page.url.removeprefix(self.base)

    def check(self) -> "Window":
        """What is true of every page in every state."""
        expect(self.page.locator("h1")).to_have_count(1)
        if self.script:
            self._nothing_off_the_side()
            self._axe_finds_nothing()
        assert not self.faults, f"{self.path}: {self.faults}"
        return self

    def _nothing_off_the_side(self) -> None:
        """The menu folds itself a moment after the window narrows, so that moment is waited for."""
        self.page.set_viewport_size(NARROW)
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        for _ in range(30):
            if (wide := self.page.evaluate(over)) <= 0:
                break
            self.page.wait_for_timeout(50)
        self.page.set_viewport_size(self.screen)
        assert wide <= 0, f"{self.path} is {wide} pixels too wide for a screen of 320"

    def _axe_finds_nothing(self) -> None:
        """Once for every build of a page: what differs from an earlier one in its words alone is as good as that."""
        build = self.page.evaluate(BUILD)
        if build in FOUND_GOOD:
            return
        self.page.evaluate(self.axe)
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
            AXE_RULES,
        )
        told = [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes']]}" for v in found["violations"]]
        assert not told, f"{self.path}: {told}"
        FOUND_GOOD.add(build)
