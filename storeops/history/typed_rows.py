"""What people typed here, by kind: cases, wishes, calls and what else no other system told. Named SQL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class TypedTable:
    """Columns by name with what fills them; those whose names end in `_at` are instants. `since` bounds the rows."""

    columns: Mapping[str, str]
    source: str
    since: str
    is_by_day: bool = False


def _code(alias: str, column: str) -> str:
    return f"LEFT JOIN employee AS {alias} ON {alias}.id = {column}"


_TICKET = "LEFT JOIN ticket ON ticket.id = {table}.ticket_id"

TYPED_TABLES: Mapping[str, TypedTable] = {
    "follow-ups": TypedTable(
        {
            "id": "follow_up.id",
            "kind": "follow_up.kind",
            "state": "follow_up.state",
            "summary": "follow_up.summary",
            "business_day": "ticket.business_day",
            "ticket": "ticket.number",
            "service": "service.code",
            "opened_at": "follow_up.opened_at",
            "opened_by": "opener.code",
            "owner": "owner.code",
            "due_at": "follow_up.due_at",
            "first_answered_at": "follow_up.first_answered_at",
            "reply": "follow_up.reply",
            "resolution": "follow_up.resolution",
            "closed_at": "follow_up.closed_at",
            "closed_by": "closer.code",
            "reopened_count": "follow_up.reopened_count",
        },
        f"follow_up {_TICKET.format(table='follow_up')} LEFT JOIN service ON service.id = follow_up.service_id"
        f" {_code('opener', 'follow_up.opened_by')} {_code('owner', 'follow_up.owner_id')}"
        f" {_code('closer', 'follow_up.closed_by')}",
        "follow_up.opened_at",
    ),
    "wishes": TypedTable(
        {
            "id": "heard_wish.id",
            "kind": "heard_wish.kind",
            "note": "heard_wish.note",
            "service": "service.code",
            "business_day": "ticket.business_day",
            "ticket": "ticket.number",
            "heard_by": "hearer.code",
            "heard_at": "heard_wish.heard_at",
        },
        f"heard_wish {_TICKET.format(table='heard_wish')} LEFT JOIN service ON service.id = heard_wish.service_id"
        f" {_code('hearer', 'heard_wish.heard_by')}",
        "heard_wish.heard_at",
    ),
    "retention": TypedTable(
        {
            "id": "retention_case.id",
            "business_day": "ticket.business_day",
            "ticket": "ticket.number",
            "employee": "keeper.code",
            "reason": "retention_case.reason",
            "leaving_for": "retention_case.leaving_for",
            "offer": "retention_case.offer",
            "outcome": "retention_case.outcome",
            "note": "retention_case.note",
            "recorded_at": "retention_case.recorded_at",
        },
        f"retention_case {_TICKET.format(table='retention_case')} {_code('keeper', 'retention_case.employee_id')}",
        "retention_case.recorded_at",
    ),
    "duty-calls": TypedTable(
        {
            "id": "duty_call.id",
            "counter": "counter.code",
            "employee": "caller.code",
            "business_day": "ticket.business_day",
            "ticket": "ticket.number",
            "reason": "duty_call.reason",
            "requested_at": "duty_call.requested_at",
            "arrived_at": "duty_call.arrived_at",
            "arrived_by": "comer.code",
            "decision": "duty_call.decision",
            "outcome": "duty_call.outcome",
            "settled_at": "duty_call.settled_at",
        },
        f"duty_call {_TICKET.format(table='duty_call')} LEFT JOIN counter ON counter.id = duty_call.counter_id"
        f" {_code('caller', 'duty_call.employee_id')} {_code('comer', 'duty_call.arrived_by')}",
        "duty_call.requested_at",
    ),
    "recoveries": TypedTable(
        {
            "id": "recovery_task.id",
            "business_day": "ticket.business_day",
            "ticket": "ticket.number",
            "raised_at": "recovery_task.raised_at",
            "taken_at": "recovery_task.taken_at",
            "taken_by": "taker.code",
            "closed_at": "recovery_task.closed_at",
            "closed_by": "closer.code",
            "outcome": "recovery_task.outcome",
            "note": "recovery_task.note",
        },
        f"recovery_task {_TICKET.format(table='recovery_task')} {_code('taker', 'recovery_task.taken_by')}"
        f" {_code('closer', 'recovery_task.closed_by')}",
        "recovery_task.raised_at",
    ),
    "prompts": TypedTable(
        {
            "id": "prompt.id",
            "business_day": "ticket.business_day",
            "ticket": "ticket.number",
            "moment": "prompt.moment",
            "why_shown": "prompt.why_shown",
            "place": "prompt.place",
            "counter": "counter.code",
            "employee": "server.code",
            "shown_at": "prompt.shown_at",
        },
        f"prompt {_TICKET.format(table='prompt')} LEFT JOIN counter ON counter.id = prompt.counter_id"
        f" {_code('server', 'prompt.employee_id')}",
        "prompt.shown_at",
    ),
    "skills": TypedTable(
        {
            "id": "skill_result.id",
            "employee": "learner.code",
            "day": "skill_result.day",
            "kind": "skill_result.kind",
            "name": "skill_result.name",
            "score": "skill_result.score",
            "entered_at": "skill_result.entered_at",
            "entered_by": "enterer.code",
        },
        f"skill_result {_code('learner', 'skill_result.employee_id')} {_code('enterer', 'skill_result.entered_by')}",
        "skill_result.day",
        is_by_day=True,
    ),
}


def rows_of(db: Database, table: TypedTable, first: str, after: str) -> Iterator[Sequence[object]]:
    """The rows from `first` to before `after`, both as the database holds them, in the order of their ids."""
    filled = ", ".join(f"{of} AS {name}" for name, of in table.columns.items())
    sql = f"SELECT {filled} FROM {table.source} WHERE {table.since} >= ? AND {table.since} < ? ORDER BY 1"
    return iter(db.execute(sql, (first, after)))
