"""Closed classes of words that the rules name; which cues attribute is in `cues`."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAYING = _words("""
    acknowledge add admit announce answer argue ask begin claim comment conclude continue cry
    declare exclaim explain go insist joke note observe post put quip read recall remark reply
    report respond say shout state suggest tell think tweet warn write yell
""")
"""Verbs that most often bring in a quotation; of several in a clause, one of these is the cue."""

CASTING = _words("""
    attack blast brand cast characterize cite condemn criticize decry defend denounce depict
    describe dismiss frame hail identify label mock paint perceive portray praise present regard
    see slam tout treat view
""")
"""Verbs that say what something is with "as", wherever the parser hangs that "as"."""

RAISING = _words("appear seem")
"""Verbs by which authors hedge what they assert themselves: PolNeAR marks these as attributions
without a source, but the words are nobody's but the article's, so they are its narration."""

LIGHT = _words("""
    deliver express face find get give have hold issue launch make offer press provide put raise
    reach reiterate release repeat see send share show take voice
""")
"""Verbs that are one cue with the noun they govern: "made a promise to"."""

SUBJECT_CONTROL = _words("have make promise take use")
"""Verbs whose infinitive is their subject's act, not their object's."""

HEARSAY = _words("allegedly purportedly reportedly supposedly")

SETTING = _words("after at before by during in on since until while")
"""Prepositions that set a scene rather than belong to what is said of an object."""

DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")

TITLED = _words("""
    accuses admits announces argues asks attacks backs believes blames blasts calls claims
    condemns confirms criticizes declares defends demands denies endorses explains hails hints
    insists mocks opposes pledges praises predicts promises questions rejects responds reveals
    rips said says slams suggests supports tells thinks threatens told urges vows wants warns
""")
"""Verbs as headlines have them, capitalized, where the parser takes them for names."""
DASHES = _words("– — - -- ―")
STOPS = _words(". ? ! ;")
QUOTATION_MARKS = _words("\" “ ” '' `` ‘ ’ ' « » „ ‟ ＂")
