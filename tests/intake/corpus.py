"""Writes notice documents with their true fields: four languages, many layouts, clean and ugly.

All names, numbers and facts are invented. ``python -m tests.intake.corpus FOLDER`` writes the
documents out, to look at; the tests make them in memory. The same seed gives the same documents.
"""

from __future__ import annotations

import random
import re
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Truth = dict[str, Any]
Row = tuple[str, str]


@dataclass
class Document:
    """A document: its text, and what it says."""

    name: str
    text: str
    truth: Truth
    language: str
    title: str = ""
    secrets: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[Row]]] = field(default_factory=list)


TITLES = {
    "en": ["RED NOTICE", "Interpol Red Notice", "INTERPOL - WANTED PERSON - RED NOTICE"],
    "fr": ["NOTICE ROUGE", "OIPC-INTERPOL / NOTICE ROUGE", "Notice rouge d'Interpol"],
    "es": [
        "NOTIFICACIÓN ROJA",
        "OIPC-INTERPOL - NOTIFICACIÓN ROJA",
        "Notificación roja de Interpol",
    ],
    "ru": [
        "КРАСНОЕ УВЕДОМЛЕНИЕ",
        "Интерпол. Уведомление с красным углом",
        "КРАСНОЕ УВЕДОМЛЕНИЕ ИНТЕРПОЛА",
    ],
}
SECTIONS = {
    "en": ("IDENTITY PARTICULARS", "JUDICIAL DATA", "ACTION TO BE TAKEN IF TRACED"),
    "fr": ("DONNÉES D'IDENTITÉ", "DONNÉES JUDICIAIRES", "CONDUITE À TENIR EN CAS DE DÉCOUVERTE"),
    "es": ("DATOS DE IDENTIDAD", "DATOS JUDICIALES", "MEDIDAS EN CASO DE LOCALIZACIÓN"),
    "ru": ("УСТАНОВОЧНЫЕ ДАННЫЕ", "СУДЕБНЫЕ ДАННЫЕ", "МЕРЫ В СЛУЧАЕ ОБНАРУЖЕНИЯ"),
}
ACTIONS = {
    "en": "Locate and arrest with a view to extradition.",
    "fr": "Localiser et arrêter en vue d'extradition.",
    "es": "Localizar y detener con miras a la extradición.",
    "ru": "Установить местонахождение и арестовать с целью выдачи.",
}
HEADINGS: dict[str, dict[str, list[str]]] = {
    "reference": {
        "en": ["Control No.", "Control number", "Notice number"],
        "fr": ["N° de contrôle", "Numéro de contrôle", "Référence de la notice"],
        "es": ["N.º de control", "Número de control", "Nº de control"],
        "ru": ["Контрольный номер", "Контрольный №", "Номер уведомления"],
    },
    "issuing_country": {
        "en": ["Country of request", "Requesting country", "Requested by", "Issuing state"],
        "fr": ["Pays demandeur", "Pays à l'origine de la demande", "État requérant"],
        "es": ["País solicitante", "Estado requirente", "Solicitado por"],
        "ru": ["Страна запроса", "Запрашивающее государство", "Инициатор розыска"],
    },
    "notice_date": {
        "en": ["Date of publication", "Published on", "Publication date"],
        "fr": ["Date de publication", "Publiée le"],
        "es": ["Fecha de publicación", "Publicada el"],
        "ru": ["Дата публикации", "Опубликовано"],
    },
    "name": {
        "en": ["Family name", "Surname", "Present family name"],
        "fr": ["Nom de famille", "Nom"],
        "es": ["Apellidos", "Apellido"],
        "ru": ["Фамилия"],
    },
    "forename": {
        "en": ["Forename", "Given names"],
        "fr": ["Prénom"],
        "es": ["Nombre"],
        "ru": ["Имя"],
    },
    "sex": {"en": ["Sex"], "fr": ["Sexe"], "es": ["Sexo"], "ru": ["Пол"]},
    "birth": {
        "en": ["Date of birth", "Date and place of birth"],
        "fr": ["Date de naissance"],
        "es": ["Fecha de nacimiento"],
        "ru": ["Дата рождения"],
    },
    "height": {"en": ["Height"], "fr": ["Taille"], "es": ["Estatura"], "ru": ["Рост"]},
    "nationality": {
        "en": ["Nationality", "Citizenship"],
        "fr": ["Nationalité"],
        "es": ["Nacionalidad"],
        "ru": ["Гражданство"],
    },
    "summary": {
        "en": ["Summary of facts of the case", "Summary of the facts", "Facts of the case"],
        "fr": ["Exposé des faits", "Résumé des faits"],
        "es": ["Exposición de los hechos", "Resumen de los hechos"],
        "ru": ["Краткое изложение обстоятельств дела", "Фабула дела"],
    },
    "charge": {
        "en": ["Charge", "Offence", "Legal qualification of the offence", "Charges"],
        "fr": ["Qualification de l'infraction", "Infraction", "Chef d'accusation"],
        "es": ["Calificación del delito", "Delito", "Cargos"],
        "ru": ["Квалификация преступления", "Обвинение", "Вид преступления"],
    },
    "law": {
        "en": ["Law covering the offence", "Legal provisions", "Articles of the Criminal Code"],
        "fr": [
            "Références des dispositions de la loi pénale réprimant l'infraction",
            "Textes applicables",
        ],
        "es": ["Ley que reprime el delito", "Disposiciones legales aplicables"],
        "ru": ["Закон, предусматривающий ответственность", "Статья УК", "Норма закона"],
    },
    "max_penalty": {
        "en": ["Maximum penalty possible", "Maximum penalty", "Maximum sentence"],
        "fr": ["Peine maximale encourue", "Peine encourue"],
        "es": ["Pena máxima aplicable", "Pena máxima"],
        "ru": ["Максимальное наказание", "Максимальный срок наказания", "Санкция статьи"],
    },
    "limitation": {
        "en": ["Statute of limitations", "Time limit for prosecution", "Limitation date"],
        "fr": ["Prescription de l'action publique", "Date de prescription"],
        "es": ["Prescripción de la acción penal", "Fecha de prescripción"],
        "ru": ["Срок давности", "Дата истечения срока давности"],
    },
    "warrant": {
        "en": ["Arrest warrant or judicial decision having the same effect", "Arrest warrant"],
        "fr": ["Mandat d'arrêt", "Mandat d'arrêt ou décision judiciaire équivalente"],
        "es": ["Orden de detención", "Orden de captura"],
        "ru": ["Ордер на арест", "Постановление о заключении под стражу"],
    },
    "warrant_number": {
        "en": ["Warrant number", "Arrest warrant No."],
        "fr": ["Numéro du mandat"],
        "es": ["Número de la orden"],
        "ru": ["Номер ордера"],
    },
    "warrant_date": {
        "en": ["Date of warrant", "Warrant issued on"],
        "fr": ["Date du mandat"],
        "es": ["Fecha de la orden"],
        "ru": ["Дата выдачи ордера"],
    },
    "warrant_authority": {
        "en": ["Issuing authority", "Warrant issued by"],
        "fr": ["Autorité émettrice"],
        "es": ["Autoridad emisora"],
        "ru": ["Кем выдан"],
    },
}
COUNTRIES = {
    "en": [("Russian Federation", "RU"), ("TURKEY", "TR"), ("India", "IN"),
    ("United Arab Emirates", "AE"),
           ("NCB Baku (Azerbaijan)", "AZ"), ("People's Republic of China", "CN")],
    "fr": [("Tunisie", "TN"), ("ALGÉRIE", "DZ"), ("Fédération de Russie", "RU"), ("Cameroun",
    "CM")],
    "es": [("Venezuela", "VE"), ("ECUADOR", "EC"), ("Estados Unidos Mexicanos", "MX"), ("Colombia",
    "CO")],
    "ru": [("Республика Казахстан", "KZ"), ("Российская Федерация", "RU"), ("Беларусь", "BY"),
           ("Республика Таджикистан", "TJ")],
}  # fmt: skip
NATIONALITIES = {
    "en": [("Russian", ["RU"]), ("Turkish / German", ["TR", "DE"]), ("INDIA", ["IN"])],
    "fr": [("tunisienne", ["TN"]), ("russe et française", ["RU", "FR"])],
    "es": [("venezolana", ["VE"]), ("colombiana, española", ["CO", "ES"])],
    "ru": [("Республика Казахстан", ["KZ"]), ("российское, израильское", ["RU", "IL"])],
}
CHARGES = {
    "en": ["Fraud committed by an organised group on an especially large scale",
           "Membership of an armed terrorist organisation",
           "Misappropriation of public funds and abuse of office", "Murder"],
    "fr": ["Escroquerie en bande organisée", "Détournement de fonds publics par un fonctionnaire",
    "Meurtre"],
    "es": ["Estafa agravada y asociación ilícita", "Lavado de activos", "Homicidio calificado"],
    "ru": ["Мошенничество, совершенное организованной группой в особо крупном размере",
           "Создание преступного сообщества", "Присвоение или растрата"],
}  # fmt: skip
LAWS = {
    "en": ["Article 159 part 4 of the Criminal Code", "Sections 420 and 120-B of the Penal Code"],
    "fr": ["Articles 313-1 et 313-2 du code pénal", "Article 171 du code pénal"],
    "es": ["Artículo 248 del Código Penal", "Artículos 320 y 323 de la Ley 599 de 2000"],
    "ru": ["ст. 190 ч. 4 УК РК", "часть 4 статьи 159 Уголовного кодекса"],
}
PENALTIES: dict[str, list[tuple[str, Any]]] = {
    "en": [("ten years' imprisonment", 120), ("imprisonment for a term of 3 to 8 years", 96),
           ("up to 15 (fifteen) years", 180), ("Life imprisonment", "life"), ("18 months", 18),
           ("not less than 5 and not more than 12 years, with a fine", 144)],
    "fr": [("dix ans d'emprisonnement", 120), ("de cinq à vingt ans de réclusion", 240),
           ("réclusion criminelle à perpétuité", "life"), ("7 ans", 84)],
    "es": [("doce años de prisión", 144), ("de 6 a 15 años", 180), ("cadena perpetua", "life"),
           ("veinticinco (25) años", 300)],
    "ru": [("лишение свободы на срок до десяти лет", 120), ("от 7 до 12 лет лишения свободы", 144),
           ("пожизненное лишение свободы", "life"), ("до 8 (восьми) лет", 96)],
}  # fmt: skip
AUTHORITIES = {
    "en": [
        ("Central District Court of Fabletown", "judge"),
        ("Office of the Public Prosecutor", "prosecutor"),
    ],
    "fr": [
        ("tribunal de première instance de Fableville", "judge"),
        ("parquet général", "prosecutor"),
    ],
    "es": [
        ("Juzgado Segundo de lo Penal de Villafábula", "judge"),
        ("Fiscalía General", "prosecutor"),
    ],
    "ru": [
        ("Центральный районный суд г. Выдумска", "judge"),
        ("Прокуратура г. Выдумска", "prosecutor"),
    ],
}
NAMES = {
    "en": ("FABLEMAN", "Quentin"),
    "fr": ("CHIMERON", "Théodule"),
    "es": ("QUIMEROSO", "Evaristo"),
    "ru": ("ВЫДУМЩИКОВ", "Спиридон"),
}
SEXES = {"en": "Male", "fr": "Masculin", "es": "Masculino", "ru": "мужской"}
SUMMARIES = {
    "en": "Between 2008 and 14 March 2010 {name} took part; others got 5 years.",
    "fr": "Entre 2008 et le 14 mars 2010, {name} aurait participé ; un tiers a eu 5 ans.",
    "es": "Entre 2008 y el 14 de marzo de 2010, {name} participó; otro fue condenado a 5 años.",
    "ru": "В период с 2008 г. по 14 марта 2010 г. {name} участвовал; другой осужден на 5 лет.",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}


