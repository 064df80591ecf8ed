"""The short forms that first names go by in England."""

# Each row is one name with its short forms; a name may stand in several rows.
_ROWS = """
    alexander alex al sandy xander | alexandra alex sandra sasha | alison ali | andrew andy drew | anthony antony
    tony | ann anne annie anna nan | barbara babs barb | benjamin ben benny | catherine katherine kathryn kate
    katie cathy kathy kay kitty | charles charlie chas chuck | christina chris tina chrissie | christine chris
    chrissie tina | christopher chris kit | daniel dan danny | david dave davey | deborah debbie deb debra |
    dorothy dot dolly dottie | edward ed eddie ted teddy ned | eleanor ellie nell nora | elizabeth liz lizzie beth
    betty eliza lisa bess libby elsie | emily em emmy | francis frank fran | frances fran francesca fanny |
    frederick fred freddie | geoffrey jeffrey geoff jeff | george georgie | gerald gerry jerry | gillian gill jill
    | gregory greg | harold harry hal | helen nell nellie ellen | henry harry hal | isabella isabel isobel bella
    izzy | jacqueline jackie | james jim jimmy jamie | janet jan jane | jennifer jen jenny | jessica jess jessie |
    joan joanie | joanna jo joanne | john johnny jack jon | jonathan jon jonny | joseph joe joey | josephine jo
    josie | joshua josh | judith judy jude | kenneth ken kenny | lawrence larry laurie | leonard len lenny |
    lilian lily lil | louise lou | louisa lou | margaret maggie meg peggy madge marge margie greta rita | martin
    marty | mary molly polly may | matthew matt | michael mike mick mickey micky | mohammed muhammad mohammad
    mohamed mohamad | nathaniel nathan nat | nicholas nick nicky | nicola nicky nikki | pamela pam | patricia pat
    patsy tricia trish | patrick pat paddy | peter pete | philip phillip phil | rachel rach | raymond ray |
    rebecca becky bex becca | richard rick ricky dick rich richie | robert rob bob bobby robbie bert | roger rodge
    | ronald ron ronnie | rosemary rose rosie | samantha sam | samuel sam sammy | sarah sally sara | sidney sydney
    sid | simon si | stanley stan | stephen steven steve | stephanie steph | stuart stewart stu | susan sue susie
    suzanne | sylvia silvia | terence terry | theodore theo ted | theresa teresa tess terri | thomas tom tommy |
    timothy tim | valerie val | veronica ronnie | victoria vicky vikki tori | vincent vince | walter wally walt |
    wilhelmina billie mina willa minnie | william bill billy will willy liam | winifred win winnie | zachary zac
    zach
"""
ROWS = [frozenset(row.split()) for row in _ROWS.split("|")]
_BESIDE = {name: frozenset().union(*(row for row in ROWS if name in row)) for name in frozenset().union(*ROWS)}


def go_together(one: str, other: str) -> bool:
    """Whether two first names, in small letters without accents, may be one person's."""
    return other in _BESIDE.get(one, ())
