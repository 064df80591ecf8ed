"""The outlines of invented referrals: how many end where, and the steps on the way, as plain data."""

from random import Random

from demonstration.content import read

# How many invented referrals have each outline, and how many days ago they were made (from, to).
COUNTS = {
    "waiting": (9, 1, 9),
    "asked": (4, 3, 10),
    "answered": (2, 4, 9),
    "declined": (6, 12, 175),
    "accepted": (5, 3, 9),
    "allocated": (7, 6, 16),
    "active": (27, 32, 140),
    "held": (4, 60, 130),
    "withdrawn": (3, 20, 160),
    "void": (2, 15, 120),
    "goals_met": (10, 85, 182),
    "partly_met": (6, 90, 182),
    "connected": (6, 70, 175),
    "self_managing": (4, 60, 170),
    "disengaged": (3, 85, 170),
    "unable_to_contact": (3, 50, 150),
    "declined_later": (2, 30, 150),
    "escalated": (1, 60, 140),
    "moved": (1, 70, 150),
    "died": (1, 80, 150),
    "admitted": (1, 75, 150),
    "nothing_suitable": (1, 100, 160),
}
WORKERS = ("rahman", "whitlock", "adeyemi", "reid")
FINISHED_WELL = frozenset({"goals_met", "partly_met", "connected"})
HAPPEN_ANYWAY = frozenset({"hold", "close", "withdraw", "void", "decline"})
STILL_OPEN = frozenset({"waiting", "asked", "answered", "accepted", "allocated", "active"})
KEPT_FOR_THE_END = 8  # days left free for the step that a referral ends with
QUIET_DAYS = 28  # an active referral has been heard of within these
FIRST_STEPS = ("Find something together", "Meet again", "Send what we talked about")
NEXT_STEPS = ("Ring to hear how it went", "Meet again", "Speak to the group", "Review together")
OPENINGS = {
    "By telephone": "telephone",
    "By video": "video",
    "At home": "home",
    "Saw the flat": "home",
    "At the surgery": "clinic",
}


