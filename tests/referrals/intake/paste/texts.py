"""Demographics texts, written for these tests in the manner of clinical systems: none is anybody's.

Forty layouts, and then those in which something was once read wrongly.

Each has the layout it stands for, the text, and what must be read from it. What is not named must not be filled in.
"""

from datetime import date
from typing import Any, NamedTuple


class Text(NamedTuple):
    layout: str
    text: str
    found: dict[str, Any]


BORN = date(1961, 2, 13)
JOHN = {"first_name": "John", "family_name": "Smith"}
WHO = JOHN | {"nhs_number": "999 000 0018", "date_of_birth": BORN}
HOME = {"postcode": "PO5 1AB"}

TEXTS = [
    Text(
        "banner of a GP system, on two lines",
        "SMITH, John (Mr)   Born 13-Feb-1961 (65y)   Gender Male   NHS No. 999 000 0018\n"
        "Address 12 High Street, Southsea, Portsmouth, PO5 1AB   Mobile: 07700 900123",
        WHO | HOME | {"gender": "male", "telephone": "07700 900123"}
        | {"address": ["12 High Street", "Southsea", "Portsmouth"]},
    ),
    Text(
        "banner on one line, single spaces",
        "SMITH, John (Mr) Born 13-Feb-1961 (65y) Gender Male NHS No. 999 000 0018 Usual GP JONES, Ann (Dr)",
        WHO | {"gender": "male"},
    ),
    Text(
        "patient details with a colon after each label",
        """Patient Details
Title: Mr
Surname: SMITH
Forename(s): John
Date of Birth: 13/02/1961
NHS Number: 999 000 0018
Sex: Male
Ethnicity: White British
Address: 12 High Street
Southsea
Portsmouth
PO5 1AB
Home Telephone: 023 9296 0001
Mobile Telephone: 07700 900123
E-mail: john.smith@footbridge.example""",
        WHO | HOME | {"gender": "male", "ethnicity": "White British", "telephone": "07700 900123"}
        | {"email": "john.smith@footbridge.example", "address": ["12 High Street", "Southsea", "Portsmouth"]},
    ),
    Text(
        "labels and values apart by tabs",
        "Name\tMr John Smith\nDOB\t13/02/1961\nNHS No\t9990000018\nAddress\t12 High Street, Southsea\n"
        "Postcode\tPO5 1AB\nTel\t07700900123",
        WHO | HOME | {"telephone": "07700 900123", "address": ["12 High Street", "Southsea"]},
    ),
    Text(
        "one row of a table under its headings",
        "NHS Number\tSurname\tForename\tDOB\tSex\tPostcode\tUsual GP\n"
        "999 000 0018\tSMITH\tJohn\t13/02/1961\tM\tPO5 1AB\tDr A Jones",
        WHO | HOME | {"gender": "male"},
    ),
    Text(
        "two rows of a table: two people",
        "NHS Number\tSurname\tForename\tDOB\tPostcode\n999 000 0018\tSMITH\tJohn\t13/02/1961\tPO5 1AB\n"
        "999 000 0026\tSMITH\tAnna\t02/03/1990\tPO5 1AD",
        {},
    ),
    Text(
        "bars between cells",
        "Patient: SMITH, John (Mr) | DOB: 13-Feb-1961 | NHS: 999 000 0018 | M | PO5 1AB | Tel: 07700 900123",
        WHO | HOME | {"telephone": "07700 900123"},
    ),
    Text(
        "all in small letters",
        "mr john smith\n13 feb 1961\nmale\n12 high street\nsouthsea\npo5 1ab\nnhs no 999 000 0018\nmob 07700 900123",
        WHO | HOME | {"telephone": "07700 900123", "address": ["12 high street", "southsea"]},
    ),
    Text(
        "all in capitals",
        "SURNAME: SMITH\nFORENAME: JOHN\nDATE OF BIRTH: 13 FEB 1961\nNHS NUMBER: 999-000-0018\nPOSTCODE: PO5 1AB",
        WHO | HOME,
    ),
    Text(
        "with next of kin, whose telephone stands last",
        """Name: John Smith
DOB: 13 February 1961
NHS No: 999 000 0018
Address: 12 High Street, Southsea PO5 1AB
Next of kin: Anna Smith (daughter)
Address: 99 Other Road, Fareham PO16 7XX
Tel: 07700 900222
DOB: 01/01/1990""",
        WHO | HOME | {"address": ["12 High Street", "Southsea"]},
    ),
    Text(
        "next of kin before the person",
        """Next of Kin
Name: Anna Smith
Mobile: 07700 900222
Postcode: PO16 7XX

Patient
Name: John Smith
NHS No: 999 000 0018
Date of birth: 13.02.1961
Postcode: PO5 1AB
Mobile: 07700 900123""",
        WHO | HOME | {"telephone": "07700 900123"},
    ),
    Text(
        "practice with its address, code and telephone",
        """Smith, John (Mr)
D.O.B.: 13/02/1961
NHS number: 9990000018
12 High Street
Southsea
PO5 1AB

GP Practice: Harbour Surgery (J82123)
1 Quay Street
Portsmouth
PO1 3AX
Tel: 023 9296 0444""",
        WHO | HOME | {"gp_practice_name": "Harbour Surgery", "gp_practice_code": "J82123"}
        | {"address": ["12 High Street", "Southsea"]},
    ),
    Text(
        "only the practice's postcode and telephone",
        "John Smith\nDOB: 13/02/1961\nNHS No: 999 000 0018\n"
        "Registered practice: Harbour Surgery, 1 Quay Street, PO1 3AX\n"
        "Practice telephone: 023 9296 0444",
        {"nhs_number": "999 000 0018", "date_of_birth": BORN, "gp_practice_name": "Harbour Surgery"},
    ),
    Text(
        "letter head of a surgery above",
        """Harbour Surgery
1 Quay Street, Portsmouth, PO1 3AX
Tel: 023 9296 0444

Re: Mr John Smith
DOB: 13/02/1961
NHS Number: 999 000 0018
12 High Street, Southsea, PO5 1AB""",
        WHO | HOME | {"address": ["12 High Street", "Southsea"]},
    ),
    Text(
        "a clinician's signature below",
        """Patient: John Smith
DOB: 13/02/1961
NHS No: 999 000 0018
Postcode: PO5 1AB

Kind regards,
Ann Jones
First Contact Physiotherapist
07700 900555 | ann.jones@nhs.net
Harbour Surgery PO1 3AX""",
        WHO | HOME,
    ),
    Text(
        "the person's own e-mail and signature",
        """Best wishes,
John Smith
DOB: 13/02/1961
NHS No: 999 000 0018
12 High Street, Southsea, PO5 1AB
07700 900123
john.smith@footbridge.example""",
        {"nhs_number": "999 000 0018", "date_of_birth": BORN, "telephone": "07700 900123"} | HOME
        | {"email": "john.smith@footbridge.example", "address": ["12 High Street", "Southsea"]},
    ),
    Text(
        "hospital system: hospital number beside NHS number",
        "SMITH, JOHN  MRN: 9990000026  NHS: 999 000 0018  DOB: 13-FEB-1961  Age: 65 years  Sex: Male  Loc: Ward 4",
        WHO | {"gender": "male"},
    ),
    Text(
        "hospital number that would be an NHS number, and none",
        "SMITH, John\nHospital No: 9990000026\nDOB: 13-Feb-1961\nPO5 1AB",
        JOHN | {"date_of_birth": BORN} | HOME,
    ),
    Text(
        "telephone with ten digits that would be an NHS number, and none",
        "Name: John Smith\nDOB: 13/02/1961\nTel: 9990000026\nPostcode: PO5 1AB",
        JOHN | {"date_of_birth": BORN} | HOME,
    ),
    Text(
        "dates of registration and appointment, no birth date",
        "Name: John Smith\nNHS No: 999 000 0018\nRegistered: 13/02/2001\nAppointment: 02/12/2026\nLast seen 01/11/2026",
        JOHN | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "dates of registration and appointment beside it",
        "John Smith, appointment 2 Dec 2026\nRegistered 13/02/2001\nBorn 13 Feb 1961\nNHS No 9990000018\n"
        "Printed 25/11/2026",
        {"nhs_number": "999 000 0018", "date_of_birth": BORN},
    ),
    Text(
        "year of two digits, certain",
        "John SMITH  dob 13/02/61  NHS no 9990000018  PO5 1AB",
        {"nhs_number": "999 000 0018", "date_of_birth": BORN} | HOME,
    ),
    Text(
        "year of two digits, either century",
        "Name: John Smith\nDOB: 13/02/21\nNHS no: 9990000018\nPostcode: PO5 1AB",
        JOHN | {"nhs_number": "999 000 0018"} | HOME,
    ),
    Text(
        "year of two digits that the age decides",
        "Name: John Smith\nDOB: 13/02/21 (105y)\nNHS no: 9990000018",
        JOHN | {"nhs_number": "999 000 0018", "date_of_birth": date(1921, 2, 13)},
    ),
    Text(
        "an age that does not fit the date",
        "Name: John Smith\nDOB: 13/02/1961 (56y)\nNHS no: 9990000018",
        JOHN | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "date as computers write it",
        "given_name: John\nfamily name: Smith\nbirthdate: 1961-02-13\nnhs number: 9990000018\n"
        "postal code: po51ab\ngender: male",
        {"family_name": "Smith", "nhs_number": "999 000 0018", "date_of_birth": BORN, "gender": "male"} | HOME,
    ),
    Text(
        "read by a machine from paper",
        "Surname: SMITH\nForename: JOHN\nD0B: 13/02/1961\nNHS N0: 999 OOO OO18\nP0stcode: P05 1AB",
        WHO | HOME,
    ),
    Text(
        "a wrong digit in the NHS number",
        "Name: John Smith\nDOB: 13/02/1961\nNHS No: 999 000 0019\nPostcode: PO5 1AB",
        JOHN | {"date_of_birth": BORN} | HOME,
    ),
    Text(
        "two NHS numbers",
        "Name: John Smith\nDOB: 13/02/1961\nNHS No: 999 000 0018\nNHS No: 999 000 0026",
        JOHN | {"date_of_birth": BORN},
    ),
    Text(
        "label above its value",
        "NHS number\n999 000 0018\nDate of birth\n13 February 1961\nPostcode\nPO5 1AB\nFull name\nJohn Smith",
        WHO | HOME,
    ),
    Text(
        "two columns",
        "Surname: SMITH    NHS Number: 999 000 0018\nForename: John    DOB: 13/02/1961\n"
        "Postcode: PO5 1AB    Mobile: 07700 900123",
        WHO | HOME | {"telephone": "07700 900123"},
    ),
    Text(
        "two columns, the right one of the practice",
        "Surname: SMITH    Registered GP: Dr Ann Jones\nForename: John    Practice: Harbour Surgery\n"
        "NHS No: 999 000 0018    Practice postcode: PO1 3AX\n"
        "DOB: 13/02/1961    Practice tel: 023 9296 0444\nPostcode: PO5 1AB",
        WHO | HOME | {"gp_practice_name": "Harbour Surgery"},
    ),
    Text(
        "no fixed abode",
        "Name: John Smith\nDOB: 13/02/1961\nNHS No: 999 000 0018\nAddress: No fixed abode\nMobile: 07700 900123",
        WHO | {"no_fixed_abode": True, "telephone": "07700 900123"},
    ),
    Text(
        "a name of several parts, with what they like to be called",
        "VAN DER BERG, Maria Luisa (Mrs) (known as Lou)\nDOB 13/02/1961\nNHS 999 000 0018",
        {"first_name": "Maria Luisa", "family_name": "Van Der Berg"}
        | {"nhs_number": "999 000 0018", "date_of_birth": BORN},
    ),
    Text(
        "apostrophes and hyphens",
        "Surname: O'BRIEN-JONES\nFirst name: SIOBHAN\nPreferred name: Shiv\nDOB: 13/02/1961\nNHS: 999 000 0018",
        {"first_name": "Siobhan", "family_name": "O'Brien-Jones", "preferred_name": "Shiv"}
        | {"nhs_number": "999 000 0018", "date_of_birth": BORN},
    ),
    Text(
        "a sentence",
        "Please could you see Mr John Smith, DOB 13/02/1961, NHS number 999 000 0018, of 12 High Street, "
        "Southsea, PO5 1AB. "
        "He can be reached on 07700 900123.",
        WHO | HOME | {"telephone": "07700 900123", "address": ["12 High Street", "Southsea"]},
    ),
    Text(
        "previous address and work telephone",
        "Name: John Smith\nDOB: 13/02/1961\nNHS: 999 000 0018\nPrevious address: 3 Old Road, Havant, PO9 1AA\n"
        "Work tel: 023 9296 0777\nPostcode: PO5 1AB",
        WHO | HOME,
    ),
    Text(
        "a mobile that is the daughter's",
        "Name: John Smith\nDOB: 13/02/1961\nNHS: 999 000 0018\nMobile: 07700 900222 (daughter)\nHome: 023 9296 0001",
        WHO | {"telephone": "023 9296 0001"},
    ),
    Text(
        "number of Scotland beside the NHS number",
        "CHI: 1302611234\nNHS No: 999 000 0018\nName: John Smith\nDate of birth: 13th February 1961\n"
        "Post code: PO5 1AB",
        WHO | HOME,
    ),
    Text(
        "nothing of the kind",
        "Seen today with knee pain since 13/02/2026. Walks 500 m. Rang 023 9296 0444, the clinic, about 10 sessions.",
        {},
    ),
]  # fmt: skip

