"""Short checklists beside a customer: each point yes, no, or not known; the cell shows yes ÷ known."""

from relsheet.rules.columns import not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once_each
from relsheet.rules.run import Run

MARKS = {True: "✓", False: "✗", None: "?"}
Tick = bool | None


@once_each
def checklist(run: Run, key: str, points: tuple[str, ...], *answers: Tick) -> Finding:
    """The list as one cell, that of all customers with these answers; the points' names are ``<key>.<point>``.

    Unknown points count neither for nor against.
    """
    named = zip(points, answers, strict=True)
    reason = run.texts("profile.join").join(f"{MARKS[answer]} {run.texts(f'{key}.{name}')}" for name, answer in named)
    known = [answer for answer in answers if answer is not None]
    if not known:
        return not_known(reason)
    yes = sum(known)
    return Finding(round(yes / len(known), 4), run.texts("share.of", count=yes, all=len(known)), Tone.NEUTRAL, reason)
