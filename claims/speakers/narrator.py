"""The speaker of what an article says in its own voice."""

from __future__ import annotations

import re

from claims.records import Article, Speaker
from claims.sections import dateline_agency
from claims.speakers.resolve import named

_AGENCIES = {
    "afp": "AFP", "agence france-presse": "AFP", "agence france presse": "AFP",
    "ap": "AP", "associated press": "AP", "the associated press": "AP",
    "reuters": "Reuters", "thomson reuters": "Reuters", "upi": "UPI",
    "united press international": "UPI", "tass": "TASS", "itar-tass": "TASS",
    "interfax": "Interfax", "ria novosti": "RIA Novosti", "xinhua": "Xinhua",
    "dpa": "dpa", "deutsche presse-agentur": "dpa", "efe": "EFE", "ansa": "ANSA",
    "kyodo": "Kyodo News", "kyodo news": "Kyodo News", "yonhap": "Yonhap",
    "press trust of india": "PTI", "pti": "PTI", "ians": "IANS", "ani": "ANI",
    "anadolu agency": "Anadolu Agency", "anadolu": "Anadolu Agency",
    "bloomberg": "Bloomberg", "bloomberg news": "Bloomberg", "pa media": "PA Media",
    "press association": "PA Media", "canadian press": "The Canadian Press",
    "the canadian press": "The Canadian Press", "aap": "AAP", "apa": "APA",
    "ukrinform": "Ukrinform",
}  # fmt: skip
_PARTS = re.compile(r"\s*(?:[,;|/()]|\s[-–—]\s|\band\b|\bwith\b|\bfor\b)\s*", re.IGNORECASE)


def narrator_of(article: Article) -> Speaker:
    """The agency that byline or dateline names, else the outlet; nameless where none is known."""
    name = agency_in(article.byline) or _agency_in_dateline(article) or article.outlet
    return named(name, "outlet") if name else Speaker(None, None, "outlet")


def _agency_in_dateline(article: Article) -> str | None:
    first = next((p for p in article.paragraphs if p.section == "body"), None)
    return agency_in(dateline_agency(article.text[first.start : first.end])) if first else None


def agency_in(byline: str | None) -> str | None:
    """The news agency that a byline names: "AFP" in "Jane Doe, Agence France-Presse"."""
    for part in _PARTS.split(byline or ""):
        bare = re.sub(r"(?i)^by\s+", "", part).strip(" .").casefold()
        if bare in _AGENCIES:
            return _AGENCIES[bare]
    return None
