"""Numbers written in words, in English, French, Spanish and Russian, up to a few thousand."""

from __future__ import annotations

_UNITS = {
    1: "one first un une uno una primero premier premiere один одного одна одной одну первое "
    "первого",
    2: "two second deux dos два двух две двумя второе второго",
    3: "three third trois tres три трех третье третьего",
    4: "four fourth quatre cuatro четыре четырех четвертое четвертого",
    5: "five fifth cinq cinco пять пяти пятое пятого",
    6: "six sixth seis шесть шести шестое шестого",
    7: "seven seventh sept siete семь семи седьмое седьмого",
    8: "eight eighth huit ocho восемь восьми восьмое восьмого",
    9: "nine ninth neuf nueve девять девяти девятое девятого",
    10: "ten tenth dix diez десять десяти десятое десятого",
    11: "eleven eleventh onze once одиннадцать одиннадцати одиннадцатое",
    12: "twelve twelfth douze doce двенадцать двенадцати двенадцатое",
    13: "thirteen thirteenth treize trece тринадцать тринадцати тринадцатое",
    14: "fourteen fourteenth quatorze catorce четырнадцать четырнадцати четырнадцатое",
    15: "fifteen fifteenth quinze quince пятнадцать пятнадцати пятнадцатое",
    16: "sixteen sixteenth seize dieciseis шестнадцать шестнадцати шестнадцатое",
    17: "seventeen seventeenth diecisiete семнадцать семнадцати семнадцатое",
    18: "eighteen eighteenth dieciocho восемнадцать восемнадцати восемнадцатое",
    19: "nineteen nineteenth diecinueve девятнадцать девятнадцати девятнадцатое",
    20: "twenty twentieth vingt veinte двадцать двадцати двадцатое",
    21: "veintiuno veintiun veintiuna",
    22: "veintidos",
    23: "veintitres",
    24: "veinticuatro",
    25: "veinticinco",
    26: "veintiseis",
    27: "veintisiete",
    28: "veintiocho",
    29: "veintinueve",
    30: "thirty thirtieth trente treinta тридцать тридцати тридцатое",
    40: "forty quarante cuarenta сорок сорока",
    50: "fifty cinquante cincuenta пятьдесят пятидесяти",
    60: "sixty soixante sesenta шестьдесят шестидесяти",
    70: "seventy setenta septante семьдесят семидесяти",
    80: "eighty ochenta восемьдесят восьмидесяти",
    90: "ninety noventa nonante девяносто девяноста",
}
NUMBER_WORDS: dict[str, int] = {
    word: value for value, words in _UNITS.items() for word in words.split()
}
"""Folded word to its value, below a hundred."""

_HUNDRED = frozenset(["hundred", "cent", "cents", "ciento", "cien", "сто", "ста"])
_HUNDREDS = {
    word: value * 100
    for value, words in {
        2: "doscientos doscientas двести двухсот",
        3: "trescientos trescientas триста трехсот",
        4: "cuatrocientos cuatrocientas четыреста четырехсот",
        5: "quinientos quinientas пятьсот пятисот",
        6: "seiscientos seiscientas шестьсот шестисот",
        7: "setecientos setecientas семьсот семисот",
        8: "ochocientos ochocientas восемьсот восьмисот",
        9: "novecientos novecientas девятьсот девятисот",
    }.items()
    for word in words.split()
}
_THOUSAND = frozenset(["thousand", "mille", "mil", "тысяча", "тысячи", "тысяч"])
_JOINTS = frozenset(["and", "et", "y"])
_LEAST_TEN = 20


def number_at(words: list[str], start: int) -> tuple[int, int] | None:
    """The number that the folded words from ``start`` on spell, and how many words it takes.

    >>> number_at(["twenty", "five", "years"], 0)
    (25, 2)
    >>> number_at(["deux", "mille", "quinze"], 0)
    (2015, 3)
    >>> number_at(["doscientos", "cuarenta", "meses"], 0)
    (240, 2)
    """
    total, part, used = 0, 0, 0
    index = start
    while index < len(words):
        word = words[index]
        value = NUMBER_WORDS.get(word)
        if value is not None and (part % 100 == 0 or _adds_to(part % 100, value)):
            if part % 100 == 4 and value == _LEAST_TEN:  # quatre-vingt
                part += 76
            else:
                part += value
        elif word in _HUNDRED and part < 10:
            part = max(part, 1) * 100
        elif word in _HUNDREDS and part == 0:
            part = _HUNDREDS[word]
        elif word in _THOUSAND and total == 0:
            total, part = max(part, 1) * 1000, 0
        elif word == "vingts" and part == 4:
            part = 80
        elif word in _JOINTS and used and _continues(words, index + 1, part, total):
            index += 1
            continue
        else:
            break
        index += 1
        used = index - start
    return (total + part, used) if used else None


def _adds_to(tens: int, value: int) -> bool:
    if tens == 4 and value == _LEAST_TEN:
        return True
    if tens in (60, 80):  # soixante-quinze, quatre-vingt-dix
        return value < _LEAST_TEN
    return tens >= _LEAST_TEN and tens % 10 == 0 and value < 10


def _continues(words: list[str], index: int, part: int, total: int) -> bool:
    """Whether the word after 'and' can belong to the same number, as in 'thirty and one'."""
    value = NUMBER_WORDS.get(words[index]) if index < len(words) else None
    if value is None:
        return False
    return _adds_to(part % 100, value) or (part % 100 == 0 and (part > 0 or total > 0))
