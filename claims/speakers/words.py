"""What single words say of the speakers that they name: their kind, sex and number."""

from __future__ import annotations

from claims.records import SpeakerType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HE = _words("he him his himself")
SHE = _words("she her hers herself")
IT = _words("it its itself")
THEY = _words("they them their theirs themselves")
FIRST = _words("i me my mine myself")
WE = _words("we us our ours ourselves")
RELATIVE = _words("who whom whose which that")
REFLEXIVE = _words("himself herself itself themselves myself ourselves")
PRONOUNS = {
    **dict.fromkeys(HE, "he"),
    **dict.fromkeys(SHE, "she"),
    **dict.fromkeys(IT, "it"),
    **dict.fromkeys(THEY, "they"),
    **dict.fromkeys(FIRST, "i"),
    **dict.fromkeys(WE, "we"),
}
"""The personal pronouns, each with the form that stands for its kind."""

MALE = _words(
    "mr king prince lord sir duke baron chairman spokesman businessman congressman councilman"
    " statesman salesman policeman fireman father son brother husband uncle nephew grandfather man"
    " boy actor monk priest bishop imam strongman pope widower guy gentleman waiter father-in-law"
    " son-in-law brother-in-law grandson stepfather assemblyman alderman cameraman gunman"
    " sportsman fisherman anchorman cleric ayatollah rabbi sheikh emir sultan archbishop cardinal"
    " stepson godfather dad landlord emperor count earl"
)
FEMALE = _words(
    "mrs ms miss madam queen princess lady dame duchess baroness chairwoman spokeswoman"
    " businesswoman congresswoman councilwoman policewoman mother daughter sister wife aunt niece"
    " grandmother woman girl actress nun widow heroine hostess waitress mother-in-law"
    " daughter-in-law sister-in-law granddaughter stepmother assemblywoman mom mum landlady"
    " empress countess anchorwoman"
)

TITLES = _words(
    "mr mrs ms miss dr sir dame lord lady prof professor president senator sen rep representative"
    " congressman congresswoman governor gov mayor minister secretary chancellor premier king"
    " queen prince princess pope judge justice general gen colonel col major maj captain capt"
    " lieutenant lt sergeant sgt chairman chairwoman ceo spokesman spokeswoman spokesperson"
    " ambassador commissioner director chief former ex acting rev reverend fr father bishop"
    " archbishop cardinal imam rabbi sheikh ayatollah sultan emir emperor count earl baron duke"
    " admiral adm brigadier corporal cpl private deputy vice interim incoming outgoing retired"
    " speaker attorney sheriff officer detective inspector superintendent constable coach engineer"
    " hon councillor councilman councilwoman alderman assemblyman assemblywoman delegate lawmaker"
    " treasurer undersecretary"
)
"""Words before a name that are not part of it."""
HONORIFICS = _words("mr mrs ms miss dr sir dame lord lady hon rev fr")
"""Titles that tell of no role."""

LONG_FORMS = {
    "gov": "governor", "sen": "senator", "rep": "representative", "gen": "general",
    "lt": "lieutenant", "col": "colonel", "maj": "major", "capt": "captain", "sgt": "sergeant",
    "cpl": "corporal", "adm": "admiral", "prof": "professor", "rev": "reverend", "dr": "doctor",
    "gop": "republican", "pm": "minister", "ceo": "executive", "boss": "chief", "veep": "president",
    "congresswoman": "representative", "congressman": "representative", "chairwoman": "chairman",
    "chairperson": "chairman", "chair": "chairman",
}  # fmt: skip
"""Words of roles that are written in several ways, by the one that they are compared as."""

# ------------------------------------------------------------------ common nouns

