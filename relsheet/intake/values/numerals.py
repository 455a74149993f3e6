"""Chinese numerals, plain (一万二千) and capital (壹万贰仟), as whole numbers."""

_SPELLINGS = ("零〇○", "一壹", "二贰两", "三叁参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {char: value for value, chars in enumerate(_SPELLINGS) for char in chars}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BLOCKS = {"万": 10**4, "亿": 10**8}


def chinese_digits_to_int(text: str) -> int:
    """A year digit by digit (二〇二四), or a number below a hundred (二十一, 十). The text is checked."""
    if "十" not in text:
        return int("".join(str(_DIGITS[char]) for char in text))
    tens, _, ones = text.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def chinese_number(text: str) -> int | None:
    """The number that a text spells with units (壹万贰仟, 十二万); None for any other text.

    一万二 (12,000 or 10,002?) is refused: after a unit above ten a bare digit needs a 零.
    """
    if not text:
        return None
    total, rest = 0, text
    for char in ("亿", "万"):
        head, found, tail = rest.partition(char)
        if not found:
            continue
        block = _below_ten_thousand(head)
        if not block:
            return None
        total += block * _BLOCKS[char]
        rest = tail
    if not rest:
        return total or None
    if total and len(rest) == 1:
        return None
    last = _below_ten_thousand(rest)
    return None if last is None else total + last


def _below_ten_thousand(text: str) -> int | None:
    """Digits with falling units; None if the text is anything else."""
    total, digit, lowest, after_zero = 0, None, 10_000, False
    for place, char in enumerate(text):
        if char in _STEPS:
            step = _STEPS[char]
            if step >= lowest or (digit is None and not (step == 10 and (place == 0 or after_zero))):
                return None
            total += (1 if digit is None else digit) * step
            digit, lowest, after_zero = None, step, False
        elif char in _DIGITS and digit is None:
            digit = _DIGITS[char] or None
            if digit is None:
                if after_zero:
                    return None
                after_zero = True
        else:
            return None
    if digit is None:
        return total if total or text in ("零", "〇") else None
    if lowest > 10 and total and not after_zero:
        return None
    return total + digit
