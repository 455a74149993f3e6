"""LibreOffice, steered from a script as a user steers it by hand."""

import os
import signal
import subprocess
import uuid
from pathlib import Path

import pytest

from tests.judges import need

#: Runs in the Python that LibreOffice's bridge is installed for, which is not ours.
BRIDGE = "/usr/bin/python3"
#: Opens ``source`` as ``book``; what a script does to it is saved as ``target``. ``wished`` are the script's own words.
START = """
import os, sys, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellAddress, CellRangeAddress, TableSortField

pipe, source, target, *wished = sys.argv[1:]
context = uno.getComponentContext()
resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
for attempt in range(120):
    try:
        office = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except NoConnectException:
        time.sleep(0.25)
desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
book = desktop.loadComponentFromURL(source, "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
"""
END = """
book.storeToURL(target, (PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0),))
book.close(True)
os._exit(0)  # the bridge sometimes crashes while Python takes itself down
"""


def need_bridge() -> None:
    """Skip where LibreOffice cannot be steered from Python."""
    need("libreoffice")
    asked = (
        subprocess.run([BRIDGE, "-c", "import uno"], check=False, capture_output=True) if os.name == "posix" else None
    )
    if asked is None or asked.returncode:
        pytest.skip("LibreOffice's Python bridge is not here")


def steered(path: Path, script: str, *wished: str) -> Path:
    """The workbook as LibreOffice saves it after the script, which finds it as ``book``.

    Tried again where LibreOffice's bridge itself crashed (a negative code): that says nothing about our workbook.
    """
    result = path.with_name("steered.xlsx")
    for attempt in range(3):
        code, said = _once(path, result, START + script + END, f"profile{attempt}", wished)
        if code >= 0:
            break
    assert code == 0, said
    return result


def _once(path: Path, result: Path, script: str, profile_name: str, wished: tuple[str, ...]) -> tuple[int, str]:
    """Exit code and errors of the script, run against an office of its own."""
    pipe, profile = f"relsheet{uuid.uuid4().hex}", (path.parent / profile_name).as_uri()
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # soffice is a script: the office itself is its child, and has to go with it
    )
    try:
        call = [BRIDGE, "-c", script, pipe, path.as_uri(), result.as_uri(), *wished]
        answer = subprocess.run(call, check=False, capture_output=True, timeout=120)
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    return answer.returncode, answer.stderr.decode()
