"""Tables to try things on: three groups, one of them with everything wrong."""

import pytest

from core.db import transaction
from directory.exchange.tables import operations, queries
from tests.directory.listings.examples import EDITOR

GROUPS = """Group name,Postcode,When,Cost,Telephone,E-mail
Kite Makers,po1 2dy,Wednesdays 10-12,£2 per session,+44 1632 960001,kites@footbridge.example
Tea and Talk,PO5 3HN,by arrangement,Free,01632 960002,
,PO99,,,x,nobody
"""


@pytest.fixture
def keep(app):
    """Keep a table as an editor does; returns its id."""

    def keep(text: str, *, source: str = "Groups", matching=None, **for_all):
        with transaction():
            table = operations.keep_table(EDITOR, file=text.encode(), file_name="groups.csv", source=source)
            if matching or for_all:
                operations.match_columns(
                    EDITOR, table, version=table.version, matching=matching or table.matching, for_all=for_all
                )
            return table.id

    return keep


@pytest.fixture
def bring_in(keep):
    """Keep a table and import it; returns what became of its rows: ({outcome: number}, problems)."""

    def bring_in(text: str, **more):
        table_id = keep(text, **more)
        table = queries.find(EDITOR, table_id)
        operations.import_table(EDITOR, table, version=table.version)
        report = queries.find(EDITOR, table_id).report
        return {name: number for name, number in report["counts"].items() if number}, report["problems"]

    return bring_in
