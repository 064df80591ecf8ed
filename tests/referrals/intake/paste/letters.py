"""Whole letters, e-mails, screens and rows of tables with traps in them, written for these tests: none is anybody's.

Of each only what must not be wrong is named: NHS number, birth date, postcode and telephone. What is not named must
not be filled in.
"""

from datetime import date

from tests.referrals.intake.paste.texts import Text

BORN = date(1948, 11, 3)
COLE = {"nhs_number": "999 000 0018", "date_of_birth": BORN}

LETTERS = [
    Text(
        "EMIS: summary print",
        """Harbour Surgery
1 Quay Street, Portsmouth PO1 3AX  Tel: 023 9296 0444  Fax: 023 9296 0445

Patient Summary
Mr Bernard COLE     Date of Birth: 03-Nov-1948 (78y)     NHS Number: 999 000 0018
Usual GP: Dr Ann Jones
Home Tel: 023 9296 0001
Mobile: 07700 900123
Address: 12 Clarence Parade, Southsea, Hampshire, PO5 3NU
Registered: 04-Mar-1999
EMIS Number: 9990000026""",
        COLE | {"postcode": "PO5 3NU", "telephone": "07700 900123"},
    ),
    Text(
        "EMIS: care record banner with date registered first",
        "Registered 04-Mar-1999 EMIS No 10233 NHS No. 999 000 0018 COLE, Bernard (Mr) Born 03-Nov-1948 (78y) "
        "Gender Male",
        COLE,
    ),
    Text(
        "EMIS: referral merge letter",
        """Patient: Mr Bernard Cole, 12 Clarence Parade, Southsea, PO5 3NU
Date of Birth: 03 Nov 1948  NHS No: 9990000018  Hospital No: X123456
Tel No: 023 9296 0001  Mob No: 07700 900123

Dear colleague,
Thank you for seeing this man, whose wife (DOB 12/02/1950) died in March.

Yours sincerely

Dr Ann Jones
Harbour Surgery, PO1 3AX
023 9296 0444""",
        COLE | {"postcode": "PO5 3NU", "telephone": "07700 900123"},
    ),
    Text(
        "SystmOne: demographics box",
        """Name: Mr Bernard Cole
NHS Number: 999 000 0018
Born: 03 Nov 1948 (78 years)
Gender: Male
Home Address: 12 Clarence Parade, Southsea, Hampshire, PO5 3NU
Home Phone: 02392960001
Mobile: 07700900123
Usual GP: Jones, Ann (Dr)
Registered at: Harbour Surgery, 1 Quay Street, Portsmouth, PO1 3AX
Relationships: Anna Cole (Daughter) 07700 900222
Last seen: 02 Nov 2026""",
        COLE | {"postcode": "PO5 3NU", "telephone": "07700 900123"},
    ),
    Text(
        "SystmOne: record header in one line",
        """COLE, Bernard (Mr)  03 Nov 1948 (78y)  M  NHS: 999 000 0018  12 Clarence Parade, Southsea PO5 3NU""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "SystmOne: tab table of contacts",
        "Type\tName\tTelephone\tPostcode\n"
        "Next of kin\tAnna Cole\t07700 900222\tPO16 7XX\n"
        "\n"
        "NHS number\t999 000 0018\n"
        "Date of birth\t03 Nov 1948\n"
        "Postcode\tPO5 3NU",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "Vision: patient details",
        """Surname         COLE
Forename 1      BERNARD
Title           MR
Date of Birth   03/11/1948
Sex             M
NHS No.         999 000 0018
Address         12 CLARENCE PARADE
                SOUTHSEA
Postcode        PO5 3NU
Registration    04/03/1999
GP              DR A JONES""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "Vision: consultation header",
        "Bernard Cole (M) DOB 03/11/1948 age 78 | NHS 9990000018 | Reg GP Jones, Ann | Practice K82123 "
        "Harbour Surgery 023 9296 0444",
        COLE,
    ),
    Text(
        "hospital letter: outpatients",
        """PORTSMOUTH HOSPITALS NHS TRUST
Department of Respiratory Medicine
Queen Street, Portsmouth, PO6 3LY
Tel: 023 9228 6000   Fax: 023 9228 6001

Hospital Number: 9990000026
NHS Number: 999 000 0018
Clinic date: 14/10/2026
Typed: 16/10/2026

Dr A Jones
Harbour Surgery
1 Quay Street
Portsmouth PO1 3AX

Dear Dr Jones

Re: Mr Bernard COLE - DOB 03/11/1948
12 Clarence Parade, Southsea, PO5 3NU

Diagnosis: COPD""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "hospital letter: number only",
        """Our ref: AB/9990000026
Hospital No: 9990000018
RE: COLE, Bernard (Mr), dob 3rd November 1948
12 Clarence Parade, Southsea. PO5 3NU""",
        {"date_of_birth": BORN, "postcode": "PO5 3NU"},
    ),
    Text(
        "hospital discharge summary",
        """Discharge Summary
Patient Name: COLE, BERNARD
D.O.B: 03/11/1948 NHS No: 999 000 0018 MRN: 9990000026
Admitted: 01/11/2026 Discharged: 05/11/2026
Ward: E7 Tel: 023 9228 6100
Consultant: Dr P Shah
GP: Dr A Jones, Harbour Surgery, PO1 3AX
Patient address: 12 Clarence Parade, Southsea, PO5 3NU
Patient tel: 07700 900123""",
        COLE | {"postcode": "PO5 3NU", "telephone": "07700 900123"},
    ),
    Text(
        "emergency department",
        """ED attendance 22/11/2026 18:04
Bernard Cole, 78M, DOB 03.11.48, NHS 999-000-0018
NOK: daughter Anna 07700 900222, PO16 7XX
Address 12 Clarence Parade Southsea PO5 3NU""",
        COLE,
    ),
    Text(
        "e-mail: polite",
        "Hi team,\n"
        "\n"
        "Could you contact Bernard Cole please? DOB 3/11/1948, NHS no 9990000018, mobile 07700 900123, lives "
        "at 12 Clarence Parade, Southsea PO5 3NU. His wife Ivy (dob 12/2/1950) died in March. Best to ring "
        "his daughter first on 07700 900222.\n"
        "\n"
        "Thanks\n"
        "Sam\n"
        "07700 900555",
        COLE,
    ),
    Text(
        "e-mail: forwarded",
        """From: reception@harbour.nhs.uk
Sent: 24/11/2026 09:12
To: referrals@footbridge.example
Subject: Referral

Patient name: Bernard Cole
Patient DOB: 03/11/1948
Patient NHS number: 9990000018
Patient postcode: PO5 3NU
Patient phone: 023 9296 0001

Regards
Harbour Surgery reception
1 Quay Street PO1 3AX
023 9296 0444""",
        COLE | {"postcode": "PO5 3NU", "telephone": "023 9296 0001"},
    ),
    Text(
        "e-mail: with practice's phone in the text",
        "Please see Mr Bernard Cole (DOB: 03/11/1948; NHS: 999 000 0018). Any questions, phone the surgery on"
        " 023 9296 0444, or bypass 023 9296 0446. PO5 3NU",
        COLE,
    ),
    Text(
        "csv with heading, practice columns",
        """NHS Number,Patient Name,DOB,Patient Postcode,Practice Postcode,Practice Tel,Referral Date
9990000018,Bernard Cole,03/11/1948,PO5 3NU,PO1 3AX,023 9296 0444,24/11/2026""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "tab with heading, registration",
        "Patient ID\tNHS No\tSurname\tForenames\tBirth Date\tRegistered\tPost Code\tMobile\n"
        "9990000026\t9990000018\tCole\tBernard\t03/11/1948\t04/03/1999\tPO5 3NU\t07700900123",
        COLE | {"postcode": "PO5 3NU", "telephone": "07700 900123"},
    ),
    Text(
        "semicolon no heading",
        "COLE;Bernard;03.11.1948;M;9990000018;12 Clarence Parade;Southsea;PO5 3NU;07700900123",
        COLE | {"postcode": "PO5 3NU", "telephone": "07700 900123"},
    ),
    Text(
        "csv iso date with NOK columns",
        """nhs_number,family_name,given_name,date_of_birth,postcode,nok_name,nok_phone,nok_postcode
9990000018,Cole,Bernard,1948-11-03,PO5 3NU,Anna Cole,07700900222,PO16 7XX""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "two patients in a letter",
        """Re: Mr Bernard COLE, DOB 03/11/1948, NHS 999 000 0018
Re: Mrs Ivy COLE, DOB 12/02/1950, NHS 999 000 0026
12 Clarence Parade, Southsea, PO5 3NU""",
        {},
    ),
    Text(
        "two patients without numbers",
        """Bernard Cole DOB 03/11/1948
Ivy Cole DOB 12/02/1950
both of 12 Clarence Parade PO5 3NU""",
        {"postcode": "PO5 3NU"},
    ),
    Text(
        "two rows of a spreadsheet",
        """Cole,Bernard,03/11/1948,9990000018,PO5 3NU
Cole,Ivy,12/02/1950,9990000026,PO5 3NU""",
        {},
    ),
    Text(
        "carer's details in between",
        """Patient
Bernard Cole
DOB: 03/11/1948
Carer: Anna Cole
Carer DOB: 01/01/1970
Carer postcode: PO16 7XX
Carer tel: 07700 900222
NHS number: 999 000 0018
Postcode: PO5 3NU""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "child's mother's number",
        """Name: Bernard Cole
Mother's NHS number: 999 000 0026
Mother's DOB: 01/01/1970
NHS number: 999 000 0018
DOB: 03/11/2007
Postcode: PO5 3NU""",
        {"nhs_number": "999 000 0018", "date_of_birth": date(2007, 11, 3), "postcode": "PO5 3NU"},
    ),
    Text(
        "care home resident",
        """Bernard Cole, DOB 03/11/1948, NHS No 999 000 0018
Address: Room 4, Seaview Care Home, 9 Clarence Parade, Southsea PO5 3NU
Care home tel: 023 9296 0555
GP surgery: Harbour Surgery, PO1 3AX""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "fax with check digit",
        """Tel 9990000026
Fax: 9990000026
DOB: 03/11/1948
Name: Bernard Cole
Postcode PO5 3NU""",
        {"date_of_birth": BORN, "postcode": "PO5 3NU"},
    ),
    Text(
        "social worker form",
        """SERVICE USER DETAILS
Full name: Bernard Cole        Date of birth: 03/11/1948
NHS Number: 999 000 0018      LAS number: 9990000026
Address: 12 Clarence Parade   Postcode: PO5 3NU
WORKER DETAILS
Name: Sam Reed     Team: Adult Social Care
Tel: 023 9296 0777   Postcode: PO1 2AL""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "referrer then patient form",
        """Referrer details
Name: Dr Ann Jones
Practice: Harbour Surgery
Tel: 023 9296 0444
Postcode: PO1 3AX
Date of referral: 24/11/2026
Patient details
Name: Bernard Cole
DOB: 03/11/1948
NHS no: 999 000 0018
Postcode: PO5 3NU
Tel: 023 9296 0001""",
        COLE | {"postcode": "PO5 3NU", "telephone": "023 9296 0001"},
    ),
    Text(
        "bullets",
        """* Name - Bernard Cole
* D.O.B - 03/11/1948
* NHS number - 999 000 0018
* Address - 12 Clarence Parade, Southsea, PO5 3NU
* Tel - 023 9296 0001
* Wife - Ivy, 07700 900222""",
        COLE | {"postcode": "PO5 3NU", "telephone": "023 9296 0001"},
    ),
    Text(
        "date written US",
        """Name: Bernard Cole
DOB: 11/03/1948
Visit: 03/11/2026
NHS: 999 000 0018""",
        {"nhs_number": "999 000 0018", "date_of_birth": date(1948, 3, 11)},
    ),
    Text(
        "table of bars, practice second",
        """| Patient | Bernard Cole | Practice | Harbour Surgery |
| DOB | 03/11/1948 | Tel | 023 9296 0444 |
| NHS No | 9990000018 | Postcode | PO1 3AX |""",
        COLE,
    ),
    Text(
        "text message style",
        "cole bernard 3.11.48 po5 3nu 07700900123 nhs 9990000018",
        {"nhs_number": "999 000 0018", "postcode": "PO5 3NU", "telephone": "07700 900123"},
    ),
    Text(
        "last seen date before dob unlabelled",
        """Seen 14/10/2026
Bernard Cole
03/11/1948
M
9990000018
PO5 3NU""",
        {"nhs_number": "999 000 0018", "postcode": "PO5 3NU"},
    ),
    Text(
        "practice phone labelled Tel under Practice in cell",
        "Practice: Harbour Surgery\tTel: 023 9296 0444\n"
        "Patient: Bernard Cole\tTel: 023 9296 0001\n"
        "NHS: 999 000 0018\tDOB: 03/11/1948",
        COLE | {"telephone": "023 9296 0001"},
    ),
    Text(
        "landlord and neighbour",
        "Mr Bernard Cole, dob 03/11/1948, nhs 999 000 0018. Landlord: Southsea Lets, PO5 2AA, tel 023 9296 "
        "0888. Neighbour Ivy has a key, tel 07700 900222. PO5 3NU",
        COLE,
    ),
    Text(
        "practice name without word, in a signature",
        """Patient: Bernard Cole
DOB: 03/11/1948
NHS: 999 000 0018
Postcode: PO5 3NU

Many thanks

Sam Reed
Social Prescribing Team
T: 023 9296 0444
PO1 3AX""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "no closing words, name and number last",
        """Patient: Bernard Cole
DOB: 03/11/1948
NHS: 999 000 0018
Postcode: PO5 3NU

Sam Reed
07700 900555""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "no closing words, role and number last",
        """Patient: Bernard Cole
DOB: 03/11/1948
NHS: 999 000 0018

Sam Reed
Physiotherapist
07700 900555""",
        COLE,
    ),
    Text(
        "parents of a young person",
        """Name: Amy Cole
DOB: 03/11/2007
NHS: 999 000 0018
Mum: Ivy Cole 07700 900222
Dad: Joe Cole 07700 900333
Postcode: PO5 3NU""",
        {"nhs_number": "999 000 0018", "date_of_birth": date(2007, 11, 3)},
    ),
    Text(
        "parenthesised next of kin",
        "Bernard Cole (NOK Anna 07700 900222), DOB 03/11/1948, NHS 999 000 0018, PO5 3NU",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "lpa",
        """Name: Bernard Cole
NHS: 999 000 0018
LPA (health): Anna Cole, DOB: 01/01/1970, PO16 7XX, 07700 900222
DOB: 03/11/1948
Postcode: PO5 3NU""",
        {"nhs_number": "999 000 0018"},
    ),
    Text(
        "lived with",
        """Name: Bernard Cole
DOB: 03/11/1948
NHS No: 999 000 0018
Lives with: Ivy Cole (wife, dob 12/02/1950)
Phone: 023 9296 0001
Postcode: PO5 3NU""",
        COLE | {"postcode": "PO5 3NU", "telephone": "023 9296 0001"},
    ),
    Text(
        "emergency contact row",
        "Name\tRelation\tPhone\n"
        "Anna Cole\tDaughter\t07700 900222\n"
        "\n"
        "NHS No: 999 000 0018\n"
        "DOB: 03/11/1948",
        COLE,
    ),
    Text(
        "old nhs number with format",
        "Old NHS no: 999 000 0026; new NHS no: 999 000 0018. DOB 03/11/1948",
        COLE,
    ),
    Text(
        "date of birth vs date of death of spouse",
        """DOB: 03/11/1948
Spouse died: 12/02/2026
NHS: 999 000 0018""",
        COLE,
    ),
    Text(
        "baby",
        """Mother: Ivy Cole DOB 12/02/1990 NHS 999 000 0026
Baby: Amy Cole DOB 03/11/2026 NHS 999 000 0018""",
        {},
    ),
    Text(
        "nhs trust label digits",
        """NHS 111 called 22/11/2026
NHS Number 999 000 0018
DOB 03/11/1948""",
        COLE,
    ),
    Text(
        "hospital number called nhs",
        """Hosp/NHS: 9990000026 / 9990000018
DOB: 03/11/1948""",
        {"date_of_birth": BORN},
    ),
    Text(
        "json",
        "{\"nhsNumber\": \"9990000018\", \"birthDate\": \"1948-11-03\", \"postalCode\": \"PO5 3NU\", "
        "\"managingOrganization\": {\"postalCode\": \"PO1 3AX\", \"telecom\": \"023 9296 0444\"}}",
        COLE,
    ),
    Text(
        "xml",
        """<NHSNumber>9990000018</NHSNumber><DateOfBirth>1948-11-03</DateOfBirth><PostCode>PO5 3NU</PostCode>""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "appointment list",
        """09:30 COLE, Bernard (Mr) 03-Nov-1948 999 000 0018
09:40 REED, Sam (Ms) 04-Dec-1950 999 000 0026""",
        {},
    ),
    Text(
        "practice block under heading",
        """Practice
Harbour Surgery
1 Quay Street
PO1 3AX
023 9296 0444
Patient
Bernard Cole
12 Clarence Parade
PO5 3NU
07700 900123
NHS 999 000 0018
DOB 03/11/1948""",
        COLE | {"postcode": "PO5 3NU", "telephone": "07700 900123"},
    ),
    Text(
        "registered GP block",
        """Registered GP
Dr A Jones, The Old Bakery, 1 Quay Street PO1 3AX. 023 9296 0444

Bernard Cole
DOB 03/11/1948
NHS 999 000 0018
PO5 3NU""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "temporary address and permanent",
        """NHS: 999 000 0018
Temporary address: 1 Ward Rd, PO1 2AL
Home address: 12 Clarence Parade, PO5 3NU
DOB: 03/11/1948""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "correspondence",
        """NHS: 999 000 0018
Address: 12 Clarence Parade, PO5 3NU
Correspondence address: 99 Other Road
Fareham
PO16 7XX
DOB: 03/11/1948""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "vision label then value two lines",
        """NHS No.
999 000 0018
D.O.B.
03/11/1948
Date Registered
04/03/1999
Tel. No.
023 9296 0001
Post Code
PO5 3NU
Surgery Tel. No.
023 9296 0444""",
        COLE | {"postcode": "PO5 3NU", "telephone": "023 9296 0001"},
    ),
    Text(
        "columns by spaces, NOK right",
        """Name      Bernard Cole        Next of kin   Anna Cole
DOB       03/11/1948          DOB           01/01/1970
NHS No    999 000 0018        Tel           07700 900222
Postcode  PO5 3NU             Postcode      PO16 7XX""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "message from reception",
        """Tel call from Anna (daughter) 07700 900222 re Mr Bernard Cole dob 03/11/1948 nhs 9990000018 po5 3nu""",
        COLE | {"postcode": "PO5 3NU"},
    ),
    Text(
        "dob label wrong place",
        """DOB/Age: 03/11/1948 / 78
NHS: 999 000 0018""",
        COLE,
    ),
    Text(
        "patient's mum",
        """Patient’s mum’s mobile: 07700 900222
Patient’s mobile: 07700 900123
Patient’s DOB: 03/11/2007
Patient’s NHS no: 999 000 0018""",
        {"nhs_number": "999 000 0018", "date_of_birth": date(2007, 11, 3), "telephone": "07700 900123"},
    ),
    Text(
        "partner of patient",
        """Partner of patient: Joe, tel 07700 900222
NHS: 999 000 0018 DOB: 03/11/1948""",
        COLE,
    ),
    Text(
        "interpreter's number",
        """Interpreter: Ali 07700 900222
NHS: 999 000 0018 DOB: 03/11/1948
Interpreter tel: 07700 900333""",
        COLE,
    ),
    Text(
        "support worker",
        """NHS: 999 000 0018 DOB: 03/11/1948
Support worker: Kim Tel: 07700 900222
Housing officer Jo, phone 023 9296 0888""",
        COLE,
    ),
    Text(
        "keysafe",
        "NHS: 999 000 0018 DOB: 03/11/1948 keysafe 1948, alarm co 023 9296 0888",
        COLE,
    ),
    Text(
        "pharmacy",
        """NHS: 999 000 0018 DOB: 03/11/1948
Boots, 3 Palmerston Rd PO5 3QQ, 023 9296 0999
PO5 3NU""",
        COLE,
    ),
    Text(
        "a practice below its telephone",
        """Tel: 023 9296 0444
Harbour Surgery

NHS: 999 000 0018""",
        {"nhs_number": "999 000 0018"},
    ),
    Text(
        "whose a telephone is in brackets",
        """NHS No: 999 000 0018
Postcode: PO5 1AB
Tel: 023 9296 0444 (Harbour Surgery)""",
        {"nhs_number": "999 000 0018", "postcode": "PO5 1AB"},
    ),
    Text(
        "a key person",
        """NHS: 999 000 0018
Key person: Kim, Tel: 07700 900222""",
        {"nhs_number": "999 000 0018"},
    ),
]  # fmt: skip
