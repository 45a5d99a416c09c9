"""Which part of the form a heading names.

A heading is looked up among the phrases of headings.ini; then by likeness, for slips of OCR and
typing; then by the word stems that only one part of the form puts together.
"""

from __future__ import annotations

import configparser
import difflib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from redrisk.intake.plain import clean, fold

LANGUAGES = ("en", "fr", "es", "ru")
_LIKENESS = 0.88
_LONGEST_LABEL = 120
_MOST_WORDS = 18


@dataclass(frozen=True, slots=True)
class Label:
    """A heading understood: the part of the form, the languages it can be, and how it was found."""

    key: str
    languages: tuple[str, ...]
    how: str  # exact, alike or stems

    @property
    def is_identity(self) -> bool:
        """Whether the words under it describe the person."""
        return self.key.startswith(("identity", "section.identity"))


@cache
def phrases() -> dict[str, Label]:
    """Folded phrase to its label."""
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.read_string((resources.files("redrisk.intake") / "headings.ini").read_text("utf-8"))
    found: dict[str, Label] = {}
    for key in parser.sections():
        for language in LANGUAGES:
            for phrase in parser[key][language].split("|"):
                folded = fold(phrase)
                known = found.get(folded)
                if known is None:
                    found[folded] = Label(key, (language,), "exact")
                elif known.key == key and language not in known.languages:
                    found[folded] = Label(key, (*known.languages, language), "exact")
    return found


@cache
def _by_length() -> dict[int, list[str]]:
    lengths: dict[int, list[str]] = {}
    for phrase in phrases():
        lengths.setdefault(len(phrase), []).append(phrase)
    return lengths


@cache
def beginnings() -> frozenset[str]:
    """Every proper beginning, in whole words, of a phrase of three words or more."""
    found = set()
    for phrase in phrases():
        words = phrase.split()
        for count in range(1, len(words)):
            found.add(" ".join(words[:count]))
    return frozenset(found)


