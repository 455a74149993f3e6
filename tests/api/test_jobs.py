"""Spans of time as people write them in [[job]]."""

from datetime import timedelta

import pytest

from relsheet.api.jobs import Job, JobsSettings, span_of, span_text


@pytest.mark.parametrize(
    ("written", "span", "text"),
    [
        pytest.param("90s", timedelta(seconds=90), "90s", id="seconds"),
        pytest.param("10 m", timedelta(minutes=10), "10m", id="minutes"),
        pytest.param("120m", timedelta(hours=2), "2h", id="told in the largest unit"),
        pytest.param("3d", timedelta(days=3), "3d", id="days"),
        pytest.param("0s", timedelta(0), "0d", id="none"),
    ],
)
def test_a_span_of_time(written: str, span: timedelta, text: str) -> None:
    assert span_of(written) == span
    assert span_text(span) == text


@pytest.mark.parametrize("written", ["", "5", "m", "-5m", "1.5h", "5 years", "PT5M"])
def test_what_is_no_span_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no span of time"):
        span_of(written)


def test_a_job_prints_as_it_is_written() -> None:
    assert Job(name="crm", source="crm.xlsx", wait="10m").model_dump(mode="json")["wait"] == "10m"
    wait = Job.model_json_schema()["properties"]["wait"]
    assert (wait["type"], wait["default"]) == ("string", "5m")


def test_two_jobs_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two jobs are called crm"):
        JobsSettings(jobs=[{"name": "crm", "source": "a.xlsx"}, {"name": "crm", "source": "b.xlsx"}])
