"""Commands about the set-up in one workbook."""

from pathlib import Path
from typing import cast

import click

from storeops.base.clock import SystemClock
from storeops.base.i18n import LANGUAGES, Language
from storeops.commands.command_line import COMMAND_LINE, connect, connect_to_write, today, write_private
from storeops.history.refusals import UnreadableFile
from storeops.sample.sample_offer import FIRST_ADMINISTRATOR


@click.group(name="set-up")
def set_up() -> None:
    """Services, counters, people, hours and check sheets in one workbook."""


@set_up.command(name="export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@click.pass_context
def set_up_export(context: click.Context, file: Path, lang: Language) -> None:
    """Write the set-up to an .xlsx workbook."""
    from storeops.first_day import book_file, book_view

    db = connect(context)
    content = book_file.written(book_view.as_book(db, today(db), lang))
    write_private(file, [content])
    click.echo(f"wrote {file}")


@set_up.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--by", "author", default=FIRST_ADMINISTRATOR, help="Whose check sheets they are.")
@click.pass_context
def set_up_import(context: click.Context, file: Path, dry_run: bool, author: str) -> None:
    """Take the set-up from an .xlsx workbook; with any fault in it nothing is changed."""
    from storeops.first_day import book_view
    from storeops.first_day.book import Cells
    from storeops.first_day.book_verb_table import BOOK_VERBS
    from storeops.first_day.sent_book import SentBook
    from storeops.running.heavy_process import ProcessRunner

    db = connect_to_write(context)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(path=file, cause=error.strerror) from error
    read_apart = ProcessRunner(context.obj, SystemClock())
    cells = cast(Cells, read_apart(SentBook(content), lambda _: None, lambda: False).value)
    plan = book_view.book_plan(db, today(db), author, cells, "en")
    for name in plan.passed_over:
        click.echo(f"{name}: not read, because no part of the set-up is called so", err=True)
    for fault in plan.faults:
        place = " ".join(str(part) for part in (fault.sheet, fault.line, fault.column) if part)
        click.echo(f"{place}: {fault.refusal}", err=True)
    if plan.faults:
        raise click.exceptions.Exit(1)
    click.echo(f"changes {len(plan.steps)}, already there {plan.unchanged_count}")
    for step in plan.steps:
        told = None if dry_run else BOOK_VERBS[step.verb](db, SystemClock(), COMMAND_LINE, *step.values)
        click.echo(f"{step.verb.value} {step.name}{f'  PIN {told}' if isinstance(told, str) else ''}")
