"""What the doors refuse, by name. Pure."""

from storeops.base.errors import FieldRefused, NotFound, StoreOpsError
from storeops.base.i18n import N_


class EmployeeInactive(StoreOpsError):
    sentence = N_("Employee %(employee)s is not active; ask the administrator.")


class EmployeeElsewhere(StoreOpsError):
    sentence = N_("Employee %(employee)s is signed in at counter %(counter)s; close it there first.")


class UnknownEmployee(NotFound):
    sentence = N_("There is no employee %(employee)s; check the number.")


class SignInRefused(StoreOpsError):
    status = 401
    sentence = N_("Employee number and PIN do not match; try again or ask the administrator.")


class SignInLocked(StoreOpsError):
    status = 429
    sentence = N_("Too many wrong tries; try again in %(minutes)s min, or at a computer where you signed in before.")


class ManySignIn(StoreOpsError):
    """Whoever is told so has not been judged: no try is counted."""

    status = 503
    sentence = N_("Many people are signing in at this moment; wait some seconds, then try again.")


class NotSignedIn(StoreOpsError):
    status = 401
    sentence = N_("You are not signed in; sign in with your employee number and PIN.")


class LeftIdle(StoreOpsError):
    status = 401
    sentence = N_("You were signed out after %(minutes)s minutes without use; sign in again.")


class NoSuchSession(NotFound):
    sentence = N_("This sign-in has ended already.")


class NotAllowed(StoreOpsError):
    status = 403
    sentence = N_("Your role (%(role)s) may not do this; ask a duty manager or the administrator.")


class DeviceExists(StoreOpsError):
    sentence = N_("A device named %(name)s exists already; choose another name.")


class UnknownDevice(NotFound):
    sentence = N_("There is no enrolled device %(name)s; look at the list of devices.")


class UnknownPairingCode(NotFound):
    sentence = N_("No screen shows this code; type the six digits as they stand on the screen now.")


class PairingCodeExpired(StoreOpsError):
    sentence = N_("This code is no longer valid; take the one that the screen shows now.")


class ScreenGone(StoreOpsError):
    sentence = N_("The screen that showed this code is switched off or gone; open it again and take its new code.")


class PairingBusy(StoreOpsError):
    status = 429
    sentence = N_("Too many screens wait to be enrolled; wait ten minutes and try again.")


class PadNeedsCounter(FieldRefused):
    sentence = N_("A pad stands on a counter; choose one that is in use.")


class NotYoursToIssue(StoreOpsError):
    status = 403
    sentence = N_("Tickets are given by the kiosk and the greeter; send the customer there.")


class OnlyForPrograms(StoreOpsError):
    sentence = N_("Only a program is told what it may do; for any other device its kind decides.")


class LastAdministrator(StoreOpsError):
    sentence = N_("Employee %(employee)s is the last active administrator; appoint another one first.")


class KeyFileForeign(StoreOpsError):
    sentence = N_("%(path)s holds no key of this hall; choose the copy that was exported from it.")


class KeyFileStands(StoreOpsError):
    sentence = N_("The key file %(path)s holds a key. To begin anew in spite of it, move it away first.")


class KeyCopyExists(StoreOpsError):
    sentence = N_("%(path)s stands there already and was left as it is; name another file.")


class PinNeeded(FieldRefused):
    sentence = N_("Enter a PIN of 6 to 12 digits.")


class PinTooEasy(FieldRefused):
    sentence = N_(
        "This PIN is easily guessed: no digits in a row or repeated, no date, not your employee number. Choose another."
    )


class PinUnchanged(FieldRefused):
    sentence = N_("This is the PIN that you have now; choose another one.")


class PinsDiffer(FieldRefused):
    sentence = N_("The two PINs are not the same; enter the new PIN again.")


class PinWrong(FieldRefused):
    sentence = N_("This is not your present PIN; try again.")


class SomethingFirst(StoreOpsError):
    """Nothing is open to somebody before they did something. Raise one of the children."""

    status = 403


class PinChangeNeeded(SomethingFirst):
    sentence = N_("Your PIN is for one time only; sign in at the console and choose a PIN of your own.")


class FactorCodeNeeded(StoreOpsError):
    status = 401
    sentence = N_("Enter the code of your second factor too.")


class CodeWrong(FieldRefused):
    status = 401
    sentence = N_("This code does not fit: enter the one that the app shows now, or a recovery code.")

    def __init__(self) -> None:
        super().__init__("code")


class FactorNeeded(StoreOpsError):
    status = 403
    sentence = N_("Your week without a second factor is over; sign in at the console and set one up.")


class FactorStands(StoreOpsError):
    sentence = N_("You have a second factor already; to use another phone, enter a code of the present one.")


class NoFactorBegun(StoreOpsError):
    sentence = N_("No second factor waits to be confirmed; begin again.")


class NoFactor(StoreOpsError):
    sentence = N_("Employee %(employee)s has no second factor.")


class PinChosenAlready(StoreOpsError):
    sentence = N_("You have chosen a PIN of your own already; change it under My account.")
