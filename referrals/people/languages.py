"""The languages of a person in words: what they speak and read, and who interprets."""


def words(person) -> list[str]:
    """What to heed of the person's languages; empty if nothing was said of them."""
    said = (
        (person.language, _spoken(person)),
        (person.interpreter_gender, f"Interpreter: {_lower(person.interpreter_gender)}"),
        (person.not_interpreting, f"May not interpret: {person.not_interpreting}"),
        (person.written_language, f"Reads {person.written_language}"),
    )
    return [sentence for holds, sentence in said if holds]


def _spoken(person) -> str:
    return f"Interpreter needed: {person.language}" if person.needs_interpreter else f"Speaks {person.language}"


def _lower(code) -> str:
    return code.words.lower() if code else ""
