"""Text in a form that can be compared: case, accents, punctuation and Russian endings set aside."""

from __future__ import annotations

import re
import unicodedata

from redrisk.caching import kept_for_short_texts

_LIGATURES = str.maketrans(
    {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "œ": "oe", "ß": "ss"}
)
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile("[\x02\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_RUSSIAN_ENDING = re.compile(
    "(?:иями|ией|иям|иях|ого|его|ому|ему|ыми|ими|ами|ями|ая|яя|ое|ее|ые|ие|ой|ей|ый|ий|ую|юю|ия"
    "|ии|ию|ом|ем|ам|ям|ах|ях|ов|ев|ых|их|ым|им|а|я|ы|и|у|ю|е|о|ь|й)$"
)
_SHORTEST_STEM = 3


def clean(text: str) -> str:
    r"""The text with plain spaces, no invisible characters and no ligatures.

    >>> clean("of\ufb01ce\u00a0no.\u00ad")
    'office no.'
    """
    text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))
    return _INVISIBLE.sub("", _SPACES.sub(" ", text)).translate(_LIGATURES)


@kept_for_short_texts(50_000)
def fold(text: str) -> str:
    """Words in lower case without Latin accents or punctuation, one space apart.

    >>> fold("  N°: DONNÉES  d'identité")
    'n donnees d identite'
    """
    lowered = _mended(clean(text).casefold()).replace("ё", "е").replace("№", " n ")
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", lowered):
        if unicodedata.combining(char):
            # й is a letter of its own, not an и with an accent.
            if char == "\u0306" and kept and kept[-1] == "и":
                kept[-1] = "й"
            continue
        kept.append(char)
    return _NOT_WORD.sub(" ", "".join(kept)).strip()


_GREEK = str.maketrans("τοαερικνхсυβ", "тоаерикнхсув")
_LATIN_LIKE = str.maketrans("aceopxyk", "асеорхук")
_ZERO = re.compile(r"(?<=[^\W\d_])0(?=[^\W\d_]|\b)|\b0(?=[^\W\d_]{2})")
_ONE = re.compile(r"(?<=[^\W\d_])1(?=[^\W\d_])")
_MIXED = re.compile(r"[^\W\d_]*[а-я][^\W\d_]*")


def _mended(lowered: str) -> str:
    """Lower-case text with slips of scanning mended: a nought for an o, a Greek letter."""
    if "0" in lowered or "1" in lowered:
        cyrillic = any("а" <= char <= "я" for char in lowered)
        lowered = _ONE.sub("l", _ZERO.sub("о" if cyrillic else "o", lowered))
    if lowered.isascii():
        return lowered
    return _MIXED.sub(lambda m: m[0].translate(_GREEK).translate(_LATIN_LIKE), lowered)


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


