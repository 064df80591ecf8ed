"""The shell command that puts our own words in."""

from directory.search.synonyms import queries as synonyms
from directory.taxonomies import queries


def test_the_starter_goes_in_at_the_shell_and_only_once(app):
    run = app.test_cli_runner()
    assert (
        "102 terms and 54 groups of words that mean the same are new."
        in run.invoke(args=["directory", "starter-taxonomy"]).output
    )
    assert (
        "0 terms and 0 groups of words that mean the same are new."
        in run.invoke(args=["directory", "starter-taxonomy"]).output
    )
    assert [one.taxonomy.name for one in queries.standing()] == ["Topics", "For whom", "Audience"]
    assert len(synonyms.groups()) == 54
