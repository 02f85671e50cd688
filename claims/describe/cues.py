"""What a cue is: its lemma, and the act that it reports."""

from __future__ import annotations

from spacy.tokens import Doc

from claims.records import CueClass
from claims.spans import Spans

_CLASSES: dict[CueClass, str] = {
    "say": """say tell add speak talk write tweet post comment remark mention note continue respond
        reply answer explain recall state go joke quip whisper shout yell repeat reiterate discuss
        address observe point communicate text email elaborate clarify interject recount narrate
        read sign thank greet apologize apologise brief inform remind statement remark interview
        speech word message advise caution offer express voice share echo list identify""",
    "assert": """claim insist argue assert allege contend maintain declare announce confirm affirm
        acknowledge admit concede accuse charge warn vow promise pledge swear stress emphasize
        emphasise conclude testify suggest boast tout defend predict rule estimate project forecast
        assure proclaim profess underscore underline reaffirm complain lament counter retort protest
        threaten certify guarantee hint imply brag justify attest decide decree determine allegation
        assertion accusation warning promise announcement argument conclusion prediction vow pledge
        commit credit""",
    "deny": """deny reject refute dispute dismiss rebut disavow decline refuse contradict disagree
        repudiate rebuff discount downplay denial rejection refusal debunk object""",
    "question": """ask question wonder inquire enquire query doubt challenge probe suspicion concern
        doubt question""",
    "believe": """believe think feel know consider expect suspect understand assume agree fear
        worry realize realise imagine see appear seem hold trust guess reckon anticipate recognize
        recognise presume conceive remember forget belief opinion view thought expectation judge
        figure perceive surmise convince sense rate believe speculate interpret sure confident
        certain convinced aware worried""",
    "want": """want hope urge demand call wish seek intend plan propose recommend request beg
        encourage support oppose endorse order require aim prefer desire favor favour ask plead
        press push implore exhort instruct direct advocate invite appeal authorize demand plan
        proposal goal intention wish desire need like love hate approve ban forbid permit
        allow back promote endorse nominate champion pursue vow eager""",
    "characterize": """call frame describe characterize characterise portray label brand dub deem
        denounce condemn hail praise criticize criticise blast slam cast paint liken compare view
        regard term refer mock ridicule attack blame decry deride laud applaud depict rip
        lambaste castigate bill style treat present define welcome deplore commend tag rebuke
        description characterization mischaracterize""",
    "report": """report show find reveal according indicate cite quote learn hear publish disclose
        detail release record document leak broadcast demonstrate discover relay poll survey
        calculate measure outline report finding data per""",
}
CLASS_OF: dict[str, CueClass] = {
    lemma: cue_class for cue_class, lemmas in reversed(_CLASSES.items()) for lemma in lemmas.split()
}
_MISREAD = {"hop": "hope"}
"""What spaCy's lemmatizer makes of "hoping"."""
_WANTED_WITH = {"call": {"for", "on", "upon"}, "ask": {"for"}, "push": {"for"}, "press": {"for"}}


def describe_cue(doc: Doc, cue: Spans) -> tuple[str | None, CueClass]:
    """The lemma of a cue's head and the class of the act: ("frame", "characterize").

    A bare dash or colon is its own lemma and of class "none"; no cue is None and "none".
    """
    if not cue:
        return None, "none"
    span = doc.char_span(*cue[0], alignment_mode="expand")
    if span is None:
        return None, "none"
    if span[0].lower_ == "according":
        return "according to", "report"
    root = span.root
    if root.pos_ == "AUX" or root.is_stop or not root.text[-1].isalpha():
        verbs = [token for token in span if token.pos_ in ("VERB", "NOUN", "ADJ")]
        root = next((token for token in verbs if token.lemma_.lower() in CLASS_OF), root)
    if not any(token.is_alpha for token in span):
        return root.text, "none"
    lemma = _MISREAD.get(root.lemma_.lower(), root.lemma_.lower())
    after = {token.lower_ for token in span if token.i > root.i}
    if lemma in _WANTED_WITH:
        if after & _WANTED_WITH[lemma]:
            return lemma, "want"
        return lemma, "characterize" if lemma == "call" else CLASS_OF[lemma]
    return lemma, CLASS_OF.get(lemma, "say" if root.pos_ == "VERB" else "none")
