"""The verbs by which people characterize things, by the construction that they take."""

from __future__ import annotations


def lemmas(words: str) -> frozenset[str]:
    """The words of a list, as a set."""
    return frozenset(words.split())


AS_VERBS = lemmas(
    """
    acclaim advertise assail attack bemoan bill blast brand caricature castigate categorize
    celebrate characterise characterize class classify conceive condemn construe criticise
    criticize decry defend define demonise demonize denigrate denounce depict deride
    describe designate diagnose discount dismiss disparage envisage envision excoriate extol
    frame hail herald honor honour interpret justify label lambast lambaste lament laud
    market mock oppose paint perceive picture pitch portray praise promote rationalize
    recast recognise recognize reframe regard reject represent ridicule romanticize sell
    skewer slam slander stereotype stigmatize tar tout trash treat typify view vilify
    welcome
    """
)
"""X as Y: "described the vote as a sham"."""

NOT_AS_VERBS = lemmas(
    """
    act appear be become begin come continue do double emerge end enlist function get give go
    grow have hire install know leave live make operate play pose qualify remain resign retire
    return run seek serve sit speak stand start stay step study take think testify train try
    use win work write
    """
)
"""Verbs whose "as" says in which office or use: any other verb's may characterize."""

PREPOSITION_AS_VERBS = {"refer": "to", "think": "of", "speak": "of"}
"""The thing framed stands after this preposition: "referred to the vote as a sham"."""

COMPLEMENT_VERBS = lemmas(
    """
    brand call consider declare deem dub judge label nickname proclaim pronounce rule term
    """
)
"""X Y: "called the vote a sham"."""

OWN_AS_VERBS = AS_VERBS | COMPLEMENT_VERBS
"""With any other verb "as" counts only where the parser hangs it on the verb itself."""

TO_BE_VERBS = lemmas("believe consider deem find hold judge perceive presume rule suppose think")
"""X to be Y: "found it to be a deterrent"."""

PREPOSITION_VERBS = {
    "accuse": "of", "liken": "to", "equate": "with", "compare": "to", "suspect": "of",
    "blame": "for", "fault": "for", "convict": "of", "charge": "with", "clear": "of",
    "acquit": "of", "absolve": "of", "exonerate": "of",
}  # fmt: skip
"""X of Y: "accused the party of plotting a coup"."""

CLEARING = lemmas("clear acquit absolve exonerate")
"""Who does this denies the charge: "cleared him of fraud"."""

LIGHT_VERBS = {
    "amount": "to", "border": "on", "smack": "of", "reek": "of", "constitute": "",
    "represent": "", "mean": "", "equal": "", "resemble": "",
}  # fmt: skip
"""X is told to be Y by a verb that says little else: "amounted to a coup"."""

NOMINAL_AS = lemmas(
    """
    characterisation characterization condemnation denunciation depiction description
    designation dismissal framing image interpretation labelling perception portrayal
    presentation rejection treatment view vision
    """
)
"""Nouns of characterizing: "his description of the vote as a sham"."""

CHARGES = lemmas("accusation allegation charge")
"""Nouns of accusing: "the accusation of fraud against the company"."""

NAMING_VERBS = lemmas("brand call dub label nickname term")
"""A name after these ("a man called John") characterizes nothing."""

DENIERS = lemmas(
    """
    avoid cease decline deny dispute hesitate rebuff rebut refrain refuse refute reject
    resist stop
    """
)
"""What stands under these is denied or left undone: "refused to call it a coup"."""

NEGATIONS = lemmas("n't neither never nor not n’t without")
NO_ONE = lemmas("neither no nobody none nothing")
FOCUS = lemmas("just merely necessarily only simply solely")
"""After "not" these leave the characterization standing: "not just a riot"."""

SPECIFYING = lemmas(
    """
    aim alternative answer cause challenge concern consequence example factor focus goal
    issue key matter point priority problem purpose question reason result risk solution
    subject theme thing topic word
    """
)
"""Subjects whose "is" tells which, not what: "the problem is inflation"."""

MEDIA = lemmas(
    """
    address article briefing broadcast column comment conference debate editorial email
    hearing interview letter memo message note op-ed podcast post press program rally remark
    report show speech statement talk testimony text tweet video
    """
)
"""Where things are said: "in a speech" is no part of what was said."""

NO_PHRASE = lemmas(
    """
    addition alternative basis case child condition evidence example expected fact kid
    matter means part proof result reward rule such teenager usual way well whole
    """
)
"""Nouns after "as" that make an adverbial: "as part of", "as a result"."""

ROLES = lemmas(
    """
    adviser advisor ambassador attorney candidate chairman chairwoman chancellor chief
    commander congressman congresswoman councilman director general governor head judge
    justice lawmaker leader lieutenant mayor minister nominee officer premier president
    prosecutor representative secretary senator speaker spokesman spokeswoman treasurer
    """
)
"""Offices: bare ("as president") or of a body ("as secretary of state") a time, not a judgment."""

TAKES_AS = OWN_AS_VERBS | lemmas(
    """
    act begin cast double emerge end function know pose present read see serve show start take
    work
    """
)
"""Verbs that have an "as" of their own: "the man who served as mayor"."""

DOING = lemmas(
    """
    arm attempt back commit conduct encourage engage finance foment fuel fund incite inspire
    instigate launch lead mastermind mount orchestrate organise organize perpetrate plan
    plot prepare promote provoke run spark sponsor spread stage start stir stoke support
    wag wage
    """
)
"""Verbs that make their object the frame: "plotting a coup", but not "preventing a coup"."""

BODIES = lemmas(
    """
    act attack attempt campaign country deed force government group law leader man measure
    movement nation network operation organisation organization outfit party people person
    policy president regime ruler state woman
    """
)
"""Nouns that say no more than the frame before them: "a terrorist group", not "a war historian"."""

OUTCOMES = ROLES | lemmas("loser nominee victor winner")
"""What "declared" announces rather than judges: "declared the winner"."""

GENERIC = lemmas(
    """
    act bit campaign case example form instance kind lot many matter one outbreak part
    pattern piece product question series some sort spate state string symbol type wave
    """
)
"""Nouns whose "of" says what it is: "a campaign of repression"."""

DEED_NOUNS = lemmas(
    """
    act action attack attempt bid campaign effort move operation plan plot ploy push step
    try
    """
)
"""Nouns whose "by" names their own doer: "seen as an attempt by the army to ..."."""
