"""What programs are told of a refusal: a problem of RFC 9457. Pure."""

import json
from dataclasses import dataclass

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import Language

PROBLEM_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Problem:
    """`type` names the kind of refusal and never changes; `detail` is for people; `request` is its mark in the log."""

    type: str
    title: str
    status: int
    detail: str
    request: str | None


def problem_text(error: StoreOpsError, language: Language, request: str | None) -> str:
    """The JSON of a refusal, with its sentence in one language and the mark of the request."""
    problem = Problem(
        type=f"urn:storeops:problem:{error.slug}",
        title=error.slug.replace("-", " ").capitalize(),
        status=error.status,
        detail=error.for_programs(language),
        request=request,
    )
    return json.dumps(vars(problem), ensure_ascii=False)