def write_date(pick: random.Random, language: str) -> tuple[str, str | None]:
    """A date as written, and as it must be read; None if nobody can tell."""
    year, month, day = pick.randint(2005, 2022), pick.randint(1, 12), pick.randint(1, 28)
    iso = f"{year}-{month:02}-{day:02}"
    word = MONTHS[language].split()[month - 1]
    forms: list[tuple[str, str | None]] = [
        (f"{day:02}.{month:02}.{year}", iso),
        (f"{year}-{month:02}-{day:02}", iso),
        (f"{day:02}/{month:02}/{year}", iso if day > 12 or day == month else None),
    ]
    if language == "en":
        forms += [
            (f"{day} {word} {year}", iso),
            (f"{word} {day}, {year}", iso),
            (f"{word} {year}", iso[:7]),
        ]
    elif language == "fr":
        forms += [(f"{'1er' if day == 1 else day} {word} {year}", iso)]
    elif language == "es":
        forms += [(f"{day} de {word} de {year}", iso)]
    else:
        forms += [(f"{day} {word} {year} г.", iso), (f"«{day:02}» {word} {year} года", iso)]
    return pick.choice(forms)


def one_sentence(language: str, number: str, date: str, authority: str) -> str:
    """A warrant in one sentence."""
    return {
        "en": f"No. {number}, issued on {date} by {authority}",
        "fr": f"n° {number}, délivré le {date} par le {authority}",
        "es": f"n.º {number}, expedida el {date} por {authority}",
        "ru": f"№ {number} от {date}",
    }[language]


