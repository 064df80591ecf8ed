"""The words that clinical systems print before a fact, and whose fact each is."""

import re

NHS, BORN, AGE, GENDER, ETHNICITY = "nhs_number", "date_of_birth", "age", "gender", "ethnicity"
NAME, FIRST, FAMILY, TITLE, KNOWN_AS = "name", "first_name", "family_name", "title", "preferred_name"
MOBILE, HOME, TELEPHONE = "mobile", "home", "telephone"
POSTCODE, ADDRESS, EMAIL = "postcode", "address", "email"
# One more line of an address, in a field of its own.
LINE = "line"
PRACTICE, PRACTICE_CODE = "gp_practice_name", "gp_practice_code"
# What follows is about somebody else; the person again; nobody's fact that we ask for; of a label that we do not know.
KIN, ORGANISATION, PERSONAL, OTHER, STRANGE = "kin", "organisation", "personal", "other", "strange"
PHONES = frozenset({MOBILE, HOME, TELEPHONE})

WORDS: dict[str, str] = {
    NHS: "nhs number|nhs no|nhs n0|nhs num|nhs#|nhs id|nhs|nhsno",
    BORN: "date of birth|dob/age|date of birth/age|date 0f birth|birth date|birthdate|d.o.b|dob|d.0.b|d0b|born on|"
    "born",
    AGE: "age",
    GENDER: "gender|sex|administrative gender|current gender",
    ETHNICITY: "ethnicity|ethnic group|ethnic category|ethnic origin",
    NAME: "patient name|full name|client name|patient's name|name|patient|pt name|pt|client",
    FIRST: "first names|first name|forenames|forename|forename(s)|given names|given name|firstname|first name(s)",
    FAMILY: "surname|family name|last name|lastname",
    TITLE: "title",
    KNOWN_AS: "preferred name|known as|likes to be called|calling name|called name|preferred to be called",
    MOBILE: "mobile telephone number|mobile telephone|mobile phone number|mobile phone|mobile number|mobile no|"
    "mobile tel|mobile|mob no|mob tel|mob|cell phone|cell|tel (mobile)|tel mobile|telephone (mobile)|phone (mobile)|"
    "tel (m)|telephone (m)|phone (m)|tel (mob)|m",
    HOME: "home telephone number|home telephone|home phone number|home phone|home number|home tel no|home tel|home|"
    "landline|tel (home)|tel home|telephone (home)|phone (home)|tel (h)|telephone (h)|phone (h)|evening tel|"
    "daytime tel|h",
    TELEPHONE: "telephone number|telephone no|telephone|phone number|phone no|phone|tel no|tel number|tel|"
    "contact number|contact no|contact tel|preferred number|t",
    POSTCODE: "postcode|post code|postal code|p0stcode|pcode|postc0de",
    ADDRESS: "home address|current address|usual address|permanent address|full address|main address|address line 1|"
    "address 1|street address|address|addr|residence|lives at",
    LINE: "address line 2|address line 3|address line 4|address line 5|address 2|address 3|address 4|address 5|town|"
    "city|town/city|county|locality|house name|house number|house no|house name/number|street|street name|road",
    EMAIL: "email address|e-mail address|email|e-mail",
    PRACTICE: "registered gp practice|registered practice|gp practice|practice name|gp surgery|surgery name|surgery|"
    "practice|registered at|registered surgery|general practice",
    PRACTICE_CODE: "practice code|gp practice code|ods code|practice ods code|organisation code|practice id|gp code|"
    "national practice code|surgery code",
    KIN: "mum|dad|brother|sister|grandmother|grandfather|foster carer|next of kin|next-of-kin|nok|emergency contact|"
    "emergency contacts|ice contact|carer details|carer|carers|main carer|parent|parents|guardian|mother|father|"
    "spouse|partner|husband|wife|son|daughter|neighbour|friend|key holder|keyholder|power of attorney|lpa|"
    "representative|advocate|relationship|relationships|contacts|related people|personal relationships|"
    "mother's name|household members",
    ORGANISATION: "usual gp|registered gp|named gp|gp details|practice details|gp name|gp|doctor|consultant|"
    "named accountable gp|referrer|referred by|referring clinician|referring organisation|hospital|pharmacy|"
    "support worker|key worker|keyworker|case manager|care manager|housing officer|landlord|warden|referrer details|"
    "worker details|staff details|professional details|agency details|clinician details|social worker details|"
    "surgery details|hospital details|referral source|nominated pharmacy|dentist|school|employer|social worker|"
    "care coordinator|hcp|clinician|from|district nurse|practice address|surgery address|care home",
    PERSONAL: "patient details|demographics|person details|personal details|patient demographics|client details|"
    "contact details|patient information|patient summary|identification|re|regarding",
    OTHER: "tel (work)|tel (w)|telephone (work)|phone (work)|surgery tel no|practice tel no|"
    "surgery telephone number|practice telephone number|surgery phone number|practice phone number|gp tel no|"
    "hospital number|hospital no|hosp no|mrn|crn|pas number|pas no|case number|case no|unit number|unit no|local id|"
    "local patient id|patient id|patient no|patient number|emis number|emis no|chi number|chi no|chi|h&c number|"
    "h&c no|hcn|ubrn|reference|ref no|ref|staff id|account|ni number|ni no|national insurance number|"
    "national insurance|passport|date registered|registration date|registered on|registered since|registered|"
    "registration|appointment date|appointment|appt|next appointment|last seen|last contact|seen on|seen|"
    "date of death|deceased|died|printed on|printed|date printed|print date|admitted|admission date|discharged|"
    "discharge date|referral date|date of referral|referred on|referred|created|updated|last updated|reviewed|"
    "review date|review|next review|due|edd|lmp|date|time|birth sex|sex at birth|assigned sex|birth gender|"
    "phenotypic sex|place of birth|country of birth|birth place|fax|work telephone|work phone|work mobile|"
    "work number|work tel|work|work email|previous address|previous postcode|old address|former address|"
    "temporary address|correspondence address|billing address|previous name|previous surname|former name|"
    "former surname|maiden name|birth name|previous names|alias|language|main language|first language|"
    "spoken language|religion|marital status|occupation|interpreter|allergies|problems|medication|notes|comments|"
    "subject|sent|to|cc|resus status|status|practice telephone|practice tel|practice phone|practice email|"
    "practice postcode|surgery telephone|surgery tel|surgery phone|surgery postcode|gp telephone|gp tel|gp phone|"
    "gp postcode|gp address|gp email|nok telephone|nok tel|nok phone|consent|usual location|vaccinated|issued|"
    "expires|valid until",
}  # fmt: skip

