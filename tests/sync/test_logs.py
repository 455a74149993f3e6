"""No secret reaches a log line, not even by a traceback."""

import io
import json
import logging

import pytest

from relsheet.sync.logs import JsonLines, Redaction, redacted


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        pytest.param("posting to mailto://ann:pa55word@gmail.com", "pa55word", id="a mail address with a password"),
        pytest.param("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlaz", "TIiajkdnlaz", id="a Slack address"),
        pytest.param("https://ann:pa55word@intra.example.com/x", "pa55word", id="a password in a web address"),
        pytest.param(
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx", "693a91f6", id="a WeCom robot"
        ),
        pytest.param("https://oapi.dingtalk.com/robot/send?access_token=abcdef12345", "abcdef12345", id="DingTalk"),
        pytest.param("https://open.feishu.cn/open-apis/bot/v2/hook/0000-1111", "0000-1111", id="Feishu"),
        pytest.param("https://hooks.slack.com/services/T00/B00/XXXX", "XXXX", id="a Slack web hook"),
        pytest.param("https://x.example.com/a?b=1&token=abc123&c=2", "abc123", id="a token in a query"),
        pytest.param("Authorization: Bearer ya29.a0AfH6SMBx", "a0AfH6SMBx", id="a bearer token"),
        pytest.param("token ya29.a0AfH6SMBx-_1 expired", "a0AfH6SMBx", id="Google's access token"),
        pytest.param('{"private_key": "abc\\nDEF"}', "abc", id="a key in JSON"),
        pytest.param(
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----", "MIIEvQ", id="a private key"
        ),
        pytest.param("client_secret=GOCSPX-12345", "GOCSPX", id="a client secret"),
        pytest.param("password: hunter2", "hunter2", id="a password by name"),
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str, secret: str) -> None:
    assert secret not in redacted(text)
    assert "***" in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("crm: /home/ann/crm.xlsx: 12 cells written, 3 problems in the data.", id="a run"),
        pytest.param("https://docs.google.com/spreadsheets/d/1AbC/edit#gid=0", id="a sheet's address"),
        pytest.param("客户档案!A5：“31/02/2026”不是日期", id="a problem"),
        pytest.param("The token tab holds no customers", id="the word alone"),
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redacted(text) == text


def test_known_secrets_are_hidden_wherever_they_stand() -> None:
    assert redacted("sent to plain-word", ["plain-word"]) == "sent to ***"


def test_arguments_and_tracebacks_are_cleaned_and_a_line_is_json() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(Redaction(["s3cret"]))
    handler.setFormatter(JsonLines())
    log = logging.Logger("test")
    log.addHandler(handler)
    try:
        raise ValueError("cannot reach json://host/s3cret")
    except ValueError:
        log.exception("failed with %s", "s3cret")
    line = json.loads(written.getvalue())
    assert "s3cret" not in written.getvalue()
    assert line["message"] == "failed with ***"
    assert "ValueError" in line["trace"]
