"""The verbs by which people characterize things, by the construction that they take."""

from __future__ import annotations

AS_VERBS = frozenset(
    """
    acclaim advertise assail attack bemoan bill blast brand castigate categorize caricature
    celebrate characterize characterise class classify conceive condemn construe criticise
    criticize decry define defend demonise demonize denigrate denounce depict deride describe
    designate diagnose discount dismiss disparage envisage envision excoriate extol frame hail
    herald honor honour identify interpret justify label lament laud lambast lambaste market mock
    oppose paint perceive picture pitch portray praise promote rationalize recast recognise
    recognize regard reframe reject remember represent ridicule romanticize sell skewer slam slander
    stigmatize stereotype tar tout trash treat typify vilify view welcome write
    """.split()
)
"""X as Y: "described the vote as a sham"."""

WEAK_AS_VERBS = frozenset("cast present read see show take".split())
"""Verbs with much other use: only where the parser hangs "as" on the verb itself."""

PREPOSITION_AS_VERBS = {"refer": "to", "think": "of", "speak": "of", "point": "to"}
"""The thing framed stands after this preposition: "referred to the vote as a sham"."""

COMPLEMENT_VERBS = frozenset(
    "brand call consider declare deem dub label nickname proclaim pronounce term".split()
)
"""X Y: "called the vote a sham"."""

PREPOSITION_VERBS = {"accuse": "of", "liken": "to", "equate": "with"}
"""X of Y: "accused the party of plotting a coup"."""

NAMING_VERBS = frozenset("call dub nickname term label brand".split())
"""A name after these ("a man called John") characterizes nothing."""

DENIERS = frozenset(
    """
    avoid cease decline deny dispute hesitate rebut rebuff refrain refuse refute reject resist stop
    """.split()
)
"""What stands under these is denied or left undone: "refused to call it a coup"."""

NEGATIONS = frozenset("not n't n’t never neither nor without".split())
NO_ONE = frozenset("no nobody none neither nothing".split())
FOCUS = frozenset("just only merely simply solely necessarily".split())
"""After "not" these leave the characterization standing: "not just a riot"."""

SPECIFYING = frozenset(
    """
    answer aim alternative cause challenge concern consequence example factor focus goal issue
    key matter point priority problem purpose question reason result risk solution subject
    theme thing topic word
    """.split()
)
"""Subjects whose "is" tells which, not what: "the problem is inflation"."""

MEDIA = frozenset(
    """
    address article briefing broadcast column comment conference debate editorial email hearing
    interview letter memo message note op-ed post press rally remark report speech statement talk
    testimony text tweet video
    """.split()
)
"""Where things are said: "in a speech" is no part of what was said."""

NO_PHRASE = frozenset(
    """
    addition alternative basis case child condition evidence example expected fact kid matter
    means part proof rule reward result such teenager usual way well whole
    """.split()
)
"""Nouns after "as" that make an adverbial: "as part of", "as a result"."""

ROLES = frozenset(
    """
    adviser advisor ambassador attorney candidate chairman chairwoman chancellor chief commander
    congressman congresswoman councilman director general governor head judge justice lawmaker
    leader lieutenant mayor minister nominee officer premier president prosecutor representative
    secretary senator speaker spokesman spokeswoman treasurer
    """.split()
)
"""Offices: bare ("as president") or of a body ("as secretary of state") a time, not a judgment."""

TAKES_AS = frozenset("act begin double emerge end function pose serve start work".split())
"""Verbs that have an "as" of their own: "the man who served as mayor"."""

DEED_NOUNS = frozenset(
    "act action attack attempt bid campaign effort move operation plan plot ploy push step try".split()
)
"""Nouns whose "by" names their own doer: "seen as an attempt by the army to ..."."""