def make(seed: int, language: str, layout: str, *, ugly: bool) -> Document:
    """One document."""
    pick = random.Random(f"{seed}-{language}-{layout}-{ugly}")  # noqa: S311 -- not for secrets

    def head(key: str) -> str:
        return pick.choice(HEADINGS[key][language])

    family, forename = NAMES[language]
    country, code = pick.choice(COUNTRIES[language])
    nationality, codes = pick.choice(NATIONALITIES[language])
    charge, law = pick.choice(CHARGES[language]), pick.choice(LAWS[language])
    penalty, months = pick.choice(PENALTIES[language])
    authority, issuer = pick.choice(AUTHORITIES[language])
    published, published_iso = write_date(pick, language)
    limit, limit_iso = write_date(pick, language)
    issued, issued_iso = write_date(pick, language)
    written = (published, limit, issued)
    if any(re.match(r"(?:1[3-9]|2[0-9])/", date) for date in written):  # one settles the others
        published_iso, limit_iso, issued_iso = (
            known or "-".join(reversed(date.split("/")))
            for date, known in zip(written, (published_iso, limit_iso, issued_iso), strict=True)
        )
    reference = f"A-{pick.randint(1, 9999)}/{pick.randint(1, 12)}-{pick.randint(2090, 2099)}"
    number = f"{pick.randint(1, 99)}/{pick.randint(2005, 2022)}"
    birth = f"{pick.randint(13, 28)}.{pick.randint(1, 12):02}.{pick.randint(1950, 1990)}"
    truth: Truth = {
        "instrument": "red_notice",
        "reference": reference,
        "issuing_country": code,
        "notice_date": published_iso,
        "nationalities": codes,
        "charges[0].text": charge,
        "charges[0].law": law,
        "charges[0].max_penalty": months,
        "limitation_expires": limit_iso,
        "warrant.reference": number,
        "warrant.date": issued_iso,
        "warrant.authority": authority,
        "warrant.issuer": issuer,
        "identity_set_complete": True,
    }
    top = [
        (head("reference"), reference),
        (head("issuing_country"), country),
        (head("notice_date"), published),
    ]
    person = [
        (head("name"), family), (head("forename"), forename), (head("sex"), SEXES[language]),
        (head("birth"), birth), (head("nationality"), nationality), (head("height"), "1.80 m"),
    ]  # fmt: skip
    case = [
        (head("charge"), charge),
        (head("law"), law),
        (head("max_penalty"), penalty),
        (head("limitation"), limit),
    ]
    if pick.random() < 0.5 and language != "ru":
        case.append((head("warrant"), one_sentence(language, number, issued, authority)))
    else:
        warrant = [
            (head("warrant_number"), number),
            (head("warrant_date"), issued),
            (head("warrant_authority"), authority),
        ]
        case += warrant
    facts = [(head("summary"), SUMMARIES[language].format(name=family.title()))]
    identity, judicial, action = SECTIONS[language]
    groups = [
        ("", top),
        (identity, person),
        (judicial, [*facts, *case] if pick.random() < 0.5 else [*case, *facts]),
    ]
    if ugly and pick.random() < 0.5:
        groups = [groups[0], groups[2], groups[1]]
    groups.append((action, []))
    title = pick.choice(TITLES[language])
    text = LAYOUTS[layout](title, groups, ACTIONS[language])
    if ugly:
        text = make_ugly(text, pick, reference, family)
    name = f"{language}_{layout}_{'ugly' if ugly else 'clean'}_{seed}"
    return Document(name, text, truth, language, title, [family, forename, birth], groups)