# Labels that are believed in the middle of a line without a colon: nobody writes them for another reason.
ANYWHERE = frozenset({NHS, BORN, FIRST, FAMILY, POSTCODE, ETHNICITY})
A_TELEPHONE = r"[ \t]*\(?(?:\+44|0044|0\d{2})"
# Words of an ANYWHERE label that are common enough to need what is written after them.
FOLLOWED = {
    "nhs": r"[ \t]*[\d(O]",
    "born": r"[ \t]*[\d(A-Z]",
    "m": A_TELEPHONE,
    "h": A_TELEPHONE,
    "t": A_TELEPHONE,
    "re": r"[ \t]+(?:mr|mrs|miss|ms|mx|master)\b",
    "gender": r"[ \t]*(?:male|female|m|f|man|woman)\b",
    "sex": r"[ \t]*(?:male|female|m|f)\b",
    "title": r"[ \t]*(?:mr|mrs|miss|ms|mx|dr)\b",
}

RELATIONS = (
    "nok|kin|emergency|carer|carers|mother|mum|father|dad|parent|guardian|spouse|partner|husband|wife|son|daughter|"
    "sister|brother|neighbour|friend|aunt|uncle|niece|nephew|grandson|granddaughter|warden|landlord|attorney|"
    "relative|child|baby|twin|cousin|stepson|stepdaughter|advocate|representative|kin's|"
    "interpreter|worker|officer|landlady|manager|nan|gran"
)
PRACTICES = (
    "surgery|surgeries|practice|medical|health centre|hospital|infirmary|clinic|pharmacy|nhs foundation trust|"
    "healthcare|primary care|pcn|polyclinic|walk-in centre|physiotherapy|outpatients|and partners|& partners|drs|"
    "doctors|switchboard|reception|secretary|nurse|physiotherapist|paramedic|pharmacist|therapist|practitioner|"
    "midwife|health visitor|registrar|link worker|social prescriber"
)
ORGANISATIONS = (
    f"{PRACTICES}|trust|hospice|nursing home|care home|partnership|gp|ward|council|school|consultant|dentist|"
    "department|dept"
)
ELSEWHERE = "previous|previously|former|formerly|old|temporary|temp|work|billing|correspondence|employer|fax|maiden"


