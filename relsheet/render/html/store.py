"""The briefs within one page: packed, since those of a thousand customers would be two megabytes."""

import base64
import json
import zlib
from bisect import bisect_right
from collections.abc import Mapping


def packed(briefs: Mapping[int, str], room: int) -> str:
    """The briefs by their customers' numbers as base64 of deflated JSON: as many as fit into ``room`` bytes, from the
    first one on."""
    everything = _packed(briefs, len(briefs))
    if len(everything) <= room:
        return everything
    # One brief more makes the text longer, so that the last one that fits is found by halving.
    fitting = bisect_right(range(len(briefs)), room, key=lambda count: len(_packed(briefs, count))) - 1
    return _packed(briefs, max(fitting, 0))


def _packed(briefs: Mapping[int, str], count: int) -> str:
    """The first ``count`` of them."""
    told = json.dumps(dict(list(briefs.items())[:count]), ensure_ascii=False)
    return base64.b64encode(zlib.compress(told.encode(), 9)).decode("ascii")
