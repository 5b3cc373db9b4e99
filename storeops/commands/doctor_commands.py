"""The command that looks over the hall's computer."""

from pathlib import Path

import click

from storeops.base.clock import SystemClock
from storeops.base.i18n import LANGUAGES, Language, translate
from storeops.running import doctor_view
from storeops.running.doctor_rules import VERDICT_WORDS, Condition


@click.command()
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@click.option(
    "--address", default=doctor_view.DoctorAsked().address, show_default=True, help="Where the server answers."
)
@click.option("--certificate", type=click.Path(path_type=Path), help="The server's, where it is not beside the hall.")
@click.pass_context
def doctor(context: click.Context, lang: Language, address: str, certificate: Path | None) -> None:
    """Look over the hall's computer and say what to do; exit code 1 where something is bad."""
    asked = doctor_view.DoctorAsked(address, certificate)
    is_bad = False
    for line in doctor_view.lines(context.obj, SystemClock().now(), lang, asked):
        is_bad = is_bad or line.verdict is Condition.BAD
        verdict, subject = translate(lang, VERDICT_WORDS[line.verdict]), translate(lang, line.subject)
        click.echo(f"{verdict}  {subject}: {' '.join(filter(None, (line.so_in(lang), line.to_do_in(lang))))}")
    if is_bad:
        raise click.exceptions.Exit(1)
