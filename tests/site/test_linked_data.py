"""What the pages say of themselves to programs: whole, escaped for a script, and never run."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from msgspec.structs import replace

from tests.support.odd_roadmaps import odd_roadmap
from vlagraph.core.model import Text
from vlagraph.core.text import visible
from vlagraph.site.content import Content
from vlagraph.site.corrections import correction_url
from vlagraph.site.linked_data import describe_roadmap, describe_topic
from vlagraph.site.pages import render_site

ODD = odd_roadmap(40)
SITE = "https://example.org/map/"
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PROPERTIES = {
    "@context", "@type", "about", "citation", "competencyRequired", "dateModified", "description",
    "educationalLevel", "inLanguage", "isPartOf", "name", "teaches", "timeRequired", "url",
}  # fmt: skip
"""What schema.org lets a LearningResource say, of which these pages say some: https://schema.org/LearningResource."""


def _content(site: str | None = SITE) -> Content:
    topics = (replace(ODD.topics[0], name=Text(en="</script><!--<script>\u2028'\"&")), *ODD.topics[1:])
    return Content(replace(ODD, site=site, topics=topics), tuple(topic.id for topic in topics))


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(render_site(_content()))


def _data(page: str) -> dict[str, Any]:
    (found,) = _BLOCK.findall(page)
    assert found.isascii()
    assert not re.search("[<>&']", found)
    data = json.loads(found)
    assert isinstance(data, dict)
    assert set(data) <= PROPERTIES
    return data


def test_the_map_and_every_topic_page_say_what_they_are_and_no_other_page_does(pages: dict[str, str]) -> None:
    content = _content()
    named = {name for name, text in pages.items() if "application/ld+json" in text}

    assert named == {"index.html", *(f"topics/{topic}.html" for topic in content.order)}
    assert _data(pages["index.html"]) == json.loads(json.dumps(describe_roadmap(content)))
    for topic in content.topics.values():
        data = _data(pages[f"topics/{topic.id}.html"])
        assert data == json.loads(json.dumps(describe_topic(content, topic)))
        assert data["name"] == visible(topic.name.en)
        assert data["url"] == f"{SITE}topics/{topic.id}.html"
        assert data["isPartOf"]["url"] == SITE


def test_a_topic_says_what_it_teaches_needs_takes_and_reads() -> None:
    content = _content()
    for topic in content.topics.values():
        data = describe_topic(content, topic)
        needed = {content.topics[need.topic].name.en for need in topic.requires if need.kind == "required"}

        assert data.get("teaches", []) == [visible(concept.name.en) for concept in topic.concepts]
        assert set(data.get("competencyRequired", [])) == {visible(name) for name in needed}
        assert data.get("timeRequired", "") == (f"PT{topic.hours[1]}H" if topic.hours[1] else "")
        assert data.get("citation", []) == [f"https://arxiv.org/abs/{key.arxiv}" for key in topic.key_papers]
        assert all(data.values())


@pytest.mark.parametrize("site", [None, "javascript:alert(1)"])
def test_without_an_address_of_the_site_no_page_names_one(site: str | None) -> None:
    content = _content(site)

    assert "url" not in describe_roadmap(content)
    assert '"url"' not in json.dumps(describe_topic(content, content.topics["topic-5"]))


def test_no_hidden_sign_of_a_name_comes_into_data_or_into_the_address_of_a_report() -> None:
    hidden = "A\u202eB\u200bC\nD"
    topics = (replace(ODD.topics[0], name=Text(en=hidden)), *ODD.topics[1:])
    whole = replace(ODD, title=Text(en=hidden), corrections="https://example.org/?t={title}", topics=topics)
    content = Content(whole, tuple(topic.id for topic in topics))
    described = json.dumps(
        [describe_roadmap(content), describe_topic(content, topics[0])], ensure_ascii=False
    )

    assert not re.search("[\u202e\u200b]", described)
    assert describe_roadmap(content)["description"].startswith("ABC D:")
    assert correction_url(content, topics[0]).startswith("https://example.org/?t=ABC%20D%3A")