class Teller:
    """Writes the steps of one referral; days count from the referral and never go back.

    `days_ago` is when the referral was made: nothing happens later than that many days after it. `turn` tells the
    referrals of one outline apart. `allowed` says what may be done: leave a message, text, visit or write `home`.
    """

    def __init__(
        self, rng: Random, *, theme: dict, listings: list[dict], days_ago: int, allowed: frozenset[str], turn: int = 0
    ) -> None:
        self.rng, self.theme, self.listings, self.days_ago = rng, theme, list(listings), days_ago
        self.turn, self.allowed = turn, allowed
        self.words = read("words")["answers"]
        self.last_day = days_ago
        self.notes = rng.sample(theme["later"], k=len(theme["later"]))
        self.notes += rng.sample(self.words["calls"], k=len(self.words["calls"]))
        self.started: set[str] = set()
        self.day, self.steps = 0, []
        self.worker = rng.choice(WORKERS)

    def add(self, do: str, after: tuple[int, int], **details) -> None:
        """One more step, some days after the last; what there is no time for has not happened yet."""
        day = self.day + self.rng.randint(*after)
        if do in HAPPEN_ANYWAY:
            day = min(day, self.days_ago)
        elif day > self.last_day:
            self.listings.clear()
            self.day = self.days_ago
            return
        self.day = day
        self.steps.append({"day": day, "do": do, **details})

    def tell(self, outline: str) -> list[dict]:
        """The steps of an outline of COUNTS."""
        if outline not in STILL_OPEN:
            self.last_day -= KEPT_FOR_THE_END
        own = {
            "waiting": list,
            "asked": self._asked,
            "answered": self._answered,
            "declined": self._declined,
            "accepted": self._accepted,
            "allocated": self._allocated,
            "active": self._active,
            "held": self._held,
            "withdrawn": self._withdrawn,
            "void": self._void,
            "unable_to_contact": self._unable_to_contact,
            "declined_later": self._declined_later,
            "nothing_suitable": self._nothing_suitable,
        }
        if outline in own:
            own[outline]()
        else:
            self._worked_on_and_closed(outline)
        return self.steps

    def _asked(self) -> str:
        question, answer = self.rng.choice(self.words["questions"])
        self.add("ask", (1, 2), words=question)
        return answer

    def _answered(self) -> None:
        answer = self._asked()
        self.add("answer", (0, 1), words=answer)

    def _declined(self) -> None:
        reason, words = self.words["declines"][self.turn]
        self.add("decline", (1, 4), reason=reason, words=words)

    def _accepted(self) -> None:
        self.add("accept", (1, 2))

    def _allocated(self) -> None:
        self.add("accept", (1, 3))
        self.add("allocate", (0, 2), to=self.worker)
        self._attempts(self.rng.randint(0, 2))

    def _active(self) -> None:
        self._open()
        self._connect()
        while self.day < self.days_ago - QUIET_DAYS:
            self._go_on()

    def _held(self) -> None:
        self._active()
        self.add("hold", (5, 12), words=self.rng.choice(self.words["holds"]))

    def _withdrawn(self) -> None:
        if self.rng.random() < 0.5:
            self._allocated()
        self.add("withdraw", (2, 9), words=self.rng.choice(self.words["withdrawals"]))

    def _void(self) -> None:
        self.add("void", (0, 1), words=self.rng.choice(self.words["voids"]))

    def _unable_to_contact(self) -> None:
        self.add("accept", (1, 3))
        self.add("allocate", (0, 2), to=self.worker)
        self._attempts(4)
        self._close("unable_to_contact")

    def _declined_later(self) -> None:
        self._open()
        self._close("declined")

    def _nothing_suitable(self) -> None:
        self._open()
        for _ in range(min(3, len(self.listings))):
            self._connect(ends_badly=True)
        self._close("nothing_suitable")

    def _worked_on_and_closed(self, outline: str) -> None:
        self._open()
        self._connect(ends_well=outline in FINISHED_WELL)
        for _ in range(2 if outline in FINISHED_WELL else 1):
            self._go_on(ends_well=outline in FINISHED_WELL)
        if outline == "disengaged":
            self._attempts(3)
        self._close(outline)

    def _open(self) -> None:
        self.add("accept", (1, 3))
        self.add("allocate", (0, 2), to=self.worker)
        self._attempts(self.rng.choice((0, 0, 0, 1, 1, 2)))
        self._talk("first", (2, 5), minutes=(30, 65))

    def _attempts(self, how_many: int) -> None:
        open_ways = [one for one in self.words["attempts"] if one.get("needs") in {None, *self.allowed}]
        for way in self.rng.sample(open_ways, min(how_many, len(open_ways))):
            self.add("attempt", (2, 5), how=way["how"], notes=way["notes"])

    def _talk(self, which: str, after: tuple[int, int], minutes: tuple[int, int]) -> None:
        details = {"matters": self.rng.choice(self.theme["matters"])} if which == "first" else {}
        notes = self._first_note() if which == "first" else self._later_note()
        self.add(
            "talk",
            after,
            how=_method(notes) or ("community" if which == "first" else "telephone"),
            minutes=self.rng.randrange(minutes[0], minutes[1], 5),
            notes=notes,
            next_step=self.rng.choice(NEXT_STEPS if self.started else FIRST_STEPS),
            next_in=self.rng.randint(7, 28),
            **details,
        )

    def _first_note(self) -> str:
        """What was said first; nobody without a home is met there."""
        notes = [note for note in self.theme["first"] if _method(note) != "home" or "home" in self.allowed]
        return self.rng.choice(notes)

    def _later_note(self) -> str:
        """What was said next; what presumes that a group has begun is said only once it has."""
        fitting = next(note for note in self.notes if self._can_be_said(note.get("after")))
        self.notes.remove(fitting)
        return fitting["notes"]

    def _can_be_said(self, after: str | list[str] | None) -> bool:
        """Whether one of the listings `after` has started, or, for "any", whether anything has."""
        return after is None or bool(self.started if after == "any" else self.started.intersection(after))

    def _connect(self, *, ends_well: bool = False, ends_badly: bool = False) -> None:
        if not self.listings:
            return
        listing = self.listings.pop(self.rng.randrange(len(self.listings)))
        if not ends_well and not ends_badly and self.rng.random() < 0.25:
            self.add("signpost", (0, 3), listing=listing["key"], words=listing["why"])
            return
        share = self.rng.choice((["name"], ["name", "telephone"], ["name", "telephone", "reason"]))
        self.add("introduce", (0, 3), listing=listing["key"], words=listing["why"], share=share)
        self._news(listing, ends_well=ends_well, ends_badly=ends_badly)

    def _news(self, listing: dict, *, ends_well: bool, ends_badly: bool) -> None:
        kind = read("words")["kinds"].get(listing["key"], "group")
        if ends_badly or (not ends_well and self.rng.random() < 0.2):
            reason, words = self.rng.choice(self.words["did_not_start"][kind])
            self._hear(listing, "did_not_start", (6, 14), words, reason=reason)
            return
        if not ends_well and self.rng.random() < 0.25:
            return  # still waiting
        self._hear(listing, "started", (6, 14), self.rng.choice(self.words["started"][kind]))
        if ends_well or self.rng.random() < 0.6:
            self._hear(listing, "attending", (14, 30), listing["good"])

    def _hear(self, listing: dict, what: str, after: tuple[int, int], words: str, reason: str | None = None) -> None:
        before = len(self.steps)
        self.add("news", after, listing=listing["key"], what=what, words=words, reason=reason)
        if what == "started" and len(self.steps) > before:
            self.started.add(listing["key"])

    def _go_on(self, *, ends_well: bool = False) -> None:
        self._talk("later", (8, 21), minutes=(10, 35))
        if self.rng.random() < 0.5:
            self._connect(ends_well=ends_well)

    def _close(self, outline: str) -> None:
        told = self.words["closings"].get(outline) or self.theme["closing"][outline == "partly_met"]
        self.add("close", (1, 6), reason=outline, words=told[0], actions=told[1])


def _method(notes: str) -> str | None:
    """How a conversation was held, as its notes begin: words and coded answer must not contradict each other."""
    return next((method for opening, method in OPENINGS.items() if notes.startswith(opening)), None)
