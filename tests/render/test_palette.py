"""Colours are told apart with every common colour-blindness, and texts on them can be read."""

from itertools import combinations, pairwise

import pytest

from relsheet.render import palette

LEAST_DIFFERENCE = 12.0  # CIE76
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3

#: Viénot, Brettel, Mollon 1999: linear RGB to LMS, the missing cone from the other two, and back.
TO_LMS = ((17.8824, 43.5161, 4.11935), (3.45565, 27.1554, 3.86714), (0.0299566, 0.184309, 1.46709))
FROM_LMS = (
    (0.0809444479, -0.130504409, 0.116721066),
    (-0.0102485335, 0.0540193266, -0.113614708),
    (-0.000365296938, -0.00412161469, 0.693511405),
)
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0, 2.02344, -2.52581), (0, 1, 0), (0, 0, 1)),
    "deutan": ((1, 0, 0), (0.494207, 0, 1.24827), (0, 0, 1)),
    "tritan": ((1, 0, 0), (0, 1, 0), (-0.395913, 0.801109, 0)),
}
FILLS = {"unfilled": palette.PAPER, "bad": palette.BAD, "watch": palette.WATCH, **palette.TIER_FILLS}
SLICES = palette.CHART_COLORS
CLASSES = {**palette.CLASS_COLORS, "paper": palette.PAPER}

Triple = tuple[float, float, float]


def linear(color: str) -> Triple:
    channels = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def seen(color: str, sight: str) -> Triple:
    """The linear colour as somebody of that sight sees it."""
    rgb = linear(color)
    if sight == "normal":
        return rgb
    red, green, blue = times(FROM_LMS, times(SIGHT[sight], times(TO_LMS, rgb)))
    return min(max(red, 0), 1), min(max(green, 0), 1), min(max(blue, 0), 1)


def lab(rgb: Triple) -> Triple:
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        ratio ** (1 / 3) if ratio > 0.008856 else 7.787 * ratio + 16 / 116
        for ratio in (value / whole for value, whole in zip(times(to_xyz, rgb), white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, sight: str) -> float:
    pairs = zip(lab(seen(one, sight)), lab(seen(other, sight)), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def contrast(one: str, other: str) -> float:
    luminances = (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(linear, (one, other)))
    darker, lighter = sorted(luminances)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), [*combinations(FILLS, 2)])
def test_two_fills_side_by_side_are_told_apart(one: str, other: str, sight: str) -> None:
    assert difference(FILLS[one], FILLS[other], sight) >= LEAST_DIFFERENCE


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), [*combinations(SLICES, 2)])
def test_two_slices_of_the_complaints_bar_are_told_apart(one: str, other: str, sight: str) -> None:
    assert difference(SLICES[one], SLICES[other], sight) >= LEAST_DIFFERENCE


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), [*combinations(CLASSES, 2)])
def test_the_classes_of_the_pareto_chart_are_told_apart(one: str, other: str, sight: str) -> None:
    assert difference(CLASSES[one], CLASSES[other], sight) >= LEAST_DIFFERENCE


@pytest.mark.parametrize("fill", [*FILLS.values(), palette.HEADER_FILL, palette.TILE_FILL])
def test_dark_text_can_be_read_on_every_fill(fill: str) -> None:
    assert contrast(palette.TEXT, fill) >= LEAST_CONTRAST


@pytest.mark.parametrize("color", [palette.MUTED, palette.LINK])
def test_quiet_texts_can_be_read_on_paper_and_tiles(color: str) -> None:
    assert min(contrast(color, palette.PAPER), contrast(color, palette.TILE_FILL)) >= LEAST_CONTRAST


def test_the_tiers_go_from_light_to_dark() -> None:
    steps = [lab(linear(color))[0] for color in palette.TIER_FILLS.values()]
    assert all(lighter > darker for lighter, darker in pairwise(steps))


@pytest.mark.parametrize("slice_color", palette.CHART_COLORS)
def test_the_count_on_a_slice_can_be_read(slice_color: str) -> None:
    label = palette.CHART_LABELS.get(slice_color, palette.TEXT)
    assert contrast(label, palette.CHART_COLORS[slice_color]) >= LEAST_CONTRAST
