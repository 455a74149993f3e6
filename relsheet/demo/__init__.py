"""A realistic CRM workbook in English, one in Chinese and a thin one, the same every time they are made."""

from pathlib import Path

from relsheet.demo.days import DEMO_AS_OF
from relsheet.demo.story import tell
from relsheet.demo.thin import write_thin
from relsheet.demo.words import words_in
from relsheet.demo.workbook import write_workbook

__all__ = ["DEMO_AS_OF", "make_demo"]


def make_demo(folder: Path) -> tuple[Path, ...]:
    """Writes crm-en.xlsx, crm-zh.xlsx and thin-zh.xlsx into that folder and says where they are.

    Existing files of these names are replaced. Seeded: the same bytes each time. Score them for ``DEMO_AS_OF``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    english, chinese, thin = (folder / name for name in ("crm-en.xlsx", "crm-zh.xlsx", "thin-zh.xlsx"))
    write_workbook(english, tell("en"), words_in("en"))
    write_workbook(chinese, tell("zh"), words_in("zh"))
    write_thin(thin, words_in("zh"))
    return english, chinese, thin
