"""What common nouns say about the kind of speaker that they name."""

from __future__ import annotations

from claims.records import SpeakerType

PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THING_PRONOUNS = frozenset({"it", "its", "itself"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "theirs", "themselves"})
RELATIVE_PRONOUNS = frozenset({"who", "whom", "whose", "which", "that"})
AUTHOR_PRONOUNS = frozenset({"i", "me", "my", "we", "us", "our"})

MALE = frozenset(
    "mr king prince lord sir duke baron chairman spokesman businessman congressman councilman"
    " statesman salesman policeman fireman father son brother husband uncle nephew grandfather"
    " man boy actor monk priest bishop imam strongman pope".split()
)
FEMALE = frozenset(
    "mrs ms miss madam queen princess lady dame duchess baroness chairwoman spokeswoman"
    " businesswoman congresswoman councilwoman policewoman mother daughter sister wife aunt niece"
    " grandmother woman girl actress nun".split()
)

ANONYMOUS = frozenset(
    "official source insider people person someone somebody anyone everyone everybody nobody many"
    " some few most several other one all none both individual witness aide adviser advisor".split()
)
"""Heads that name nobody in particular; a named possessor ("X's aide") makes them somebody."""

DOCUMENTS = frozenset(
    "report poll survey study statement letter document filing lawsuit indictment bill memo"
    " memorandum email e-mail transcript analysis article book paper review audit estimate"
    " datum data figure statistic record complaint affidavit resolution treaty constitution law"
    " ruling decree order post tweet message note text release rule guideline census index headline"
    " website editorial column research".split()
)
GOVERNMENTS = frozenset(
    "government ministry administration kremlin cabinet embassy presidency regime junta department"
    " state nation country".split()
)
GOVERNMENT_NAMES = tuple(
    "ministry,department,government,administration,white house,kremlin,cabinet,embassy"
    ",foreign office,council of ministers".split(",")
)
ORGANIZATIONS = frozenset(
    "company party campaign committee court police agency union organization organisation group"
    " association bank firm corporation university school club team league federation commission"
    " council army military force bureau office newspaper magazine network station broadcaster"
    " channel institute foundation alliance coalition bloc parliament congress senate house"
    " assembly jury panel board watchdog regulator maker giant startup hospital church charity"
    " business airline manufacturer retailer service operator utility carrier".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor president senator sen rep representative"
    " congressman congresswoman governor gov mayor minister secretary chancellor premier king queen"
    " prince princess pope judge justice general gen colonel col major maj captain capt lieutenant"
    " lt sergeant sgt chairman chairwoman ceo spokesman spokeswoman spokesperson ambassador"
    " commissioner director chief former ex acting".split()
)
"""Words before a name that are not part of it."""


def nominal_type(lemma: str, *, plural: bool, indefinite: bool) -> SpeakerType:
    """The type of an unnamed speaker by the noun that heads it."""
    if lemma in DOCUMENTS:
        return "document"
    if lemma in GOVERNMENTS:
        return "government"
    if lemma in ORGANIZATIONS:
        return "organization"
    if lemma in ANONYMOUS or (indefinite and not plural):
        return "anonymous"
    return "group" if plural else "person"