Groups = list[tuple[str, list[Row]]]


def _colons(title: str, groups: Groups, action: str) -> str:
    lines = [title, ""]
    for heading, rows in groups:
        lines += [heading, ""] if heading else []
        for label, value in rows:
            lines += textwrap.wrap(f"{label}: {value}", 76)
        lines.append("")
    return "\n".join([*lines, action])


def _numbered(title: str, groups: Groups, action: str) -> str:
    lines = [title]
    for section, (heading, rows) in enumerate(groups):
        lines += [f"{section}. {heading}"] if heading else []
        for number, (label, value) in enumerate(rows, start=1):
            lines += textwrap.wrap(
                f"{section}.{number} {label} : {value}", 70, break_on_hyphens=False
            )
    return "\n".join([*lines, action])


def _above(title: str, groups: Groups, action: str) -> str:
    lines = [title, ""]
    for heading, rows in groups:
        lines += [heading, ""] if heading else []
        for label, value in rows:
            lines += [label, *textwrap.wrap(value, 60), ""]
    return "\n".join([*lines, action])


def _bars(title: str, groups: Groups, action: str) -> str:
    lines = [title]
    for heading, rows in groups:
        lines += ["", heading] if heading else []
        lines += [f"| {label} | {value} |" for label, value in rows]
    return "\n".join([*lines, action])


