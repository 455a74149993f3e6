"""Money and changes as people say them: ¥1.2m, 123.4万, +8 %."""

from decimal import ROUND_HALF_UP, Decimal

from relsheet.texts import Texts

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
#: From how many whole units of money on which short word is used, and what it stands for; largest first.
STEPS = {
    "en": ((1_000_000_000, 1_000_000_000, "bn"), (1_000_000, 1_000_000, "m"), (10_000, 1_000, "k")),
    "zh": ((100_000_000, 100_000_000, "亿"), (10_000, 10_000, "万")),
}


def short_money(cents: int, currency: str | None, texts: Texts) -> str:
    """An amount in at most four digits with its unit: 123456789 cents of CNY are "¥1.23m", in Chinese "¥123.5万"."""
    units = Decimal(cents) / 100
    _, size, word = next((step for step in STEPS[texts.language] if abs(units) >= step[0]), (0, 1, ""))
    scaled = units / size
    places = 0 if not word or abs(scaled) >= 100 else 1 if abs(scaled) >= 10 else 2
    digits = f"{scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    return f"{sign}{money_sign(currency)}{digits}{word}"


def money_sign(currency: str | None) -> str:
    """What stands before an amount: ¥, or the code of a currency that has no sign here; nothing where none is known."""
    return SYMBOLS.get(currency or "", f"{currency} " if currency else "")


def signed_percent(change: float) -> str:
    """A change with its sign: +8 %, −3 %, ±0 %."""
    rounded = round(change * 100)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{abs(rounded)}%"
