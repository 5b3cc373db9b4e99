"""Commands that take history in and give it out."""

import sys
from datetime import datetime
from pathlib import Path

import click

from storeops.base.clock import SystemClock
from storeops.base.csv_lines import as_file
from storeops.base.i18n import LANGUAGES, Language
from storeops.commands.command_line import COMMAND_LINE, DAY, connect, connect_to_write, write_private
from storeops.hall import hall_rows
from storeops.history import import_actions, import_rows
from storeops.history.code_matching import FileHints
from storeops.history.exports_view import EXPORTS
from storeops.history.format_help import formats_help
from storeops.history.hints_file import hints_of
from storeops.history.template_file import template as template_of
from storeops.measuring import due_day_rows
from storeops.measuring.summary_actions import summarize_day
from storeops.store.database import HallDatabase
from storeops.tracing.answer_actions import note_written

IMPORT_HELP = """\b
FILE is CSV in UTF-8, GB18030 or UTF-16, or an .xlsx workbook; its first row names the columns.
A day is written 2026-03-31, 2026/3/31 or 2026年3月31日, a time 2026-03-31 9:05 or, beside a business day, 9:05.
The map is such a file too, with the columns what, told and meant:
  column,工号,employee
  employee,101,0101
docs/imports.md tells more.

"""


@click.command(name="import-history", epilog=IMPORT_HELP + formats_help())
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--kind", type=click.Choice(list(import_actions.INTAKES)), default="legs", show_default=True)
@click.option("--strict", is_flag=True, help="Take nothing if any row would be refused.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and take nothing.")
@click.option("--known-only", is_flag=True, help="Refuse rows with employees, services or counters that nobody knows.")
@click.option(
    "--map", "map_file", type=click.Path(path_type=Path), help="What columns and codes of FILE stand for; see below."
)
@click.option("--list", "is_list", is_flag=True, help="List the imports that there were, the latest first.")
@click.option("--take-back", "number", type=int, metavar="N", help="Let the rows of import N enter nothing any more.")
@click.option("--template", is_flag=True, help="Write an empty workbook of this kind to FILE, to be filled in.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="Of the template.")
@click.pass_context
def import_history(
    context: click.Context,
    file: Path | None,
    kind: str,
    strict: bool,
    dry_run: bool,
    known_only: bool,
    map_file: Path | None,
    is_list: bool,
    number: int | None,
    template: bool,
    lang: Language,
) -> None:
    """Take another system's history; name each refused row and why, who is new, and what codes were taken for."""
    if template and file:
        write_private(file, [template_of(kind, lang)])
        click.echo(f"wrote {file}")
        return
    if is_list:
        _list_imports(connect(context))
        return
    db = connect_to_write(context)
    if number is not None:
        taken = import_actions.take_back_import(db, SystemClock(), COMMAND_LINE, number)
        click.echo(f"took back import {number}: {taken.taken_count} rows of {taken.file_name} enter nothing any more")
        _summarize_days(db)
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    hints = hints_of(map_file, known_only) if map_file else FileHints(known_only=known_only)
    result = import_actions.import_file(db, SystemClock(), COMMAND_LINE, kind, file, strict, dry_run, hints)
    click.echo(f"taken {result.taken}, already there {result.already_there}, refused {result.refused_count}")
    for line, reason in result.refused:
        click.echo(f"{line}: {reason}")
    if result.refused_count > len(result.refused):
        click.echo(f"and {result.refused_count - len(result.refused)} more rows")
    for newcomer in result.newcomers:
        click.echo(f"new {newcomer.kind} {newcomer.code}")
    for match in result.matches:
        click.echo(f"matched {match.told} to {match.code}")
    if dry_run:
        click.echo("this was a trial: nothing was taken", err=True)
    else:
        _summarize_days(db)


def _list_imports(db: HallDatabase) -> None:
    """Name each import with its counts: taken, already there, refused."""
    zone = hall_rows.hall(db).zone
    for each in import_rows.imports(db):
        when = each.begun_at.astimezone(zone).isoformat(sep=" ", timespec="seconds")
        counts = f"{each.taken_count or 0}/{each.already_count or 0}/{each.refused_count or 0}"
        click.echo(f"{each.id}  {each.state}  {each.kind}  {when}  {each.begun_by}  {counts}  {each.file_name}")


def _summarize_days(db: HallDatabase) -> None:
    """Keep what imported days add up to, so that nobody waits for it in a report."""
    days = list(due_day_rows.days_due(db, SystemClock().now()))
    is_watched = bool(days) and sys.stderr.isatty()
    with click.progressbar(days, label="Adding up days", file=sys.stderr, hidden=not is_watched) as shown:
        for day in shown:
            summarize_day(db, SystemClock(), COMMAND_LINE, day)


@click.command()
@click.option("--kind", type=click.Choice(list(EXPORTS)), default="legs", show_default=True)
@click.option("--from", "first", type=DAY, required=True, help="First business day.")
@click.option("--to", "last", type=DAY, required=True, help="Last business day, included.")
@click.option("--out", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.pass_context
def export(context: click.Context, kind: str, first: datetime, last: datetime, out: Path | None) -> None:
    """Write history as CSV in UTF-8 with a byte order mark."""
    db = connect_to_write(context)
    days = {"first_day": first.date().isoformat(), "last_day": last.date().isoformat()}
    lines = as_file(EXPORTS[kind](db, first.date(), last.date()))
    if out is None:
        note_written(db, SystemClock(), COMMAND_LINE, kind, "-", **days)
        for line in lines:
            click.echo(line, nl=False)
        return
    write_private(out, (line.encode() for line in lines))
    note_written(db, SystemClock(), COMMAND_LINE, kind, out.name, **days)
