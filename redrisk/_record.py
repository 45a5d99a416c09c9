"""The base of every record that a person writes: immutable, strict, and precise about mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainSerializer,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from redrisk.countries import check_code
from redrisk.errors import QUOTE_LIMIT, TOO_DEEP, InvalidInput, Problem, listed, nearest, quote

Country = Annotated[str, BeforeValidator(check_code)]
"""An ISO 3166-1 alpha-2 code, or XK."""

YES = frozenset({"yes", "true", "on"})
NO = frozenset({"no", "false", "off"})


def spelled_answer(value: object) -> bool | None:
    """The yes or no that a value is or spells; None if it is neither."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    return True if word in YES else False if word in NO else None


def _yes_or_no(value: object) -> object:
    answer = spelled_answer(value)
    if answer is not None:
        return answer
    raise ValueError(
        f"the answer is yes or no; got {quote(value)}; leave the field out if it is not known"
    )


YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
"""A stated yes or no. What nobody stated is absent."""


def _number_from_text(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f"a number is needed; got {quote(value)}")
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            try:
                return float(value)
            except ValueError:
                raise ValueError(f"a number is needed; got {quote(value)}") from None
    return value


FromText = BeforeValidator(_number_from_text)
"""Reads a number written as text, as YAML hands it over."""


def _encodable(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"the text holds half a character; got {quote(value)}") from None
    return value


Text = Annotated[str, AfterValidator(_encodable)]
"""Text that can be written as UTF-8."""


class FrozenDict(dict[str, Any]):
    """A mapping that can't be changed."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TypeError("a notice can't be changed; make a new one with model_copy")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        return FrozenDict, (dict(self),)

    def __deepcopy__(self, memo: dict[int, Any]) -> FrozenDict:
        return self


_Value = TypeVar("_Value")
FrozenMapping = Annotated[
    Mapping[Text, _Value],
    AfterValidator(FrozenDict),
    PlainSerializer(dict, return_type=dict),
]


class Record(BaseModel):
    """An immutable record: absent means unknown, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    @model_validator(mode="wrap")
    @classmethod
    def _explain_errors(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(cls._stated(data))
        except ValidationError as error:
            found = error.errors(include_url=False)
            details = [_explained(cls, item) for item in found[:_MOST_EXPLAINED]]
            if len(found) > _MOST_EXPLAINED:
                details.append(_and_more(len(found) - _MOST_EXPLAINED))
            raise ValidationError.from_exception_data(cls.__name__, details) from None

    @classmethod
    def _stated(cls, data: Any) -> Any:
        """The data without fields left empty, which say nothing."""
        if not isinstance(data, dict) or None not in data.values():
            return data
        return {k: v for k, v in data.items() if v is not None or k not in cls.model_fields}

    @classmethod
    def parse(cls, data: object, where: str = "", lines: Mapping[str, int] | None = None) -> Self:
        """Build the record from plain data, with errors that a person can act on.

        Parameters
        ----------
        data
            A mapping of field names to values, as read from YAML or JSON.
        where
            The file or record, for messages.
        lines
            Field path to line number, where the reader knows it.

        Raises
        ------
        InvalidInput
            Lists every problem: field, value got, what is allowed.
        """
        if _is_huge(data):
            message = (
                f"holds more than {_MOST_PARTS} values, or {_MOST_LETTERS} characters; a notice is "
                "some pages long: leave out what is not of it"
            )
            raise InvalidInput([Problem("", message)], where)
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise InvalidInput(problems(error, lines), where) from None
        except RecursionError:
            raise InvalidInput([Problem("", TOO_DEEP)], where) from None

    def plain(self) -> dict[str, Any]:
        """The record as plain data, without what is absent."""
        return self.model_dump(mode="json", exclude_none=True)


def problems(error: ValidationError, lines: Mapping[str, int] | None = None) -> list[Problem]:
    """The problems of a validation error, each with its field path and, if known, its line."""
    found = []
    for item in error.errors(include_url=False):
        path = field_path(item["loc"])
        found.append(Problem(path, item["msg"], _line_of(path, lines or {})))
    return found


def field_path(location: tuple[int | str, ...]) -> str:
    """``("charges", 0, "text")`` as ``charges[0].text``."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += f".{part}" if path else part
    return path[: QUOTE_LIMIT + 1]


def _line_of(path: str, lines: Mapping[str, int]) -> int | None:
    while path:
        if path in lines:
            return lines[path]
        path = path[: max(path.rfind("."), path.rfind("["))] if ("." in path or "[" in path) else ""
    return lines.get("")


def _explained(model: type[BaseModel], item: Any) -> InitErrorDetails:
    """One validation error with our own words for what is wrong and what is allowed."""
    kind, got = item["type"], item.get("input")
    location = item["loc"]
    if kind in _OWN_KINDS:
        message = item["msg"]
    elif kind == "extra_forbidden" and len(location) == 1:
        kind = "unknown_field"
        hint = nearest(location[0], model.model_fields) or _fields_in_words(model)
        message = f"there is no field {quote(location[0])}{hint}"
    elif kind == "missing" or (got is None and len(location) == 1):
        kind = "required"
        message = "is required"
    elif kind == "value_error":
        kind = "not_allowed"
        message = str(item["ctx"]["error"])
    elif kind == "literal_error":
        kind = "not_allowed"
        allowed = [
            word.strip(" '") for word in item["ctx"]["expected"].replace(" or ", ", ").split(",")
        ]
        message = f"{quote(got)} is not one of: {listed(allowed)}{nearest(got, allowed)}"
    elif isinstance(got, (set, frozenset)):
        kind = "not_allowed"
        message = "a list is needed, since a set has no order"
    elif kind in ("tuple_type", "list_type"):
        kind = "not_allowed"
        message = f"a list is needed; got {quote(got)}"
    elif kind in ("model_type", "model_attributes_type", "dict_type", "mapping_type"):
        kind = "not_allowed"
        message = f"a mapping of fields to values is needed; got {quote(got)}"
    else:
        kind = "not_allowed"
        message = f"{item['msg'][:1].lower()}{item['msg'][1:]}; got {quote(got)}"
    # Braces would be read as fields of a template.
    safe = message.replace("{", "(").replace("}", ")")
    return InitErrorDetails(type=PydanticCustomError(kind, safe), loc=location, input=got)


def _fields_in_words(model: type[BaseModel]) -> str:
    if len(model.model_fields) > _MOST_LISTED:
        return "; docs/notice.md lists the fields"
    return f"; the fields are: {listed(model.model_fields)}"


def _and_more(count: int) -> InitErrorDetails:
    error = PydanticCustomError("not_allowed", f"{count} more problems are not listed")
    return InitErrorDetails(type=error, loc=(), input=None)


def _is_huge(data: object) -> bool:
    """Whether plain data hold more than any record that a person writes."""
    count, letters, pending = 0, 0, [data]
    while pending and count <= _MOST_PARTS:
        part = pending.pop()
        if isinstance(part, str):
            letters += len(part)
        elif isinstance(part, Mapping):
            count += len(part)
            letters += sum(len(key) for key in part if isinstance(key, str))
            pending += part.values()
        elif isinstance(part, list | tuple):
            count += len(part)
            pending += part
    return count > _MOST_PARTS or letters > _MOST_LETTERS


_MOST_LISTED = 12
_MOST_EXPLAINED = 50
_MOST_PARTS = 20_000
_MOST_LETTERS = 1_000_000
_OWN_KINDS = frozenset({"unknown_field", "required", "not_allowed"})
