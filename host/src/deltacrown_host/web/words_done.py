"""What a page says has just been done: a word in the address stands for a sentence, so no stranger says anything."""

from collections.abc import Mapping

DONE: Mapping[str, str] = {
    "joined": "Your account is there. A letter asks you to confirm your address.",
    "signed-out": "You are signed out.",
    "letter": "If there is an account with this address, a letter is on its way.",
    "name": "You have another name now.",
    "email": "A letter went to the new address. It counts once you open the link in it.",
    "password": "You have a new password. Sign in with it.",
    "notices": "Your choice of letters is kept.",
    "identity": "You no longer sign in with it.",
    "sign-ins": "Every browser and program is signed out.",
    "left": "Your account is gone.",
}
