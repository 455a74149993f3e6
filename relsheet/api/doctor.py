"""``doctor``: what works and what doesn't on this computer and with this source, each with its cure."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

from relsheet.api.diagnosis import Diagnosis, State, fault, warned
from relsheet.api.google_settings import key_file_of
from relsheet.api.options import Options
from relsheet.api.sections import SECTIONS
from relsheet.api.session import time_zone
from relsheet.discovery import Layer, config_files, flag_layer, load_policy, read_layer
from relsheet.errors import ConfigError, ExitCode, NotWritten, RelsheetError, RemoteFailure
from relsheet.policy import Policy
from relsheet.rules.calendars import CalendarSettings
from relsheet.rules.public_holidays import PublicHolidays, holiday_data_version
from relsheet.sheets.addresses import ADDRESS, is_google
from relsheet.sheets.locks import only_run, refuse_if_open, synced_by
from relsheet.sheets.sources import WRITABLE, backend_for
from relsheet.sheets.state import state_folder
from relsheet.texts import Texts, texts_in

#: This version is not older: a clock that stands before it is wrong, and Google refuses what it signs.
WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
#: Deadlines reach about so far ahead; where the holidays end sooner, they are soon provisional.
HOLIDAYS_AHEAD = timedelta(days=30)
UTC_NAMES = frozenset({"UTC", "Etc/UTC"})


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at. ``source`` is "" where none is named; ``key_file`` None where Google's is to be found."""

    source: str
    now: datetime
    policy: Policy
    texts: Texts
    key_file: Path | None = None

    @property
    def is_google(self) -> bool:
        return is_google(self.source)

    @property
    def file(self) -> Path | None:
        """The source's file if it is one that exists."""
        path = Path(self.source)
        return path if self.source and not ADDRESS.match(self.source) and path.is_file() else None


def diagnose(
    source: str, now: datetime, options: Options = Options(), key_file: Path | None = None
) -> tuple[Diagnosis, ...]:
    """Every check in turn; a fault in one stops no other, and nothing is raised for it. ``now`` is aware.

    Google is called only where the source is a Google Sheet. Nothing is written but a trial file in the state folder.
    """
    texts = texts_in(options.language or "en")
    policy, found = config_in_force(source, options, texts)
    patient = Patient(source, now, policy, texts, key_file or key_file_of(policy))
    for name, check in CHECKS.items():
        try:
            found += check(patient)
        except RelsheetError as err:
            found.append(fault(name, err, texts))
    return tuple(found)


def config_in_force(source: str, options: Options, texts: Texts) -> tuple[Policy, list[Diagnosis]]:
    """The policy (the defaults, where what is written cannot be used), and what is to be said of every file."""
    layers: list[Layer] = []
    faults: list[Diagnosis] = []
    files = tuple(config_files(source, options.config, Path.cwd()))
    for path in files:
        try:
            layers.append(read_layer(path))
        except ConfigError as err:
            faults.append(fault("config", err, texts))
    try:
        policy = load_policy(SECTIONS, [*layers, flag_layer("--set", options.settings)], texts)
    except ConfigError as err:
        policy = load_policy(SECTIONS, [])
        faults += setting_faults(err, texts)
    if faults:
        return policy, faults
    told = texts("doctor.config.files", files=", ".join(map(str, files))) if files else texts("doctor.config.none")
    return policy, [Diagnosis("config", State.OK, told)]


def setting_faults(err: ConfigError, texts: Texts) -> Iterator[Diagnosis]:
    """One diagnosis for each setting that cannot be used."""
    if err.code != "config_faults":
        yield fault("config", err, texts)
        return
    for line in str(err.values["faults"]).splitlines():
        yield Diagnosis("config", State.FAULT, line, texts("doctor.config.cure"), err.exit_code)


def check_state(patient: Patient) -> Iterator[Diagnosis]:
    folder = state_folder()
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as err:
        raise NotWritten("state_folder", folder, reason=err.strerror or str(err)) from err
    yield Diagnosis("state", State.OK, patient.texts("doctor.state_folder", folder=folder))


def check_clock(patient: Patient) -> Iterator[Diagnosis]:
    told = f"{patient.now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if patient.now >= WRITTEN:
        yield Diagnosis("clock", State.OK, told)
        return
    text = patient.texts("doctor.clock.wrong", now=told)
    yield Diagnosis("clock", State.FAULT, text, patient.texts("doctor.clock.cure"), ExitCode.USAGE)


