"""What a young person must not misread: said in English too wherever nobody has checked the translation."""

from functools import cache

SAFETY_CRITICAL = frozenset(
    {
        # Help, and the way out.
        "Leave this page now",
        "Need help now?",
        "If you are in danger now, call 999.",
        "I want to talk to someone",
        "Help: who else you can talk to",
        "No one reads it until you press Send. So if you need help now, use the numbers on this page.",
        "It takes you to another page at once. On a computer you can press the Esc key three times.",
        "It cannot clear the list of pages that this phone or computer keeps. You can do that in its "
        "settings.",
        "The button at the top takes you to another page at once, and closes your answers. So do three quick "
        "presses of the Esc key.",
        "Childline does not show on a phone bill. Other calls may, and a phone keeps a list of calls.",
        # Who reads it, and what happens if someone is not safe.
        "Who reads it",
        "%(reader)s reads what you send.",
        "The people you live with do not see it.",
        "What you send is read by %(reader)s, who writes back to you.",
        "If someone is not safe",
        "What you say is private. But if you or someone else is not safe, we have to tell someone who "
        "can help. We will tell you first if we can.",
        # An answer that needs an adult.
        "No one watches this page all the time. If you are in danger now, call 999. You can call "
        "Childline at any time. It is free.",
        "Do you want us to tell someone now?",
        "What you told us is serious. Once someone reads it, they must tell people who can keep you "
        "safe. They will tell you first if they can.",
        "They will talk to you about what to do next. If you are not safe, they have to tell people who "
        "can help.",
        "Yes, tell someone now",
        "%(reader)s can see it at once, before you send the rest. They may not be at work now. If it "
        "cannot wait, call a number on this page.",
        "Not now",
        "We pass nothing on. You can press the button again at any time.",
        "No one sees it until you send your answers. Then %(reader)s reads it.",
        "How is it safe to reach you?",
        "When is a good time? Is there more to know?",
        "Not when I am at home",
        "Do not tell the people I live with",
        "I want an advocate",
        "You can call them yourself. You do not have to say why.",
        "Do you want us to ask for one for you?",
        "%(reader)s gets your request. It is their job to get you an advocate.",
        "Yes, ask for an advocate for me",
        "They can see it at once. They may not be at work now.",
        "We have passed it on",
        "%(name)s was asked to look at it and talk to you.",
        "Someone may get in touch with you about what you sent.",
        "%(reader)s can see now that you want an advocate.",
        "%(reader)s can see now that you want to talk.",
        "They may not be at work now. It is their job to get you one. You can also call an advocate "
        "yourself.",
        "They may not be at work now. If it cannot wait, call one of these.",
        "If no one reads it, no one can help. For help now, use the numbers below.",
        "You choose what you say. No one sees it until you send it.",
        "No one will know which answers are yours. Once you send them, your name is taken off for good.",
        "A computer looks for words about not being safe. If it finds some, %(name)s gets to read them.",
    }
)
"""The English of pages and letters; every word of the help packs is critical as it is."""
SAFETY_PHRASES = (
    "you are not safe",
    "may not be safe",
    "call 999",
    "we will tell someone",
    "you need help now",
)
"""Whatever says one of these is critical too: the questionnaires' notes say them among other things."""


@cache
def is_safety_critical(text: str) -> bool:
    """Whether an English text is one that must not be misread."""
    return text in SAFETY_CRITICAL or any(phrase in text for phrase in SAFETY_PHRASES)
