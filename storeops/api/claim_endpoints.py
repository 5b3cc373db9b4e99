"""The endpoints of exceptional business for which nobody was called: the day's list, and the duty manager's word."""

from collections.abc import Callable
from dataclasses import dataclass

from storeops.api.endpoints import Endpoint, EndpointCall
from storeops.base.business_time import stamp
from storeops.base.whole_number import row_id
from storeops.people.refusals import NotSignedIn
from storeops.quality.duty import claims_view
from storeops.quality.duty.claim_actions import rule_on_claim
from storeops.quality.duty.claims_view import ClaimLine
from storeops.quality.duty.refusals import UnknownClaim
from storeops.web import request as web


@dataclass(frozen=True)
class ClaimObject:
    """A transaction that its clerk called exceptional. `is_confirmed` is null while nobody has said.

    By `handling_seconds` and `target_seconds` (null: the service has none) it is judged where it counts as normal.
    """

    transaction: int
    ticket: str
    counter: str
    service: str
    employee: str
    started_at: str
    ended_at: str
    handling_seconds: int
    target_seconds: int | None
    is_confirmed: bool | None


@dataclass(frozen=True)
class ClaimList:
    claims: list[ClaimObject]


def _object(line: ClaimLine) -> ClaimObject:
    claim = line.claim
    return ClaimObject(
        transaction=claim.transaction_id,
        ticket=claim.number,
        counter=claim.counter,
        service=line.service.code,
        employee=claim.employee,
        started_at=stamp(claim.started_at),
        ended_at=stamp(claim.ended_at),
        handling_seconds=line.handling.seconds,
        target_seconds=line.handling.target_seconds,
        is_confirmed=claim.is_confirmed,
    )


def _list(_: EndpointCall) -> ClaimList:
    return ClaimList([_object(line) for line in claims_view.claims_today(web.db(), web.clock().now())])


def _ruling(*, is_confirmed: bool) -> Callable[..., ClaimObject]:
    def rule(call: EndpointCall, transaction: str) -> ClaimObject:
        if call.caller.employee is None:  # no scope opens this door: whoever rules is somebody
            raise NotSignedIn
        ruled = row_id(transaction)
        rule_on_claim(web.db(), web.clock(), call.by, ruled, call.caller.employee, is_confirmed=is_confirmed)
        today = claims_view.claims_today(web.db(), web.clock().now())
        line = next((line for line in today if line.claim.transaction_id == ruled), None)
        if line is None:  # midnight has passed meanwhile
            raise UnknownClaim
        return _object(line)

    return rule


CLAIM_ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("GET", "/claims", "Today's exceptional business for which nobody was called", None, ClaimList, _list),
    Endpoint(
        "POST",
        "/claims/{transaction}/confirm",
        "It was exceptional, as its clerk says",
        None,
        ClaimObject,
        _ruling(is_confirmed=True),
    ),
    Endpoint(
        "POST",
        "/claims/{transaction}/normal",
        "It was normal, whatever its clerk says",
        None,
        ClaimObject,
        _ruling(is_confirmed=False),
    ),
)