def _columns(title: str, groups: Groups, action: str) -> str:
    lines = [title]
    for heading, rows in groups:
        lines += ["", heading] if heading else []
        for label, value in rows:
            wrapped = textwrap.wrap(value, 50)
            first, *rest = wrapped
            lines.append(f"{label:<70} {first}" if len(label) < 68 else f"{label}    {first}")
            lines += [f"{'':<70} {line}" for line in rest]
    return "\n".join([*lines, action])


def _dots(title: str, groups: Groups, action: str) -> str:
    lines = [title]
    for heading, rows in groups:
        lines += [heading] if heading else []
        lines += [f"{label} {'.' * max(4, 40 - len(label))} {value}" for label, value in rows]
    return "\n".join([*lines, action])


def _dashes(title: str, groups: Groups, action: str) -> str:
    lines = [title]
    for heading, rows in groups:
        lines += ["", heading] if heading else []
        lines += [f"• {label} – {value}" for label, value in rows]
    return "\n".join([*lines, "", action])


def _markdown(title: str, groups: Groups, action: str) -> str:
    lines = [f"# {title}"]
    for heading, rows in groups:
        lines += ["", f"## {heading}"] if heading else [""]
        lines += [f"- **{label}:** {value}" for label, value in rows]
    return "\n".join([*lines, "", action])


