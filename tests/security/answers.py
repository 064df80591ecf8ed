"""What an untouched house answers, each address opened once by each person for all tests of security."""

from tests.test_access import addresses, holds


class Answers:
    """`of(who, path)` is what `who` was answered; `before` is every row as it was before anybody opened anything."""

    def __init__(self, house) -> None:
        self.house, self.before = house, house.rows()
        self._known = {}

    def of(self, who: str, path: str):
        """The answer to a GET, which is to change nothing: so whoever asks again is told the same."""
        if (who, path) not in self._known:
            self._known[who, path] = self.house.ask(who, path)
        return self._known[who, path]

    def every_address(self) -> list[tuple]:
        """(rule, address) of everything that can be opened, with each of the world's records."""
        return [(rule, path) for rule in self.house.rules("GET") for path in addresses(self.house.world, rule)]

    def of_holder(self, who: str):
        """(rule, address, answer) of all that `who` may open."""
        for rule, path in self.every_address():
            if holds(self.house, who, rule):
                yield rule, path, self.of(who, path)