def check_zone(patient: Patient) -> Iterator[Diagnosis]:
    texts, named = patient.texts, patient.policy.of(CalendarSettings).time_zone
    try:
        zone = time_zone(patient.policy, None)
    except ZoneInfoNotFoundError:  # what the computer says of itself is none
        text, cure = texts("doctor.zone.unknown"), texts("doctor.zone.cure")
        yield Diagnosis("zone", State.FAULT, text, cure, ExitCode.USAGE)
        return
    origin = patient.policy.origins.get("calendar.time_zone") if named else texts("doctor.zone.system")
    text = texts("doctor.zone.is", zone=zone.key, origin=origin, time=f"{patient.now.astimezone(zone):%H:%M}")
    if named or patient.is_google or zone.key not in UTC_NAMES:
        yield Diagnosis("zone", State.OK, text)
    else:
        yield Diagnosis("zone", State.WARNING, text, texts("doctor.zone.cure"))


def check_holidays(patient: Patient) -> Iterator[Diagnosis]:
    texts, settings = patient.texts, patient.policy.of(CalendarSettings)
    country = settings.country_for(texts.language)
    if not country:
        yield Diagnosis("holidays", State.OK, texts("doctor.holidays.none"), texts("doctor.holidays.country"))
        return
    PublicHolidays(country, settings.subdivision, texts.language).check()
    data, until = holiday_data_version(), settings.published_until.get(country)
    if until is None:
        yield Diagnosis("holidays", State.OK, texts("doctor.holidays.by_rule", country=country, data=data))
        return
    text = texts("doctor.holidays.until", country=country, data=data, until=until)
    if (patient.now + HOLIDAYS_AHEAD).date() <= until:
        yield Diagnosis("holidays", State.OK, text)
    else:
        cure = texts("doctor.holidays.cure", country=country, year=until.year + 1)
        yield Diagnosis("holidays", State.WARNING, text, cure)


def check_credentials(patient: Patient) -> Iterator[Diagnosis]:
    """The credentials for Google. The machine's own account is asked for only where a Google Sheet needs it."""
    from relsheet.api.google import key_file_in_force, log_in

    texts = patient.texts
    if not patient.is_google and patient.key_file is None and key_file_in_force() is None:
        yield Diagnosis("credentials", State.OK, texts("doctor.credentials.none"))
        return
    try:
        login = log_in(patient.key_file)
    except RemoteFailure as err:
        found = fault("credentials", err, texts)
        cure = f"{found.cure} {texts('doctor.credentials.forbidden')}"
        state = State.WARNING if patient.file else State.FAULT  # a workbook is scored without them
        yield Diagnosis("credentials", state, found.text, cure, err.exit_code)
        return
    name = login.address or texts("doctor.credentials.unknown_address")
    text = texts(f"doctor.credentials.{login.kind}", name=name, path=login.key_file or "")
    cure = texts("doctor.credentials.in_testing") if login.kind == "authorized_user" else ""
    yield Diagnosis("credentials", State.OK, text, cure)
    yield from warned("credentials", login.warnings, texts)


def check_source(patient: Patient) -> Iterator[Diagnosis]:
    """Whether the source is there, is a workbook, and may be written; a Google Sheet is read."""
    if patient.is_google:
        yield from check_sheet(patient)
    elif patient.source:
        backend_for(patient.source)
        path = Path(patient.source)
        if path.suffix.lower() in WRITABLE and not os.access(path, os.W_OK):
            raise NotWritten("unwritable", path.name)
        if path.suffix.lower() in WRITABLE and not os.access(path.absolute().parent, os.W_OK):
            raise NotWritten("unwritable_folder", path.name, folder=path.absolute().parent)
        yield Diagnosis("source", State.OK, patient.texts("doctor.source.file", path=path))


def check_sheet(patient: Patient) -> Iterator[Diagnosis]:
    """Whether Google lets us read the sheet; whether we may also write there shows only when something is written."""
    from relsheet.api.google import log_in, opened

    try:
        login = log_in(patient.key_file)
    except RemoteFailure:
        return  # told among the credentials
    sheet = opened(patient.source, login)
    text = patient.texts("doctor.source.sheet", tabs=len(sheet.tabs), zone=sheet.time_zone or "?")
    yield Diagnosis("source", State.OK, text)


def check_locks(patient: Patient) -> Iterator[Diagnosis]:
    if patient.file is None:
        return
    warnings = (*refuse_if_open(patient.file), *synced_by(patient.file.absolute()))
    with only_run(patient.file, wait=0):
        pass
    yield from warned("locks", warnings, patient.texts)
    if not warnings:
        yield Diagnosis("locks", State.OK, patient.texts("doctor.locks.none"))


CHECKS: Mapping[str, Callable[[Patient], Iterator[Diagnosis]]] = {
    "state": check_state,
    "clock": check_clock,
    "zone": check_zone,
    "holidays": check_holidays,
    "credentials": check_credentials,
    "source": check_source,
    "locks": check_locks,
}