TED = {"first_name": "Ted", "family_name": "Stone", "date_of_birth": date(1960, 2, 1)}

COLE = {"first_name": "Bernard", "family_name": "Cole", "date_of_birth": date(1948, 11, 3), "postcode": "PO5 3NU"}
COLE |= {"address": ["12 Clarence Parade", "Southsea"]}

# Layouts in which something was once read wrongly.
MORE = [
    Text(
        "a practice's name, address and telephone on one line below the address",
        "Name: Ted Stone\nDOB: 01/02/1960\nAddress: 5 Sea View, Southsea PO4 9AA\n"
        "Longshore Medical Centre, 2 Shore Road, Portsmouth PO4 9ZZ. Tel: 01632 960202",
        TED | {"address": ["5 Sea View", "Southsea"], "postcode": "PO4 9AA"},
    ),
    Text(
        "a practice's name, address and telephone on the last line",
        "Mr Ted Stone\nNHS 999 000 0018\nDOB 01/02/1960\n"
        "Ropemakers Surgery, 1 Ropewalk, Portsmouth, PO1 3XX Tel 023 9200 0000",
        TED | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "an address without a postcode, and the practice below it",
        "Name: Ted Stone\nDOB: 01/02/1960\nAddress: 5 Sea View\nSouthsea\nLongshore Medical Centre\n2 Shore Road\n"
        "PO4 9ZZ\nTel: 01632 960202",
        TED | {"address": ["5 Sea View", "Southsea"]},
    ),
    Text(
        "the practice in a right column without labels",
        "Name: Ted Stone    Ropemakers Surgery\nNHS No: 999 000 0018    1 Ropewalk\nDOB: 01/02/1960    PO1 3XX\n"
        "Tel: 023 9200 0000",
        TED | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "a doctor's name and telephone without labels",
        "Mr Ted Stone\nDOB 01/02/1960\nDr A Jones\n023 9200 0000",
        TED,
    ),
    Text(
        "the practice after its telephone, and the person's mobile",
        "Ted Stone\nDOB 01/02/1960\nTel 023 9200 0000 Ropemakers Surgery\nMobile 07700 900123",
        {"date_of_birth": date(1960, 2, 1), "telephone": "07700 900123"},
    ),
    Text(
        "the writer's telephone in a sentence",
        "Name: Ted Stone, DOB 01/02/1960. Please ring me if you need more, tel 07700 900555.",
        TED,
    ),
    Text(
        "a daughter's telephone far behind the word",
        "Name: Ted Stone, DOB 01/02/1960. His daughter, Anna Maria Stone, can be rung, tel: 07700 900222.",
        TED,
    ),
    Text(
        "a summary with the practice above and the person's own telephone",
        "Harbour Surgery\nName: Ted Stone\nDOB: 01/02/1960\nTel: 023 9296 0001",
        {"date_of_birth": date(1960, 2, 1), "telephone": "023 9296 0001"},
    ),
    Text("a row with commas", "COLE, Bernard, 03/11/1948, M, 12 Clarence Parade, Southsea, PO5 3NU", COLE),
    Text(
        "a row with commas, its number first, and a date of digits alone",
        "9990000018,COLE,Bernard,M,19481103,12 Clarence Parade,Southsea,PO5 3NU",
        {name: value for name, value in COLE.items() if name != "date_of_birth"} | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "a row with commas and quotation marks",
        '9990000018,"COLE, Bernard",M,03/11/1948,"12 Clarence Parade, Southsea",PO5 3NU',
        COLE | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "a row with semicolons",
        "9990000018;COLE;Bernard;M;03/11/1948;12 Clarence Parade;Southsea;PO5 3NU",
        {name: value for name, value in COLE.items() if "name" not in name} | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "a row with tabs",
        "9990000018\tCOLE\tBernard\tM\t03/11/1948\t12 Clarence Parade\tSouthsea\tPO5 3NU",
        {name: value for name, value in COLE.items() if "name" not in name} | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "headings and a row with commas",
        "NHS Number,Surname,Forename,DOB,Sex,Address,Postcode,GP\n"
        '9990000018,COLE,Bernard,03/11/1948,M,"12 Clarence Parade, Southsea",PO5 3NU,Dr A Jones',
        COLE | {"nhs_number": "999 000 0018", "gender": "male"},
    ),
    Text(
        "headings and a row of more cells",
        "NHS Number,Surname,Forename,DOB,Address,Postcode\n"
        "9990000018,COLE,Bernard,03/11/1948,12 Clarence Parade, Southsea,PO5 3NU",
        {name: value for name, value in COLE.items() if name != "date_of_birth"} | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "headings and a row with semicolons",
        "NHS Number;Surname;Forename;DOB;Postcode\n9990000018;COLE;Bernard;03/11/1948;PO5 3NU",
        {name: value for name, value in COLE.items() if name != "address"} | {"nhs_number": "999 000 0018"},
    ),
    Text(
        "a letter's subject, with a hospital number before the NHS number",
        "Re: Mr Abdul KHAN, DOB 21/09/1957, Hospital Number: 9990000026, NHS No: 999 000 0018",
        {"first_name": "Abdul", "family_name": "Khan"}
        | {"nhs_number": "999 000 0018", "date_of_birth": date(1957, 9, 21)},
    ),
    Text(
        "the patient right below the next of kin",
        "Next of kin: Anna Nash, 07700 900222\nPatient: Trevor Nash\nDOB: 01/02/1960",
        {"first_name": "Trevor", "family_name": "Nash", "date_of_birth": date(1960, 2, 1)},
    ),
    Text("the patient's name below the GP", "GP: Dr Jones\nPatient name: SMITH, John", JOHN),
    Text(
        "next of kin's relation to the patient",
        "Patient: John Smith\nNext of kin: Anna Smith\nRelationship to patient: wife\nTel: 07700 900222",
        JOHN,
    ),
    Text(
        "an address in a field for each line",
        "Address line 1: 12 High Street\nAddress line 2: Southsea\nTown: Portsmouth\nPostcode: PO5 1AB\n"
        "Tel(M): +44 7700 900789",
        HOME | {"address": ["12 High Street", "Southsea", "Portsmouth"], "telephone": "07700 900789"},
    ),
    Text(
        "an address with the number of the house apart",
        "House number: 12\nStreet: High Street\nTown: Portsmouth\nPost code: PO5 1AB\nNHS no: 999 000 0018",
        HOME | {"address": ["12 High Street", "Portsmouth"], "nhs_number": "999 000 0018"},
    ),
    Text(
        "two NHS numbers of which one says whose it is",
        "NHS number of next of kin 999 000 0026\nPatient NHS number 999 000 0018",
        {"nhs_number": "999 000 0018"},
    ),
    Text(
        "a block of next of kin with an NHS number",
        "Next of kin\nName: Anna Smith\nDOB: 01/01/1990\nNHS No: 999 000 0026\n\nPatient\nName: John Smith\n"
        "DOB: 13/02/1961",
        JOHN | {"date_of_birth": BORN},
    ),
    Text(
        "the husband on the line above",
        "Husband: Joe Moss DOB 01/01/1940\nMrs Ivy Moss DOB 11/02/1941 NHS 999 000 0018 Tel 023 9296 0001",
        {"first_name": "Ivy", "family_name": "Moss", "nhs_number": "999 000 0018"}
        | {"date_of_birth": date(1941, 2, 11), "telephone": "023 9296 0001"},
    ),
    Text(
        "a row with single spaces",
        "Smith, John 01/02/1950 999 000 0018 10 High Street Portsmouth PO5 1AB 07700 900123",
        HOME | {"nhs_number": "999 000 0018", "telephone": "07700 900123", "address": ["10 High Street Portsmouth"]},
    ),
    Text(
        "a picture behind the postcode",
        "Address: 12 High Street, Southsea PO5 1AB 😀",
        HOME | {"address": ["12 High Street", "Southsea"]},
    ),
    Text(
        "an own telephone before the husband's",
        "023 9296 0001 Husband's mobile 07700 900222",
        {"telephone": "023 9296 0001"},
    ),
    Text("a birth date that is the wife's", "DOB: 01/02/1960 (wife)\nName: John Smith", JOHN),
    Text(
        "a ward before the birth date",
        "SMITH, John (Mr) Ward E7 DOB 13/02/1961 NHS 999 000 0018",
        {"nhs_number": "999 000 0018", "date_of_birth": BORN},
    ),
    Text(
        "names and streets that are words of practices and relations",
        "Surname: Ward\nForename: Peter\nDOB: 13/02/1961\nAddress: 12 Hospital Road\nSouthsea\nPO5 1AB\n"
        "Tel: 023 9296 0001",
        {"first_name": "Peter", "family_name": "Ward", "date_of_birth": BORN, "telephone": "023 9296 0001"}
        | HOME | {"address": ["12 Hospital Road", "Southsea"]},
    ),
    Text(
        "an address that words and the practice's follow",
        "Address: 12 High Street, Southsea, PO5 1AB Harbour Surgery, 1 Quay Street, PO1 3AX. Tel: 023 9296 0444",
        {},
    ),
    Text(
        "next of kin in a right column below its heading",
        "NHS No: 999 000 0018    Next of kin\nName: Anna Smith\nDOB: 01/01/1990\nTel: 07700 900222",
        {"nhs_number": "999 000 0018"},
    ),
    Text(
        "sex and age in brackets behind the name",
        "Name: John Smith (M, 65) DOB: 13/02/1961 NHS: 999 000 0018",
        WHO,
    ),
    Text(
        "a letter's subject without a title",
        "Dear Dr Jones,\nRe: John Smith, DOB: 13.02.1961, NHS no: 999 000 0018\nRe: Falls Clinic",
        WHO,
    ),
]  # fmt: skip
