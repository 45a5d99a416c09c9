from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from tests.report.helpers import NAMES, written

VOID = {"meta", "link", "img", "input", "br", "hr", "col"}


class Page(HTMLParser):
    """The elements of a page, and whether they are well nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(name: str) -> Page:
    return Page(written("html", name, forum="us_federal").decode())


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_well_formed_and_fetches_nothing(name: str) -> None:
    text = written("html", name, forum="us_federal").decode()
    parsed = Page(text)
    assert parsed.open == []
    for _, attributes in parsed.elements:
        assert not {"src", "srcset", "style"} & set(attributes)
        assert not [key for key in attributes if key.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    assert "@import" not in text
    assert "url(" not in text.replace('fill="url(#hatch)"', "")
    assert [kind.get("type") for kind in parsed.all("script")] == ["application/json"] * 3 + [None]


def test_the_policy_allows_our_script_and_style_alone() -> None:
    text = written("html", "empty").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    for tag in ("script", "style"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]


@pytest.mark.parametrize("name", ["duralev_v_garland", "hostile"])
def test_a_screen_reader_finds_landmarks_headers_and_labels(name: str) -> None:
    parsed = page(name)
    for landmark in ("header", "main", "nav", "footer"):
        assert len(parsed.all(landmark)) == 1
    assert parsed.all("html") == [{"lang": "en"}]
    assert len(parsed.all("h1")) == 1
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for section in parsed.all("section"):
        assert section["aria-labelledby"] in ids
    assert all("scope" in header for header in parsed.all("th"))
    assert all(figure.get("aria-label") for figure in parsed.all("figure"))
    labelled = {label["for"] for label in parsed.all("label")}
    inputs = parsed.all("select") + parsed.all("input")
    assert all(attributes["id"] in labelled for attributes in inputs)
    links = {link["href"] for link in parsed.all("a")}
    assert {link[1:] for link in links if link} <= set(ids)