def _pattern(words: str) -> str:
    """Words as they are written, with a space between them or none, in any case: two spaces part cells."""
    return re.escape(words).replace(r"\ ", r"\.?[ ]?").replace(r"\.", r"\.?").replace("'", "['’]?")


_BY_WORDS = {re.sub(r"[^a-z0-9&]", "", one): kind for kind, words in WORDS.items() for one in words.split("|")}
_LONGEST_FIRST = sorted((one for words in WORDS.values() for one in words.split("|")), key=len, reverse=True)

LABEL = re.compile(
    rf"(?<![\w'’@./-])(?P<words>{'|'.join(map(_pattern, _LONGEST_FIRST))})(?![\w'’@])\.?"
    r"(?P<other>[ \t]{1,2}(?:status|verified|verification|traced|trace|source|type|checked|reason|changed|history|"
    r"since|unknown)\b)?(?P<colon>[ \t]{0,2}(?:[:=]|[-–](?=[ \t])|\.{3,}))?",
    re.IGNORECASE,
)
# A label that we do not know: some words and a colon. What stands behind it is nobody's.
UNKNOWN = re.compile(r"(?<![\w'’])(?:[A-Za-z][\w/'’&()-]{0,24}[ ]){0,4}[A-Za-z][\w/'’&()-]{0,24}[ \t]?:(?!//)")
SOMEBODY_ELSE = re.compile(rf"(?<![\w])(?:{RELATIONS}|{ELSEWHERE})(?:['’]?s)?(?!\w)", re.IGNORECASE)
_STREET = r"(?![\w'’]*[ \t]+(?:road|rd|lane|street|st|close|hill|way|avenue|court|cottage|house|drive|view)\b)"
SOME_ORGANISATION = re.compile(rf"(?<!\w)(?:{ORGANISATIONS})(?!\w){_STREET}", re.IGNORECASE)
# Nobody lives there, as they may in a care home.
SOME_PRACTICE = re.compile(rf"(?<!\w)(?:{PRACTICES})(?!\w){_STREET}", re.IGNORECASE)
# “husband’s” before a label; “patient’s” before one, or as its first word, but not in “relationship to patient”.
POSSESSOR = re.compile(rf"(?<!\w)(?:{RELATIONS}|{ELSEWHERE})(?:['’]?s)?['’]?[ \t]*$", re.IGNORECASE)
THE_PERSON = re.compile(r"(?<!\w)(?:patient|pt|client|service user)(?:['’]?s)?['’]?(?!\w)", re.IGNORECASE)
IN_RELATION = re.compile(r"\b(?:to|of|for|with|by|from)(?:[ \t]+the)?[ \t]*$", re.IGNORECASE)
A_DOCTOR = re.compile(r"(?:dr|prof)\b", re.IGNORECASE)
# Whose telephone it is in a letter's words: “ring me on”, “registered at Longshore, tel”.
THE_WRITER = re.compile(
    r"(?<!\w)(?:me|us|my|our|bleep|office|direct line|duty|team|service|registered)(?!\w)", re.IGNORECASE
)
SIGNATURE = re.compile(
    r"(?:(?:kind|best|warm|with|many) )*(?:regards|wishes|thanks|thank you|thx|cheers|all the best|yours|"
    r"yours sincerely|yours faithfully|--)(?: (?:in advance|again|very much|so much))?[ ,.!–-]*(?:\w+(?: \w+)?)?[ .]*",
    re.IGNORECASE,
)


def kind_of(words: str) -> str:
    """What a matched label is for."""
    return _BY_WORDS[re.sub(r"[^a-z0-9&]", "", words.lower())]


def followed(words: str) -> re.Pattern | None:
    """What must stand behind this label for it to be one, where it is without a colon."""
    pattern = FOLLOWED.get(words.lower().rstrip("."))
    return re.compile(pattern, re.IGNORECASE) if pattern else None