@kept_for_short_texts(20_000)
def stem(word: str) -> str:
    """A folded word without its Russian ending; other words stay as they are.

    >>> stem("российской"), stem("россия"), stem("russia")
    ('российск', 'росс', 'russia')
    """
    if not ("а" <= word[:1] <= "я"):
        return word
    cut = _RUSSIAN_ENDING.sub("", word)
    return cut if len(cut) >= _SHORTEST_STEM else word


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words."""
    return tuple(stem(word) for word in fold(text).split())


def is_open(text: str) -> bool:
    """Whether a bracket that the text opens is not closed, as in 'X (maximum'."""
    return any(text.count(opening) > text.count(closing) for opening, closing in ("()", "[]"))


_OPENING, _CLOSING = "«“„\"'‘", "»”\"'’"


def unquoted(text: str) -> str:
    """The text without quotation marks that only stand round it or that it opens or closes alone.

    >>> unquoted('"12 years"'), unquoted("Article 5 »."), unquoted("the «Severny» bank")
    ('12 years', 'Article 5', 'the «Severny» bank')
    """
    bare = text.strip()
    core = bare.rstrip(" .;,")
    inside = core[1:-1]
    if len(core) > 2 and core[0] in _OPENING and core[-1] in _CLOSING:
        return inside.strip() if not set(inside) & set('«»“”"') else bare
    for opening, closing in ("«»", "“”", '""'):
        if core.endswith(closing) and (core.count(opening) < 1 or opening == closing):
            return (
                core[:-1].rstrip(" .;,") if core.count(closing) % 2 or opening != closing else bare
            )
        if core.startswith(opening) and closing not in core[1:]:
            return core[1:].strip()
    return bare


_GOES_ON = re.compile(
    r"(?:[/,&+–-]|(?<![^\s])(?:and|or|of|the|a|an|in|on|to|for|with|by|from|et|ou|de|des|du|la"
    r"|le|les|en|y|o|el"
    r"|los|las|del|con|por|и|или|в|с|на|по|от|для|ve|veya))\s*$",
    re.IGNORECASE,
)


def goes_on(line: str) -> bool:
    """Whether a line can't be the end of what it says.

    >>> goes_on("Sections 420 and 121 of the"), goes_on("Fraud")
    (True, False)
    """
    return _GOES_ON.search(line) is not None


_FEWEST_WORDS = 4
_MOST_SECTION_WORDS = 7
_NUMBERED_SECTION = re.compile(
    r"(?:[IVX]{2,5}|[0-9]{1,2})[.)]\s+[A-ZА-ЯЁÀ-Þ]|[A-ZА-Я] [-–—] [A-ZА-ЯЁÀ-Þ]"
)
_SECTION = re.compile(
    r"(?:Sections?|Secci[óo]n|Part|Partie|Parte|Раздел|Часть)\s+(?:[IVX]+|[0-9]+)\b"
)


def is_section(line: str) -> bool:
    """Whether a line is the numbered heading of a section.

    >>> is_section("II. The person"), is_section("A. Petrov")
    (True, False)
    """
    text = line.strip()
    short = _NUMBERED_SECTION.match(text) and len(text.split()) <= _MOST_SECTION_WORDS
    return bool(short or _SECTION.match(text))


def is_next(line: str, following: str) -> bool:
    """Whether a line no longer belongs to a short value: it is a sentence of its own."""
    text = following.strip()
    if is_section(text) or (text.isupper() and len(text) > 3 and not line.isupper()):
        return True
    sentence = text.endswith((".", ";", "!")) and len(text.split()) >= _FEWEST_WORDS
    return text[:1].isupper() and sentence and not goes_on(line)


_SCRIPTS = {
    "ar": re.compile("[\u0600-\u06ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
_OTHER_CYRILLIC = re.compile("[ґєіїўјљњћђџѓќѕ]", re.IGNORECASE)
_OTHER_ARABIC = re.compile("[\u067e\u0686\u0698\u06af\u06cc\u06a9]")
_KANA = re.compile("[\u3040-\u30ff]")
_COMMON_WORDS = {
    "en": "the of and or in by for with to from against under fraud murder theft money laundering "
    "robbery participation possession conspiracy criminal drug offences offence attempted "
    "trafficking",
    "fr": "le la les des du et ou en au aux d l vol meurtre blanchiment escroquerie bande trafic "
    "organisee association malfaiteurs faux usage abus recel infraction infractions avec sans",
    "es": "el la los las del y o en al de con por estafa asociacion ilicita homicidio robo lavado "
    "trafico delito delitos agravado agravada dinero activos asesinato",
    "pt": "o os as do da dos das e ou em ao com por burla homicidio roubo lavagem dinheiro trafico",
    "de": "der die das und oder von mit wegen betrug mord diebstahl geldwasche schwerer",
    "it": "il lo gli del della di e o in con truffa omicidio rapina riciclaggio associazione",
    "tr": "ve veya ile dolandiricilik oldurme hirsizlik orgutu silahli teror uye olma kasten",
}
_WORD_SETS = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}


def language_of(text: str) -> str | None:
    """The language of a short text, or None if it can't be told.

    A script that one language dominates decides; Latin script is decided by common words, and
    only if one language has clearly more of them than any other.

    >>> language_of("Participation in the activities of a gang"), language_of("мошенничество")
    ('en', 'ru')
    """
    letters = sum(char.isalpha() for char in text)
    if not letters:
        return None
    for language, script in _SCRIPTS.items():
        if len(script.findall(text)) * 2 > letters:
            if _OTHER_CYRILLIC.search(text) or _OTHER_ARABIC.search(text) or _KANA.search(text):
                return None
            return language
    words = fold(text).split()
    counts = sorted(
        (
            (sum(word in known for word in words), language)
            for language, known in _WORD_SETS.items()
        ),
        reverse=True,
    )
    (most, language), (second, _) = counts[0], counts[1]
    return language if most > second else None


def is_latin(text: str) -> bool:
    """Whether most letters of the text are Latin."""
    letters = [char for char in text if char.isalpha()]
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters)
    return latin * 2 > len(letters)
