"""``relsheet doctor``: what works on this computer and with this source, and how to mend what doesn't."""

from dataclasses import replace

import click

from relsheet.cli.options import Common, common_options, format_option, spoken_language, the_clock
from relsheet.texts import texts_in


@click.command("doctor")
@click.argument("source", default="")
@format_option
@common_options
def doctor_command(source: str, style: str, common: Common) -> None:
    """Check the settings, the state folder, the clock, the holidays, Google's credentials, and SOURCE if it is named.

    Each line says ok, warning or fault, with the cure. Exit code: 0 without a fault, else that of the worst one.
    """
    from relsheet.api.diagnosis import State, diagnoses_json, diagnosis_lines, exit_code_of
    from relsheet.api.doctor import diagnose

    language = spoken_language(common.language)
    options = replace(common.for_source(), language=language)
    found = diagnose(source, the_clock(), options, common.credentials)
    if style == "json":
        click.echo(diagnoses_json(found, source))
    else:
        shown = [one for one in found if one.state is State.FAULT] if common.quiet else found
        for line in diagnosis_lines(shown, texts_in(language)):
            click.echo(line)
    raise SystemExit(exit_code_of(found))
