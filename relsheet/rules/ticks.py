"""Short checklists beside a customer: each point yes, no, or not known; the cell shows yes ÷ known."""

from collections.abc import Mapping

from relsheet.rules.columns import not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once_each
from relsheet.rules.run import Run

MARKS = {True: "✓", False: "✗", None: "?"}


def checklist(key: str, answers: Mapping[str, bool | None], run: Run) -> Finding:
    """The list as one cell; unknown points count neither for nor against. Their names are ``<key>.<point>``."""
    return ticked(run, key, tuple(answers.items()))


@once_each
def ticked(run: Run, key: str, answers: tuple[tuple[str, bool | None], ...]) -> Finding:
    """The cell of all customers with these answers."""
    told = [f"{MARKS[answer]} {run.texts(f'{key}.{name}')}" for name, answer in answers]
    reason = run.texts("profile.join").join(told)
    known = [answer for _, answer in answers if answer is not None]
    if not known:
        return not_known(reason)
    yes = sum(known)
    return Finding(round(yes / len(known), 4), run.texts("share.of", count=yes, all=len(known)), Tone.NEUTRAL, reason)