_STEM_RULES: tuple[tuple[str, str, str], ...] = (
    # part, stems that must all be there (split by &), stems that must not
    (
        "sentence_remaining",
        r"remain|left to|balance|unserved|restant|reliquat|purger|pendiente|restante|остат"
        r"|оставш|неотбыт"
        r" & sentence|term|penalty|peine|pena|condena|срок|наказан|serve",
        "",
    ),
    (
        "limitation_or_expiry",
        r"limit|prescri|давност & warrant|mandat|orden|ордер & expir|vencim|caduc|истечен"
        r"|срок действ",
        "",
    ),
    (
        "other.warrant_expiry",
        r"expir|valid|vencim|caduc|vigencia|истечен|срок действ & warrant|mandat|orden|ордер"
        r"|постановл",
        "limit|prescri|давност|authority|number",
    ),
    (
        "limitation",
        r"statute of limit|limitation|time bar|time limit|prescri|давност",
        "law|ley|loi|penal prov",
    ),
    (
        "max_penalty",
        r"maxim|\bmax\b|highest|longest|максим|предельн|наивысш"
        r" & penal|\bpenas?\b|\bpeines?\b|sentence|punish|sanci?t?ion|наказан|санкци|срок лишен"
        r"|imprison|condena",
        "",
    ),
    (
        "sentence",
        r"impos|prononc|inflig|impuest|назначен|handed down & sentence|peine|\bpena\b|condena"
        r"|наказан|срок|penalty",
        "",
    ),
    (
        "warrant_number",
        r"warrant|detention order|mandat|\borden\b|ордер|постановлен & number|\bno\b|\bn\b"
        r"|numero|nro|reference"
        r"|номер|ref\b",
        "copy|copie|copia|копия|date|fecha|дата",
    ),
    (
        "warrant_date",
        r"warrant|detention order|mandat|\borden\b|ордер|постановлен & date|issued on|dated"
        r"|fecha|delivre le"
        r"|decerne le|expedida el|дата|когда",
        "expir|valid|caduc|venc|истеч|copy|limit|prescri|давност",
    ),
    (
        "warrant_authority",
        r"warrant|detention order|mandat|\borden\b|ордер|постановлен"
        r" & authority|issued by|court|autorite|delivre par|autoridad|expedida por|juzgado|орган"
        r"|кем|суд\b",
        "having|same effect|meme effet|copy|date|number",
    ),
    (
        "issuing_country",
        r"request|requir|demand|solicit|issuing|emis|emet|emett|запрашив|запрос|инициатор"
        r"|applicant|originating"
        r" & country|state|pays|\betat\b|pais|estado|стран|государств|\bncb\b|bureau|\bbcn\b"
        r"|\bocn\b|бюро|нцб",
        "visit|extradit|birth|copy|copie|copia|копия|language|law|date|naiss|charge",
    ),
    (
        "notice_date",
        r"publi|diffus|circulat|опублик|публикац|difund|распростран|рассыл & date|\bon\b|fecha"
        r"|дата|\ble\b|\bel\b",
        "birth|warrant|offen",
    ),
    (
        "warrant_authority",
        r"\bсуд|\bорган|\bcourt|\btribunal|juzgado|autorit|autoridad|authority|judicial body"
        r"|juridiction"
        r" & issu|вынес|выда|приня|deliv|delivr|emis|emit|expid|dict|libr|decern|rend",
        "charge|notice|country|notific|convict|sentenc|приговор|number|date|fecha",
    ),
    (
        "notice_date",
        r"\bpublished\b|\bpublication\b|publiee|publicada|опубликов",
        r"warrant|offen|\bby\b|copy|charge|extract|request for|demande de|solicitud de|country"
        r"|pays|pais",
    ),
    (
        "offence_date",
        r"offen|crime|facts|faits|hechos|delito|infraction|преступлен|деян & date|when|fecha"
        r"|дата|время",
        "publi|limit|prescri|давност|warrant|birth",
    ),
    (
        "summary",
        r"summar|expose|exposic|resum|изложен|descri|account|relat|фабул|обстоятельств|описан"
        r"|narrat"
        r" & fact|faits|hechos|case|дела|деян|преступлен|act|событ",
        "law|penal|physical|offence legal",
    ),
    (
        "law",
        r"\blaws?\b|legal|statut|provision|disposition|disposicion|legisla|\barticl|\barticul"
        r"|\bley|\bloi|стать|закон|норм"
        r" & offen|infraction|delito|penal|criminal|applicab|refer|преступлен|уголовн|применим"
        r"|covering|punish|relev",
        r"qualif|calific|charact|date|summary|classif|description|\bpenalt|\bpeines?\b|\bpenas?\b",
    ),
    (
        "charge",
        r"qualif|calific|characteri|classif|nature|designat|intitul|tipific|квалифик|наименован"
        r"|description|title"
        r" & offen|crime|infraction|delito|faits|hechos|преступлен|деян|обвинен|charge",
        "law cover|date|fecha|дата",
    ),
    (
        "case_opened",
        r"open|initiat|institut|ouvert|apertura|inicio|incoac|возбужд & case|proceed|procedure"
        r"|causa|дел|investig|enquete",
        "country|state",
    ),
    (
        "retained_until",
        r"reten|conserv|хранен|retain & until|expir|jusqu|hasta|limit|до|истеч|ends?",
        "warrant|limitation",
    ),
    (
        "extradition",
        r"action|measure|mesure|medida|меры|действи|conduct|conduite & trac|locat|found|decouv"
        r"|localiz|обнаруж|установлен|taken",
        "",
    ),
    (
        "control_number",
        r"control|controle|контрол & number|\bno\b|\bn\b|numero|nro|num|номер|ref",
        "",
    ),
    (
        "identity.birth",
        r"birth|naissance|nacim|рожден & date|year|fecha|annee|дата|год",
        "",
    ),
    (
        "identity.other",
        r"\bjudge|signator|signat|\bjuge|\bjuez|firmante|судья|подпис & name|nom|nombre|фио|ф и о",
        "",
    ),
    (
        "identity.other_name",
        r"\bname|\bnom\b|apellid|nombre|фамил|имя|prenom",
        "court|authority|law|offen|tribunal|суд|orga|file|country",
    ),
)


