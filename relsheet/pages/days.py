"""Days as people say them in a meeting: today, Tue 24 Nov, 周二（11月24日）."""

from datetime import date

from relsheet.texts import Texts


def day_text(day: date, today: date, texts: Texts) -> str:
    """The weekday and date, or today, tomorrow, yesterday; the year only where it is another one than today's."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    return texts(f"day.{near}") if near else weekday_and_date(day, today, texts)


def weekday_and_date(day: date, today: date, texts: Texts) -> str:
    """Tue 24 Nov; with the year where it is another one than today's."""
    weekday = texts("day.weekdays").split("|")[day.weekday()]
    return texts("day.full", weekday=weekday, date=date_text(day, today, texts))


def date_text(day: date, today: date, texts: Texts) -> str:
    """24 Nov; with the year where it is another one than today's."""
    month = texts("day.months").split("|")[day.month - 1]
    key = "day.date" if day.year == today.year else "day.date_with_year"
    return texts(key, day=day.day, month=month, year=day.year)


def with_days(key: str, days: int, texts: Texts, **values: object) -> str:
    """The text of that key about a number of days; that of ``key.one`` for a single day, where the language has it."""
    single = f"{key}.one"
    return texts(single if days == 1 and texts.has(single) else key, days=days, **values)
