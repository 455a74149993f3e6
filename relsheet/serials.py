"""The numbers that spreadsheets keep days and moments as: days since 1899-12-30, the time of day behind the point.

Excel, LibreOffice and Google Sheets agree on them from 1900-03-01 on, which is 61 (ECMA-376-1 §18.17.4.1). What only
Excel has, a 29 February in 1900 and workbooks that count from 1904, is minded where such files are read and written.
"""

from datetime import date, datetime, timedelta

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - what cells hold has no time zone
DAYS_TO_1904 = 1462  # from there to 1904-01-01
DAY_SECONDS = 86_400


def moment_at(serial: float) -> datetime:
    """The moment that a number stands for, to the second; OverflowError beyond the years 1 to 9999."""
    return EPOCH + timedelta(seconds=round(serial * DAY_SECONDS))


def serial_day(day: date) -> int:
    """The number of a day."""
    return (day - EPOCH.date()).days
