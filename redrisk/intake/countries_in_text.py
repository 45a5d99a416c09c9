"""States as documents name them, in English, French, Spanish and Russian.

The names stand in country_names.txt, one state a line, for people to extend. A name that two
states share ('Congo', 'Korea') is never read as either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from redrisk.countries import NAMES
from redrisk.intake.plain import clean, fold, stems

_LONGEST_NAME = 8
_BUREAU = re.compile(
    r"\b(?:ncb|ip|interpol|bcn|ocn|нцб|national central bureau|bureau central national"
    r"|oficina central nacional|национальное центральное бюро)\b"
)
_CODE_IN_BRACKETS = re.compile(r"[(\[]\s*([A-Z]{2})\s*[)\]]")
_ALPHA3 = {
    "AFG": "AF", "ALB": "AL", "ARE": "AE", "ARG": "AR", "ARM": "AM", "AUS": "AU", "AUT": "AT",
    "AZE": "AZ", "BEL": "BE", "BGR": "BG", "BHR": "BH", "BIH": "BA", "BLR": "BY", "BOL": "BO",
    "BRA": "BR", "CAN": "CA", "CHE": "CH", "CHL": "CL", "CHN": "CN", "COD": "CD", "COL": "CO",
    "CUB": "CU", "CYP": "CY", "CZE": "CZ", "DEU": "DE", "DNK": "DK", "DZA": "DZ", "ECU": "EC",
    "EGY": "EG", "ESP": "ES", "EST": "EE", "FIN": "FI", "FRA": "FR", "GBR": "GB", "GEO": "GE",
    "GRC": "GR", "GTM": "GT", "HND": "HN", "HRV": "HR", "HUN": "HU", "IDN": "ID", "IND": "IN",
    "IRL": "IE", "IRN": "IR", "IRQ": "IQ", "ISR": "IL", "ITA": "IT", "JOR": "JO", "JPN": "JP",
    "KAZ": "KZ", "KEN": "KE", "KGZ": "KG", "KOR": "KR", "KWT": "KW", "LBN": "LB", "LBY": "LY",
    "LKA": "LK", "LTU": "LT", "LVA": "LV", "MAR": "MA", "MDA": "MD", "MEX": "MX", "MKD": "MK",
    "MNE": "ME", "MNG": "MN", "MYS": "MY", "NGA": "NG", "NIC": "NI", "NLD": "NL", "NOR": "NO",
    "OMN": "OM", "PAK": "PK", "PER": "PE", "PHL": "PH", "POL": "PL", "PRT": "PT", "QAT": "QA",
    "ROU": "RO", "RUS": "RU", "RWA": "RW", "SAU": "SA", "SDN": "SD", "SLV": "SV", "SRB": "RS",
    "SVK": "SK", "SVN": "SI", "SWE": "SE", "SYR": "SY", "THA": "TH", "TJK": "TJ", "TKM": "TM",
    "TUN": "TN", "TUR": "TR", "UGA": "UG", "UKR": "UA", "URY": "UY", "USA": "US", "UZB": "UZ",
    "VEN": "VE", "VNM": "VN", "YEM": "YE", "ZAF": "ZA", "ZWE": "ZW",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """Stemmed words to the code they name; names that two states share are left out."""

    names: dict[tuple[str, ...], str]
    nationalities: dict[tuple[str, ...], str]
    seats: dict[tuple[str, ...], str]


@cache
def _gazetteer() -> _Gazetteer:
    text = (resources.files("redrisk.intake") / "country_names.txt").read_text("utf-8")
    columns: tuple[dict[tuple[str, ...], set[str]], ...] = ({}, {}, {})
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, *fields = (part.strip() for part in line.split("|"))
            for column, field in zip(columns, fields, strict=True):
                for name in filter(None, (part.strip() for part in field.split(";"))):
                    column.setdefault(stems(name), set()).add(code)
    for key, codes in list(columns[1].items()):
        for form in _forms(key):
            columns[1].setdefault(form, set(codes))
    for code, name in NAMES.items():
        columns[0].setdefault(stems(name), set()).add(code)
    single = [
        {key: min(codes) for key, codes in column.items() if len(codes) == 1} for column in columns
    ]
    return _Gazetteer(*single)


def _forms(key: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The French and Spanish feminine and plural forms of a nationality of one word."""
    if len(key) != 1 or not key[0].isascii():
        return []
    word = key[0]
    forms = [word + ending for ending in ("e", "es", "s", "ne", "nes", "a", "as")]
    if word.endswith("o"):
        forms += [word[:-1] + ending for ending in ("a", "os", "as")]
    return [(form,) for form in forms]


def countries_in(text: str, *, nationality: bool = False) -> tuple[str, ...]:
    """The codes of the states that a text names, in its order, each once.

    Parameters
    ----------
    text
        A field's words, such as ``Russian Federation`` or ``NCB Ankara (Türkiye)``.
    nationality
        Whether adjectives (``Turkish``, ``russe``) count as well.

    Examples
    --------
    >>> countries_in("Fédération de Russie"), countries_in("IP Ankara")
    (('RU',), ('TR',))
    >>> countries_in("Congo"), countries_in("Turkish; Российское", nationality=True)
    ((), ('TR', 'RU'))
    """
    text = clean(text)
    known = _gazetteer()
    words = stems(text)
    tables = [known.names]
    if nationality:
        tables.append(known.nationalities)
    bureau = _BUREAU.search(fold(text)) is not None
    if bureau:
        tables.append(known.seats)
    found: list[tuple[int, str]] = []
    index = 0
    while index < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - index), 0, -1):
            code = next(
                (t[key] for t in tables if (key := words[index : index + length]) in t), None
            )
            if code:
                found.append((index, code))
                index += length - 1
                break
        index += 1
    codes = [code for _, code in found] or _codes_alone(text)
    return tuple(dict.fromkeys(codes))


def _codes_alone(text: str) -> list[str]:
    """Codes written for names: 'TR', '(TUR)', 'RU / KZ'."""
    parts = [part for part in re.split(r"[\s,;/()\[\]–-]+", text) if part]
    codes = [part if part in NAMES else _ALPHA3.get(part, "") for part in parts]
    if parts and all(codes):
        return codes
    bracketed = [code for code in _CODE_IN_BRACKETS.findall(text) if code in NAMES]
    return bracketed if len(bracketed) == 1 else []
