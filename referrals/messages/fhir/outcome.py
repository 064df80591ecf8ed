"""Every refusal as FHIR's OperationOutcome: what to mend, and where."""

from collections.abc import Iterable

from referrals.messages.fhir.problems import Problem

# FHIR's issue type of a refusal that is about no place in the message.
TYPES = {
    400: "structure",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    409: "conflict",
    413: "too-long",
    415: "not-supported",
    422: "business-rule",
    429: "throttled",
    500: "exception",
    503: "transient",
}


def outcome(problems: Iterable[Problem]) -> dict:
    """An OperationOutcome with one error for each problem."""
    return {"resourceType": "OperationOutcome", "issue": [_issue(problem) for problem in problems]}


def of_status(status: int, words: str) -> dict:
    """An OperationOutcome that is about the whole request."""
    issue = {"severity": "error", "code": TYPES.get(status, "processing"), "details": {"text": words}}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def _issue(problem: Problem) -> dict:
    return {
        "severity": "error",
        "code": problem.code,
        "details": {"text": problem.words},
        "expression": [problem.place],
    }