@cache
def _rules() -> tuple[tuple[str, tuple[re.Pattern[str], ...], re.Pattern[str] | None], ...]:
    return tuple(
        (
            key,
            tuple(re.compile(part.strip(" ")) for part in needed.split(" & ")),
            re.compile(barred) if barred else None,
        )
        for key, needed, barred in _STEM_RULES
    )


@lru_cache(maxsize=20_000)
def label_of(text: str, *, loosely: bool = True, in_parts: bool = True) -> Label | None:
    """The part of the form that a heading names, or None.

    Parameters
    ----------
    text
        The heading without numbering and colon.
    loosely
        Whether likeness and stems count too, for words that are known to be a heading.
    in_parts
        Whether one language of a bilingual heading, or what stands outside brackets, is enough.

    Examples
    --------
    >>> label_of("MAXIMUM PENALTY POSSIBLE").key, label_of("Maximun penalty posible").key
    ('max_penalty', 'max_penalty')
    >>> label_of("Peine la plus haute, maximale").how
    'stems'
    """
    if len(text) > _LONGEST_LABEL:
        return None
    folded = fold(text)
    if not folded or folded.isdigit():
        return None
    known = phrases().get(folded) or _counted(folded)
    if known:
        return known
    if not in_parts:
        return None
    for part in _parts(text):
        known = phrases().get(fold(part))
        if known:
            return known
    words = folded.split()
    if not loosely or len(words) > _MOST_WORDS:
        return None
    return _alike(folded) or _by_stems(folded)


_COUNTED = frozenset({"charge", "law", "max_penalty", "warrant", "nationality"})
_COUNTER = re.compile(r" (?:n |no |nr |nro )?(?:[0-9]{1,2}|[ivx]{1,4})$")


def _counted(folded: str) -> Label | None:
    """The label of a heading with its own number: 'Charge 2', 'Delito n.º 1'."""
    known = phrases().get(_COUNTER.sub("", folded))
    return known if known and known.key in _COUNTED else None


def _parts(text: str) -> list[str]:
    """The languages of a bilingual heading, and the heading without what stands in brackets."""
    without = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text)
    parts = [without] if without.strip() and without != text else []
    parts += [part for part in re.split(r"\s*/\s*|\s+[–—|]\s+", text) if len(part.strip()) > 2]
    inside = re.findall(r"[(\[]([^()\[\]]*)[)\]]", text)
    return parts + [part for part in inside if len(part.strip()) > 3]


def _alike(folded: str) -> Label | None:
    best, score = None, _LIKENESS
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    slack = max(1, len(folded) // 7)
    if len(folded) < 6:
        return None
    for length in range(len(folded) - slack, len(folded) + slack + 1):
        for phrase in _by_length().get(length, ()):
            matcher.set_seq1(phrase)
            if matcher.quick_ratio() > score:
                ratio = matcher.ratio()
                if ratio > score:
                    best, score = phrase, ratio
    if best is None:
        return None
    known = phrases()[best]
    return Label(known.key, known.languages, "alike")


def _by_stems(folded: str) -> Label | None:
    for key, needed, barred in _rules():
        if all(part.search(folded) for part in needed) and not (barred and barred.search(folded)):
            return Label(key, (), "stems")
    return None


_NUMBERING = re.compile(
    r"^[\s¿\-–—•*▪►■□●○◦#>|§·]*(?:(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]{0,2}|[IVX]{1,5}[.)]"
    r"|\(?[A-Za-zА-Яа-я][.)](?!\s*[^\W\d_]\.))\s+)?"
    r"[\s\-–—•*▪►■□●_]*"
)


def without_numbering(text: str) -> str:
    """The text without a bullet or number before it.

    >>> without_numbering("2.1) Nationality"), without_numbering("• Charge")
    ('Nationality', 'Charge')
    """
    text = clean(text)
    return text[_NUMBERING.match(text).end() :].strip()  # type: ignore[union-attr]
