"""The shell command that puts our own words in."""

import json

from directory.search.synonyms import operations
from directory.search.synonyms import queries as synonyms
from directory.taxonomies import queries as taxonomies
from directory.taxonomies import starter


def test_the_starter_goes_in_at_the_shell_and_only_once(app):
    terms = sum(len(one["terms"]) for one in starter.taxonomies())
    groups = len(json.loads(operations.STARTER.read_text(encoding="utf-8")))
    for new_terms, new_groups in ((terms, groups), (0, 0)):
        told = app.test_cli_runner().invoke(args=["directory", "starter-taxonomy"]).output
        assert f"{new_terms} terms and {new_groups} groups of words that mean the same are new." in told
    assert [one.taxonomy.name for one in taxonomies.standing()] == ["Topics", "For whom", "Audience"]
    assert len(synonyms.groups()) == groups


def test_a_list_of_terms_goes_in_at_the_shell(app, tmp_path):
    run, file = app.test_cli_runner(), tmp_path / "sports.csv"
    file.write_text("name,parent\nBowls,\nLawn bowls,Bowls\nTennis,Nets\n")
    told = run.invoke(args=["directory", "taxonomy", str(file), "--name", "Sports"])
    assert "Sports: 2 added, 0 renamed, 0 changed, 0 unchanged, 1 refused" in told.output
    assert "row 4 Tennis: There is no term “Nets” for it to stand under" in told.output
    nameless = run.invoke(args=["directory", "taxonomy", str(file)])
    assert nameless.exit_code == 1 and "Enter what this taxonomy is called" in nameless.output
