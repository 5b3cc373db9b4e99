"""Commands that tell a month and what its figures mean."""

import json
from pathlib import Path

import click

from storeops.base.clock import SystemClock
from storeops.base.i18n import LANGUAGES, Language
from storeops.commands.command_line import COMMAND_LINE, connect, connect_to_write, judge_clock, tell
from storeops.measuring.definitions_text import metrics_page
from storeops.quality.stars import stars_view
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.stars_table import stars_table
from storeops.reports.refusals import NothingToClose
from storeops.store import journal
from storeops.tracing.answer_actions import note_written

REPORT_FORMATS = "html,pdf,xlsx,json"


@click.command()
@click.option("--month", required=True, help="YYYY-MM.")
@click.option("--out", "folder", type=click.Path(path_type=Path), required=True, help="A folder; made if missing.")
@click.option("--format", "formats", default=REPORT_FORMATS, show_default=True, help="Separated by commas; also csv.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@click.option("--version", type=click.IntRange(1), help="An earlier version of a closed month.")
@click.option("--base", help="YYYY-MM: compare with this month too.")
@click.pass_context
def report(
    context: click.Context,
    month: str,
    folder: Path,
    formats: str,
    lang: Language,
    version: int | None,
    base: str | None,
) -> None:
    """Write the month's report, one file for each format; a month whose time has come is closed first."""
    # Imported here: drawing and typesetting take longer to load than most commands take to run.
    from storeops.commands import report_writing

    endings = report_writing.known_formats(formats)
    if endings is None:
        raise click.BadParameter(f"choose from {', '.join(report_writing.FORMAT_NAMES)}", param_hint="--format")
    db = connect_to_write(context)
    clock = SystemClock()
    found = report_writing.report_for(db, clock, COMMAND_LINE, month, version, tell)
    if report_writing.is_empty(found):
        click.echo(f"storeops: {NothingToClose(month=month)}", err=True)
    if base:
        found = report_writing.compared_with(db, clock, found, base)
    for path in report_writing.write_files(db, found, endings, lang, folder, tell):
        note_written(db, clock, COMMAND_LINE, "report", path.name, month=month)
        click.echo(str(path))


@click.command()
@click.option("--month", required=True, help="YYYY-MM.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--freeze", is_flag=True, help="Close the month first, or count a closed one again if anything changed.")
@click.pass_context
def stars(context: click.Context, month: str, as_json: bool, freeze: bool) -> None:
    """Print the month's service stars with what they are made of."""
    db = connect(context)
    if freeze:
        # Who closes a month by its name knows what time it is; what closes by itself waits from now on.
        known_at = journal.latest_at(db)
        close_stars(db, SystemClock(), COMMAND_LINE, month)
        judge_clock(db, known_at)
    published = stars_view.published_month(db, month, SystemClock().now())
    if as_json:
        click.echo(json.dumps(stars_view.stars_document(db, published), ensure_ascii=False, indent=2))
        return
    state = "provisional" if published.is_provisional else f"version {published.version}"
    click.echo(f"{month}, {state}, policy version {published.policy_version}")
    for line in stars_table(published.stars, published.policy):
        click.echo(line)


@click.command(name="metrics")
def metrics() -> None:
    """Print what every figure means, in Markdown."""
    click.echo(metrics_page(), nl=False)