PEOPLE = _words(
    "abolitionist academic accountant activist actor actress adult adviser advisor advocate agent"
    " agitator aide ally ambassador analyst anchor anchorman anthropologist anybody anyone"
    " applicant archaeologist archbishop architect aristocrat artist assemblyman assemblywoman"
    " assistant astronaut astronomer athlete attacker attorney aunt author ayatollah baby bachelor"
    " banker baron barrister bassist batsman beneficiary billionaire biographer biologist bishop"
    " blogger boss botanist bowler boxer boy boyfriend brother businessman businessperson"
    " businesswoman buyer caller candidate captain cardinal celebrity centrist ceo chair chairman"
    " chairperson chairwoman challenger champion chancellor chaplain chef chemist chief child"
    " citizen cleric client climber co-author co-founder coach coauthor cofounder colleague"
    " collector colonel columnist comedian commander commentator commissioner communist composer"
    " comptroller conductor congressman congresswoman conservative consultant contender contestant"
    " convict cook coordinator correspondent councillor councilman councilwoman counsel counselor"
    " count counterpart creator criminal critic crown curator customer dad dancer daughter dean"
    " defector defendant defender defense delegate democrat demonstrator dentist deputy designer"
    " detective developer dictator diplomat director dissenter dissident doctor donor driver"
    " drummer duke ecologist economist editor educator emir emperor employee employer engineer"
    " entertainer entrepreneur envoy epidemiologist everybody everyone executive expert explorer"
    " farmer father felon feminist fighter figure filmmaker financier firefighter fisherman foe"
    " forward founder friend front-runner frontrunner fugitive general geographer geologist girl"
    " girlfriend glaciologist goalkeeper governor graduate grandfather grandmother guard guest"
    " guitarist gunman gunner guy hardliner head headmaster heir hero historian host hostage"
    " hunter husband icon imam immigrant incumbent individual infant informant inmate insider"
    " inspector instructor interpreter interviewer inventor investigator investor jockey"
    " journalist judge juror justice kid killer king laborer lady landlord lawmaker lawyer leader"
    " lecturer legend legislator liberal librarian lieutenant linguist litigator lobbyist loyalist"
    " magistrate magnate maker man manager marine mastermind mathematician mayor mediator member"
    " mentor merchant meteorologist midfielder migrant militant millionaire minister model"
    " moderate moderator mogul mom monarch monk mother mp mufti mum murderer musician nationalist"
    " native naturalist negotiator neighbor neighbour neurologist newcomer newsman niece nobody"
    " nominee novelist nun nurse oceanographer officer official ombudsman operative opponent"
    " organiser organizer owner painter parent participant partner passenger pastor patient"
    " pensioner performer person personality philanthropist philosopher photographer physician"
    " physicist pianist pilot pioneer pitcher plaintiff player playwright poet policeman"
    " policewoman politburo politician pollster pope populist preacher predecessor premier"
    " presenter president priest prime prince princess principal prisoner producer professor"
    " programmer prosecutor protester protestor provost psychiatrist psychologist publisher"
    " quarterback queen rabbi rapper reader realtor rebel receptionist rector referee reformer"
    " refugee regulator relative reporter representative republican researcher resident reverend"
    " rival royalist ruler runner sailor salesman scholar scientist screenwriter sculptor"
    " secretary secretary-general seismologist senator separatist sergeant servant sheikh sheriff"
    " shooter shopkeeper singer sister skipper socialist sociologist soldier solicitor somebody"
    " someone son songwriter source speaker specialist spokesman spokesperson spokeswoman sponsor"
    " star statesman statistician strategist striker strongman student successor suitor sultan"
    " superintendent supervisor supporter surfer surgeon surrogate survivor suspect swimmer"
    " sympathizer taoiseach teacher technician teenager theologian therapist tourist trader"
    " trainer translator treasurer trustee tycoon uncle undersecretary usher vendor veteran"
    " vice-chairman vice-president victim villager virologist visitor vocalist volcanologist"
    " volunteer voter waiter warden watcher whistleblower widow widower wife winger winner witness"
    " woman worker writer youth zoologist"
)
ANONYMOUS = _words(
    "all anybody anyone both everybody everyone few individual insider many most much nobody none"
    " official one other others person several some somebody someone source"
)
"""Heads that name nobody in particular; a named possessor ("X's aide") makes them somebody."""
ONE_OF_MANY = _words(
    "aide adviser advisor ally associate attorney lawyer representative spokesman spokesperson"
    " spokeswoman staffer surrogate supporter"
)
"""What somebody has several of."""
DOCUMENTS = _words(
    "account act ad address advertisement affidavit agreement amendment analysis article audio"
    " audit autopsy average bill book brief budget bulletin caption census chapter chart clip"
    " column commercial communique communiqué complaint constitution data datum decision"
    " declaration decree diary disclosure document dossier e-mail editorial email estimate"
    " evidence figure file filing film finding findings footage forecast graphic guideline"
    " handbook headline index indictment initiative invoice law lawsuit legislation letter lyric"
    " manifesto memo memorandum message note notice novel obituary opinion order page paper"
    " petition plan platform policy poll polling post precedent press-release program projection"
    " proposal record recording referendum regulation release remark report research resolution"
    " result review roster rule ruling series show slogan song speech spot statement statistic"
    " story study survey tally test text textbook transcript treaty tweet verdict video warrant"
    " website"
)
GOVERNMENTS = _words(
    "administration cabinet capital consulate country department embassy government junta kingdom"
    " kremlin ministry nation presidency regime republic state treasury"
)
GOVERNMENT_NAMES = tuple(
    "ministry,department,government,administration,white house,kremlin,cabinet,embassy"
    ",foreign office,council of ministers,pentagon,home office,downing street,treasury"
    ",elysee,state council,consulate,presidency".split(",")
)
ORGANIZATIONS = _words(
    "academy agency airline alliance army assembly association authority automaker band bank bloc"
    " board branch brand broadcaster bureau business camp campaign carrier caucus center centre"
    " chain chamber channel charity church club coalition college commission committee company"
    " conglomerate congress consortium cooperative corporation corps council court crew daily"
    " delegation division enterprise exchange faction fed federation firm force foundation fund"
    " giant group hospital house institute insurer jury lab laboratory league legislature lender"
    " library lobby magazine maker manufacturer military militia ministry mission movement museum"
    " navy network newspaper ngo nonprofit office operation operator orchestra organisation"
    " organization organizer outlet pac panel paper parliament party police producer publication"
    " publisher regulator restaurant retailer school secretariat senate service shop side site"
    " society squad startup station store studio subsidiary team think-tank tribunal troupe trust"
    " union unit university utility watchdog website weekly"
)
BODIES_AND_SURNAMES = _words(
    "band bank banks branch church court fund guard hall house page school"
)
"""Words for bodies that are also people's last names."""
PLAIN_BODIES = _words(
    "agency broadcaster club company corporation firm group magazine network newspaper organisation"
    " organization paper website"
)
"""What may stand after a body's name and says no more: "the Times newspaper"."""
PLACES = _words(
    "capital city country county district island kingdom nation province region republic state"
    " territory town village"
)
"""What a place is called that also speaks for those who live there or govern it."""
GROUPS = _words(
    "audience base community couple crew crowd dozen electorate enforcement establishment"
    " faithful family generation half handful leadership lot majority media minority number"
    " opposition pair people percent plurality police population press public quarter staff third"
    " trio troops you youth"
)


def plain(word: str) -> str:
    """A word of a role as compared: "Gov." is "governor"."""
    lowered = word.lower().rstrip(".")
    return LONG_FORMS.get(lowered, lowered)


def noun_type(lemma: str, *, plural: bool = False) -> SpeakerType | None:
    """The type of what a noun names; None where the noun is not known to name speakers."""
    if plural and lemma in PEOPLE:
        return "group"
    if lemma in GROUPS:
        return "group"
    if lemma in ORGANIZATIONS:
        return "group" if plural else "organization"
    if lemma in GOVERNMENTS:
        return "group" if plural else "government"
    if lemma in PEOPLE or lemma.endswith(("man", "woman", "person")):
        return "person"
    if lemma in DOCUMENTS:
        return "document"
    return None


def nominal_type(lemma: str, *, plural: bool, indefinite: bool) -> SpeakerType:
    """The type of an unnamed speaker by the noun that heads it."""
    if lemma in DOCUMENTS:
        return "document"
    if lemma in GOVERNMENTS:
        return "government"
    if lemma in ORGANIZATIONS and not plural:
        return "organization"
    if lemma in ANONYMOUS or (indefinite and not plural):
        return "anonymous"
    return "group" if plural or lemma in GROUPS else "person"
