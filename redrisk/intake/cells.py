"""What a cell of a table means in its column: dates, numbers, lists, text."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from redrisk.errors import quote
from redrisk.intake.column_mapping import ColumnMapping
from redrisk.intake.columns import NONE_WORDS, Column
from redrisk.intake.dates_in_text import one_date

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_EXCEL_DAYS = (9_000, 73_050)  # 1924 to 2099
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def cell_value(cell: Any, column: Column, ours: str, mapping: ColumnMapping) -> Any:
    """A cell as the record takes it; None if it is empty.

    Raises
    ------
    ValueError
        If it can't be what its column needs; says what is allowed.
    """
    if isinstance(cell, (dt.datetime, dt.date)) and column.kind != "date":
        cell = cell.date().isoformat() if isinstance(cell, dt.datetime) else cell.isoformat()
    if isinstance(cell, (list, tuple)):
        return list(cell)
    text = _text_of_cell(cell)
    if text == "" or text in mapping.missing:
        return None
    text = mapping.values.get(ours, {}).get(text, text)
    if column.group == "whole_list" or (text.startswith("[") and column.kind == "words"):
        return _whole_list(text)
    if column.kind == "words":
        if text.lower() in NONE_WORDS:
            return []
        words = mapping.values.get(ours, {})
        return [
            words.get(word.strip(), word.strip())
            for word in text.split(mapping.list_separator)
            if word.strip()
        ]
    if column.kind == "date":
        return _date(cell if isinstance(cell, (dt.date, dt.datetime)) else text, mapping.date_order)
    if column.kind == "number":
        return _number(text)
    return text


def _text_of_cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        if cell != cell:
            return ""
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, (dt.datetime, dt.date)):
        return cell.isoformat()[:10]
    return str(cell).replace("\u00a0", " ").strip()


def _whole_list(text: str) -> list[Any]:
    if text.lower() in NONE_WORDS:
        return []
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, list):
        raise ValueError(f"the column takes 'none', or a list in JSON; got {quote(text)}")
    return value


def _date(value: Any, order: str | None) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).strip()
    if _ISO.fullmatch(text):
        return text
    if re.fullmatch(r"[0-9]{5}(?:[.,][0-9]+)?", text):
        days = int(re.split("[.,]", text)[0])
        if _EXCEL_DAYS[0] <= days <= _EXCEL_DAYS[1]:
            return (_EXCEL_EPOCH + dt.timedelta(days=days)).isoformat()
    found = one_date(text)
    if found and found.certainty != "ambiguous":
        return found.readings[0]
    if found and len(found.readings) == 2 and order and re.search(r"[0-9]\s?[/-]\s?[0-9]", text):
        return found.readings[0 if order == "dmy" else 1]
    if found and len(found.readings) > 1:
        message = (
            f"{quote(text)} can be {' or '.join(found.readings[:2])}; write 2015-04-03, or set "
            "date_order in a mapping file"
        )
        raise ValueError(message)
    raise ValueError(f"a date is written 2015, 2015-11 or 2015-11-03; got {quote(text)}")


def _number(text: str) -> str:
    """A number with a decimal comma, or with spaces or commas between thousands, as a plain one."""
    if text == "life":
        return text
    bare = re.sub(r"[\s'’]", "", text)
    if re.fullmatch(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", bare):
        if bare.count(",") == 1 and "." not in bare:
            raise ValueError(
                f"{quote(text)} can be a thousand or a decimal; write it without a comma"
            )
        bare = bare.replace(",", "")
    elif re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?[0-9]+,[0-9]+", bare):
        bare = bare.replace(",", ".")
    if re.fullmatch(r"-?[0-9]+\.0+", bare):
        bare = bare.split(".")[0]
    return bare
