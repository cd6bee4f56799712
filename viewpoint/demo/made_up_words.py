"""What made-up young people write and made-up IROs reply; nobody real said any of it."""

GOOD_THINGS = {
    "en": (
        "my foster mum listens to me and makes the best pasta",
        "the dog!! he sleeps at the end of my bed",
        "i have my own room now and i got to choose the colour",
        "football on tuesdays with my mates",
        "Staff here are sound, specially the night staff",
        "being able to see my brother every week",
        "i like my school and my teacher is kind",
        "its quiet and nobody shouts",
        "my key worker takes me fishing",
        "feel like part of the family here",
        "the food is nice and we cook together on sundays",
        "I can have friends round now",
        "near my college so i can walk",
        "They got me a proper bike for my birthday",
        "my social worker actually came when she said she would",
        "swimming and the youth club",
        "I trust Jo at the home, she doesnt judge me",
        "the garden and the chickens",
        "nothing really",
        "idk",
        "i get to go mosque on fridays and the carers drive me",
        "they help me with my english homework",
        "my carers stick with me even when i kick off",
        "gaming room is class",
        "Being with my sister in the same house",
        "my counsellor helps me when i feel low",
        "everything is ok",
    ),
    "cy": (
        "dwi'n hoffi fy ystafell wely",
        "mae fy ngofalwyr yn garedig ac yn gwrando arna i",
        "mynd i nofio gyda fy ffrindiau",
        "mae'r bwyd yn dda yma",
    ),
    "ar": (
        "أحب مدرستي وأصدقائي",
        "العائلة هنا طيبة معي",
        "ألعب كرة القدم كل يوم جمعة",
        "غرفتي هادئة وأستطيع أن أنام",
    ),
}
WANT_CHANGE = {
    "en": (
        "see my mum more, once a month isnt enough",
        "i want to see my little sister, they moved her and nobody told me when i can visit",
        "stop moving me!! this is my 4th place",
        "staff change all the time, i tell my story then they leave",
        "more wifi and later bedtime at weekends",
        "i want to live nearer home, it takes 3 hours to see my nan",
        "nothing, its good here",
        "get a new social worker who answers the phone",
        "i'd like to go back to my old school, i miss my friends",
        "let me have my phone at night like normal kids",
        "i want people to ask me before they decide stuff",
        "the lock on my door is broken and people come in my room",
        "bullying on the bus",
        "need help with my anxiety, been waiting for camhs for months",
        "more money for clothes",
        "the other kids are loud at night and i cant sleep",
        "wish they knew about my hair and skin, nobody here knows how to do it",
        "want to learn to cook and get my own flat when im 18",
        "more trips, we never go anywhere",
        "I want to know how long I am staying here",
        "i dont get on with one of the staff, she talks to me like im 5",
        "to be allowed sleepovers without asking 10 people",
        "go to the gym",
        "my meeting had too many people i dont know, i want less people",
        "nothing",
        "dunno",
        "better food not just freezer stuff",
        "want to see my dad but only if someone is with me",
        "too far from everyone i know, i feel on my own here",
        "someone from my country to talk to in my language",
        "school is rubbish they put me in the bottom set",
        "my social worker never comes, i had 3 this year",
        "rules r stupid, grounded for being 10 mins late",
        "help with driving lessons and college forms",
        "Id like a pet",
    ),
    "cy": (
        "hoffwn i weld fy mam yn amlach",
        "dwi eisiau mynd yn ôl i fy hen ysgol",
        "dim byd",
        "mae'r rheolau yn rhy llym, dwi eisiau mwy o ryddid",
    ),
    "ar": (
        "أريد أن أرى أخي أكثر",
        "لا شيء",
        "أريد أن أتعلم اللغة الإنجليزية بسرعة",
        "المكان بعيد عن أصدقائي وأشعر بالوحدة",
    ),
}
SAFER = {
    "en": (
        "someone to walk with me from the bus",
        "move one of the lads, he scares me",
        "a lock on my bathroom door",
        "staff awake at night",
        "if people stopped messaging me stuff online",
    ),
    "cy": ("clo ar fy nrws",),
    "ar": ("أن يكون هناك شخص أثق به في الليل",),
}
MEETING = {
    "en": ("my nan", "just my carers and you", "not my old social worker", "my brother"),
    "cy": ("fy nain",),
    "ar": ("أخي",),
}
BY_QUESTION = {
    "good_things": GOOD_THINGS,
    "want_change": WANT_CHANGE,
    "safer": SAFER,
    "meeting_who": MEETING,
    "worries": WANT_CHANGE,
}
OPENINGS = (
    "Thank you for telling me. I read all of it.",
    "I read every word. This is what happened with it.",
    "Thank you. You said a lot, and I went through it point by point.",
)
DID = (
    (
        "The lock on your door",
        "I spoke to the manager. The lock was mended on Monday. Tell me if it was not.",
    ),
    ("Your meeting", "This time it is you, your carers and me. You can choose one more person if you want."),
    ("Your social worker", "Your new social worker is Ali. Ali promised to ring if a visit has to move."),
)
WILL = (
    (
        "Seeing your family",
        "I have asked for family time every two weeks. I tell you the answer, yes or no.",
        "I will",
    ),
    ("The gym", "You get a gym card of your own.", "Ali, your social worker"),
    ("Waiting for counselling", "You are next on their list. I ring you with the day.", "I will"),
)
KEPT = (
    "It is done. Tell me if it is not as we said.",
    "It took a while, and now it is sorted. Thank you for waiting.",
)
COULD_NOT = (
    (
        "Living nearer home",
        "It cannot be before the summer: your exams come first, and there is no place yet.",
    ),
    (
        "Your phone at night",
        "Your carers keep it till morning for now. We talk about it again at your meeting.",
    ),
)
ENTRIES = (
    (
        "did",
        {"en": "Too many people come to our meetings.", "cy": "Mae gormod o bobl yn dod i'n cyfarfodydd."},
        {
            "en": "You choose who comes. We ask you two weeks before every meeting.",
            "cy": "Ti sy'n dewis pwy sy'n dod. Rydyn ni'n gofyn i ti bythefnos cyn pob cyfarfod.",
        },
    ),
    (
        "did",
        {"en": "Social workers change and nobody tells us."},
        {"en": "Your old worker now brings the new one to meet you, before the change."},
    ),
    (
        "could_not",
        {"en": "We want to live nearer home."},
        {"en": "There are not enough places near. We are looking for 20 more foster families this year."},
    ),
)
"""What made-up young people said together, and what their council did: shown to everybody."""
NAMES_OF_IROS = (
    "Sam Okoro",
    "Bethan Pryce",
    "Marek Nowak",
    "Priya Raman",
    "Tom Ashdown",
    "Leila Haddad",
    "Grace Mensah",
    "Owen Tate",
)
REACH = "Text me after school, not when I am at home."
SEEN_TO = (
    "I rang after school. They feel safer since they changed rooms; their social worker visits on Friday.",
    "I met them at school with somebody they trust. A plan is made and they have my number.",
    "Spoke with them on their own. They wanted to be heard about family time; that is passed on.",
)
"""What a duty worker writes on closing a concern."""