LAYOUTS: dict[str, Callable[[str, Groups, str], str]] = {
    "colons": _colons,
    "numbered": _numbered,
    "above": _above,
    "bars": _bars,
    "columns": _columns,
    "dots": _dots,
    "dashes": _dashes,
    "markdown": _markdown,
}


def make_ugly(text: str, pick: random.Random, reference: str, family: str) -> str:
    """The text as a bad copy has it: pages whose headers name the person, odd spaces."""
    lines = text.split("\n")
    size = max(8, len(lines) // pick.choice([2, 3]))
    pages = [lines[start : start + size] for start in range(0, len(lines), size)]
    out = []
    for number, page in enumerate(pages, start=1):
        head = [f"INTERPOL          {reference}          {family}"]
        foot = ["FOR OFFICIAL USE ONLY", f"Page {number} / {len(pages)}"]
        out.append("\n".join([*head, *(_spoil(line, pick) for line in page), *foot]))
    return "\f".join(out)


def _spoil(line: str, pick: random.Random) -> str:
    if pick.random() < 0.3:
        line = line.replace(" ", "\u00a0", 1)
    if pick.random() < 0.2:
        line = line.replace("fi", "\ufb01")
    return f"{line}   " if pick.random() < 0.3 else line


def documents() -> list[Document]:
    """Every document of the corpus, in text."""
    return [
        make(seed, language, layout, ugly=ugly)
        for seed, layout in enumerate(LAYOUTS)
        for language in ("en", "fr", "es", "ru")
        for ugly in (False, True)
    ]


def as_pdf(document: Document, style: str = "lines") -> bytes:
    """The document as a PDF with a text layer, in one of the styles below."""
    import typst

    data = {
        "pages": [page.split("\n") for page in document.text.split("\f")],
        "groups": [{"heading": heading, "rows": rows} for heading, rows in document.rows],
        "title": document.title,
    }
    import json
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.typ"
        source.write_text(_TYPST[style], encoding="utf-8")
        pdf: bytes = typst.compile(str(source), sys_inputs={"data": json.dumps(data)})
    return pdf


_TYPST = {
    "lines": """
#let data = json(bytes(sys.inputs.data))
#set page(margin: 1.5cm)
#set text(size: 8pt)
#for (i, page) in data.pages.enumerate() {
  if i > 0 { pagebreak() }
  for line in page { block(spacing: 0.55em, if line == "" { v(0.4em) } else { text(line) }) }
}
""",
    "table": """
#let data = json(bytes(sys.inputs.data))
#set page(margin: 1.5cm)
#set text(size: 9pt)
= #data.title
#for group in data.groups {
  if group.heading != "" { heading(level: 2, group.heading) }
  if group.rows.len() > 0 {
    table(columns: (38%, 1fr), ..group.rows.map(row => (strong(row.at(0)), row.at(1))).flatten())
  }
}
""",
    "narrow": """
#let data = json(bytes(sys.inputs.data))
#set page(margin: 1.5cm)
#set text(size: 10pt)
#align(center)[*#data.title*]
#for group in data.groups {
  if group.heading != "" { block(strong(group.heading)) }
  grid(columns: (22%, 60%), column-gutter: 6%, row-gutter: 0.9em,
    ..group.rows.map(row => (row.at(0) + " :", row.at(1))).flatten())
}
""",
    "stacked": """
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a5", margin: 1.2cm, header: [INTERPOL], numbering: "1 / 1")
#set text(size: 9pt, hyphenate: true)
#set par(justify: true)
#align(center, text(14pt, data.title))
#for group in data.groups {
  if group.heading != "" { heading(level: 2, group.heading) }
  for row in group.rows { par(strong(row.at(0) + ": ") + row.at(1)) }
}
""",
}


def main() -> None:
    """Write the corpus into a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents():
        (folder / f"{document.name}.txt").write_text(document.text, encoding="utf-8")
        truth = yaml.safe_dump(document.truth, allow_unicode=True, sort_keys=False)
        (folder / f"{document.name}.yaml").write_text(truth, encoding="utf-8")


if __name__ == "__main__":
    main()
