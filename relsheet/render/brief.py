"""The brief as Markdown."""

from collections.abc import Iterator, Sequence

from relsheet.pages.brief import Brief
from relsheet.pages.brief_section import Section
from relsheet.render.markdown import escaped
from relsheet.texts import Texts


def briefs_markdown(briefs: Sequence[Brief], texts: Texts) -> Iterator[str]:
    """All of them, with a line between."""
    for number, brief in enumerate(briefs):
        if number:
            yield from ("", "---", "")
        yield from brief_markdown(brief, texts)


def brief_markdown(brief: Brief, texts: Texts) -> Iterator[str]:
    """One customer: heading, results, then say first, the numbers and the other sections; room for notes at the end."""
    yield f"# {escaped(brief.name)}"
    if brief.subtitle:
        yield ""
        yield escaped(brief.subtitle)
    if brief.badges:
        yield ""
        yield " · ".join(_labelled(badge.label, f"**{escaped(badge.text)}**", texts) for badge in brief.badges)
    first, *others = brief.sections
    yield from _section(first, texts)
    if brief.figures:
        yield from ("", f"## {texts('brief.numbers')}", "")
        for figure in brief.figures:
            value = f"**{escaped(figure.value)}**" + (f" · {figure.note}" if figure.note else "")
            yield f"- {_labelled(figure.label, value, texts)}"
    for section in others:
        yield from _section(section, texts)
    yield from ("", f"## {texts('brief.notes')}", "", "", "")


def _section(section: Section, texts: Texts) -> Iterator[str]:
    yield from ("", f"## {section.heading}", "")
    for point in section.points:
        head, text = (f"**{escaped(point.head)}**" if point.head else ""), escaped(point.text)
        yield f"- {_labelled(head, text, texts) if head and text else head or text}"
    if not section.points:
        yield section.empty_text


def _labelled(label: str, text: str, texts: Texts) -> str:
    return texts("brief.labelled", label=label, text=text)
