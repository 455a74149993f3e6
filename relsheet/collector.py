"""Python's search for cyclic garbage: it costs as much as a whole run where hundreds of thousands of records live."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """Around work that makes many records and hardly any cycle: nothing is looked for until it is done."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # both together: what was made counts as old, and is not looked through at once
        if enabled:
            gc.enable()
