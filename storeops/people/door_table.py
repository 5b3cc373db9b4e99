"""Every door of the product, once: each address of each web app, and to whom it opens. Pure.

Routes, the API, navigation and buttons ask this table, and docs/doors.md is made from it. What has no row here is not
served: the app that has such an address does not start.

A door says whose role, scopes or kind of screen let them in. What stands behind it may ask more, for a door knows no
rows: whose sheet, which counter, in which state.
"""

from collections.abc import Mapping
from enum import StrEnum

from storeops.people.devices import DeviceKind
from storeops.people.roles import Permission


class Site(StrEnum):
    """The web apps, each with its addresses."""

    SCREENS = "screens"
    CONSOLE = "console"
    API = "api"
    MONITOR = "monitor"


class Open(StrEnum):
    """What opens without a permission."""

    TO_ALL = "to_all"
    """To everybody, known or not."""
    TO_NEWCOMERS = "to_newcomers"
    """To whoever is signed in, those included of whom something is asked first."""
    TO_STAFF = "to_staff"
    """To whoever is signed in."""


Door = Permission | DeviceKind | Open
"""What opens it: a permission that a role or scope grants; being this kind of screen, where screens are enrolled."""

_ASSETS: Mapping[str, Door] = {
    "GET /static/<path:filename>": Open.TO_ALL,
    "GET /shared/<path:filename>": Open.TO_ALL,
    "GET /shared/fonts/NotoSansSC-Regular.otf": Open.TO_ALL,
    "GET /shared/styles.css": Open.TO_ALL,
    "GET /shared/logo.png": Open.TO_ALL,
}
"""What pages are drawn with; of the hall nothing but its look is in it."""


_SCREENS: Mapping[str, Door] = {
    **_ASSETS,
    "GET /events": Open.TO_ALL,
    # the kiosk
    "GET /": DeviceKind.KIOSK,
    "GET /services/<category>": DeviceKind.KIOSK,
    "POST /tickets": DeviceKind.KIOSK,
    "GET /ticket/<token>": Open.TO_ALL,
    "GET /ticket/<token>/question": DeviceKind.KIOSK,
    "POST /ticket/<token>/shown": DeviceKind.KIOSK,
    "POST /ticket/<token>/ratings": DeviceKind.KIOSK,
    "POST /ticket/<token>/ratings/undo": DeviceKind.KIOSK,
    "POST /ticket/<token>/ratings/reason": DeviceKind.KIOSK,
    "POST /ticket/<token>/ratings/reason/undo": DeviceKind.KIOSK,
    "GET /place": DeviceKind.KIOSK,
    "POST /place": DeviceKind.KIOSK,
    "GET /place/<link>": DeviceKind.KIOSK,
    # the customer's phone
    "GET /find": Open.TO_ALL,
    "POST /find": Open.TO_ALL,
    "GET /find/qr.svg": Open.TO_ALL,
    "GET /find/<link>": Open.TO_ALL,
    "GET /find/<link>/fragment": Open.TO_ALL,
    "GET /find/<link>/qr.svg": Open.TO_ALL,
    "GET /t/<token>": Open.TO_ALL,
    "GET /t/<token>/fragment": Open.TO_ALL,
    "GET /t/<token>/qr.svg": Open.TO_ALL,
    "POST /t/<token>/cancel": Open.TO_ALL,
    "POST /t/<token>/shown": Open.TO_ALL,
    "POST /t/<token>/ratings": Open.TO_ALL,
    "POST /t/<token>/ratings/undo": Open.TO_ALL,
    "POST /t/<token>/ratings/reason": Open.TO_ALL,
    "POST /t/<token>/ratings/reason/undo": Open.TO_ALL,
    # the pad of a counter
    "GET /pad/<counter>": DeviceKind.PAD,
    "GET /pad/<counter>/fragment": DeviceKind.PAD,
    "POST /pad/<counter>/shown": DeviceKind.PAD,
    "POST /pad/<counter>/ratings": DeviceKind.PAD,
    "POST /pad/<counter>/ratings/undo": DeviceKind.PAD,
    "POST /pad/<counter>/ratings/reason": DeviceKind.PAD,
    "POST /pad/<counter>/ratings/reason/undo": DeviceKind.PAD,
    # the board
    "GET /board": DeviceKind.BOARD,
    "GET /board/fragment": DeviceKind.BOARD,
    "POST /board/announced": DeviceKind.BOARD,
    "POST /board/voice": DeviceKind.BOARD,
    # a screen that is not enrolled
    "GET /pairing": Open.TO_ALL,
    "POST /pairing": Open.TO_ALL,
}

_CONSOLE: Mapping[str, Door] = {
    **_ASSETS,
    "GET /events": Open.TO_ALL,
    # signing in
    "GET /sign-in": Open.TO_ALL,
    "POST /sign-in": Open.TO_ALL,
    "GET /sign-in/code": Open.TO_ALL,
    "POST /sign-in/code": Open.TO_ALL,
    "POST /sign-out": Open.TO_ALL,
    # one's own account
    "GET /account": Open.TO_STAFF,
    "GET /account/first-pin": Open.TO_NEWCOMERS,
    "POST /account/first-pin": Open.TO_NEWCOMERS,
    "POST /account/pin": Open.TO_STAFF,
    "GET /account/factor": Open.TO_NEWCOMERS,
    "POST /account/factor/begin": Open.TO_NEWCOMERS,
    "POST /account/factor/confirm": Open.TO_NEWCOMERS,
    "POST /account/factor/other-phone": Open.TO_STAFF,
    "POST /account/factor/codes": Open.TO_STAFF,
    "POST /account/sessions/end": Open.TO_STAFF,
    "POST /account/sessions/end-others": Open.TO_STAFF,
    "POST /account/presence": Open.TO_NEWCOMERS,
    "GET /start": Open.TO_STAFF,
    # the desk
    "GET /": Open.TO_STAFF,
    "GET /desk/fragment": Permission.SERVE,
    "POST /desk/open": Permission.SERVE,
    "POST /desk/call-next": Permission.SERVE,
    "POST /desk/call": Permission.SERVE,
    "POST /desk/start": Permission.SERVE,
    "POST /desk/finish": Permission.SERVE,
    "POST /desk/next-transaction": Permission.SERVE,
    "POST /desk/unpause": Permission.SERVE,
    "POST /desk/ready": Permission.SERVE,
    "POST /desk/recall": Permission.SERVE,
    "POST /desk/no-show": Permission.SERVE,
    "POST /desk/system-pause": Permission.SERVE,
    "POST /desk/system-resume": Permission.SERVE,
    "POST /desk/hold": Permission.SERVE,
    "POST /desk/transfer": Permission.SERVE,
    "POST /desk/reopen": Permission.SERVE,
    "POST /desk/after-work": Permission.SERVE,
    "POST /desk/pause": Permission.SERVE,
    "POST /desk/close": Permission.SERVE,
    "POST /desk/resume": Permission.MOVE_TICKETS,
    "POST /desk/reinstate": Permission.MOVE_TICKETS,
    "POST /desk/take-back": Permission.MOVE_TICKETS,
    "POST /desk/change-segment": Permission.CHANGE_SEGMENT,
    "POST /desk/reason": Permission.SERVE,
    "POST /desk/reason/dismiss": Permission.SERVE,
    "POST /desk/duty-call": Permission.SERVE,
    "POST /desk/duty-withdraw": Permission.SERVE,
    "POST /desk/finish-as-of": Permission.SERVE,
    "POST /desk/still-serving": Permission.SERVE,
    "POST /desk/wish": Permission.SERVE,
    "POST /desk/wish/take-back": Permission.SERVE,
    "POST /desk/guideposts/hush": Permission.SERVE,
    "POST /desk/guideposts/show": Permission.SERVE,
    # the hall
    "GET /duty": Permission.SEE_HALL,
    "GET /duty/fragment": Permission.SEE_HALL,
    "POST /duty/issue": Permission.ISSUE,
    "POST /duty/cancel": Permission.ISSUE,
    "POST /duty/counters/finish": Permission.ANY_COUNTER,
    "POST /duty/counters/no-show": Permission.ANY_COUNTER,
    "POST /duty/counters/close": Permission.ANY_COUNTER,
    "POST /duty/resume": Permission.MOVE_TICKETS,
    "POST /duty/reinstate": Permission.MOVE_TICKETS,
    "POST /duty/take-back": Permission.MOVE_TICKETS,
    "POST /duty/void": Permission.ISSUE,
    "POST /duty/change-segment": Permission.CHANGE_SEGMENT,
    "POST /duty/calls/arrive": Permission.RUN_FLOOR,
    "POST /duty/calls/settle": Permission.RUN_FLOOR,
    "POST /duty/claims/confirm": Permission.RUN_FLOOR,
    "POST /duty/claims/normal": Permission.RUN_FLOOR,
    "POST /duty/guideposts/hush": Permission.SEE_HALL,
    "POST /duty/guideposts/show": Permission.SEE_HALL,
    "GET /duty/tickets": Permission.RUN_FLOOR,
    "POST /duty/tickets/stop": Permission.RUN_FLOOR,
    "POST /duty/tickets/resume": Permission.RUN_FLOOR,
    "GET /duty/void-issued": Permission.RUN_FLOOR,
    "POST /duty/void-issued": Permission.RUN_FLOOR,
    # low ratings
    "POST /recovery/<task>/take": Permission.RUN_FLOOR,
    "POST /recovery/<task>/close": Permission.RUN_FLOOR,
    # feedback
    "GET /feedback": Permission.SEE_QUALITY,
    "GET /feedback/mine": Permission.OWN_RESULTS,
    "GET /feedback/observed": Permission.FOLLOW_UP,
    "POST /feedback/observed": Permission.FOLLOW_UP,
    "GET /feedback/doubts": Permission.SEE_QUALITY,
    "POST /feedback/doubts/<first>": Permission.JUDGE,
    "GET /wishes": Permission.SEE_QUALITY,
    "GET /retention": Permission.FOLLOW_UP,
    "POST /retention": Permission.FOLLOW_UP,
    # reports
    "GET /reports": Permission.SEE_QUALITY,
    "GET /reports/<month>": Permission.SEE_QUALITY,
    "GET /reports/<month>/<name>": Permission.SEE_QUALITY,
    "GET /reports/<month>/delivered/<int:version>/<ending>": Permission.SEE_QUALITY,
    "GET /reports/day": Permission.SEE_QUALITY,
    "GET /reports/week": Permission.SEE_QUALITY,
    "GET /reports/days": Permission.SEE_QUALITY,
    "GET /reports/visits": Permission.SEE_QUALITY,
    # flags
    "GET /flags": Permission.SEE_QUALITY,
    "POST /flags/review": Permission.JUDGE,
    # follow-ups
    "GET /follow-ups/badge": Permission.FOLLOW_UP,
    "GET /follow-ups": Permission.FOLLOW_UP,
    "GET /follow-ups/praise": Permission.FOLLOW_UP,
    "GET /follow-ups/new": Permission.FOLLOW_UP,
    "POST /follow-ups/new": Permission.FOLLOW_UP,
    "GET /follow-ups/<follow_up_id>": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/reply": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/hand-over": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/accept": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/decline": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/take-over": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/call-back": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/promise": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/close": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/rule": Permission.JUDGE,
    "POST /follow-ups/<follow_up_id>/reopen": Permission.FOLLOW_UP,
    "POST /follow-ups/<follow_up_id>/contact": Permission.FOLLOW_UP,
    # checks
    "GET /checks": Permission.OWN_RESULTS,
    "GET /checks/fragment": Permission.INSPECT,
    "POST /checks/planned/<planned_id>/drop": Permission.INSPECT,
    "GET /checks/new": Permission.INSPECT,
    "POST /checks/new": Permission.INSPECT,
    "GET /checks/running-score": Permission.INSPECT,
    "GET /checks/<check_id>": Permission.OWN_RESULTS,
    "GET /checks/<check_id>/edit": Permission.INSPECT,
    "POST /checks/<check_id>/edit": Permission.INSPECT,
    "POST /checks/<check_id>/acknowledge": Permission.OWN_RESULTS,
    "POST /checks/<check_id>/appeal": Permission.OWN_RESULTS,
    "POST /checks/<check_id>/photo": Permission.INSPECT,
    "GET /checks/photos/<photo_id>": Permission.OWN_RESULTS,
    "GET /checks/appeals": Permission.INSPECT,
    "POST /checks/appeals/<appeal_id>": Permission.INSPECT,
    "GET /checks/mine": Permission.OWN_RESULTS,
    "GET /checks/of/<code>": Permission.TEAM_RESULTS,
    "GET /checks/month": Permission.TEAM_RESULTS,
    # stars
    "GET /stars": Permission.OWN_RESULTS,
    "GET /stars/<month>": Permission.SEE_QUALITY,
    "GET /stars/<month>/team": Permission.TEAM_RESULTS,
    "POST /stars/<month>/freeze": Permission.JUDGE,
    "GET /stars/<month>/sheets/<code>": Permission.OWN_RESULTS,
    "GET /stars/<month>/sheets/<code>/<line>": Permission.OWN_RESULTS,
    "GET /stars/<month>/wall": Permission.OWN_RESULTS,
    "GET /stars/<month>/pay.csv": Permission.JUDGE,
    "GET /star-appeals": Permission.OWN_RESULTS,
    "POST /star-appeals/<month>": Permission.OWN_RESULTS,
    "POST /star-appeals/answer/<appeal>": Permission.JUDGE,
    "GET /star-rules": Permission.OWN_RESULTS,
    "POST /star-rules/<policy>/read": Permission.OWN_RESULTS,
    "GET /star-care": Permission.JUDGE,
    "POST /star-care/care": Permission.JUDGE,
    "POST /star-care/skill": Permission.JUDGE,
    # set-up
    "GET /setup/sheets": Permission.SET_UP,
    "GET /setup/sheets/<kind>/new": Permission.SET_UP,
    "POST /setup/sheets/<kind>/new": Permission.SET_UP,
    "GET /setup": Permission.SET_UP,
    "GET /setup/hall": Permission.SET_UP,
    "POST /setup/hall/name": Permission.SET_UP,
    "POST /setup/hall/targets": Permission.SET_UP,
    "POST /setup/hall/colour": Permission.SET_UP,
    "POST /setup/hall/logo": Permission.SET_UP,
    "POST /setup/hall/logo/remove": Permission.SET_UP,
    "GET /setup/first-day": Permission.SET_UP,
    "POST /setup/first-day/done": Permission.SET_UP,
    "GET /setup/workbook": Permission.SET_UP,
    "POST /setup/workbook": Permission.SET_UP,
    "GET /setup/workbook/download": Permission.SET_UP,
    "POST /setup/workbook/take": Permission.SET_UP,
    "GET /setup/hours": Permission.SET_UP,
    "POST /setup/hours/week": Permission.SET_UP,
    "POST /setup/hours/special-day": Permission.SET_UP,
    "POST /setup/hours/special-day/remove": Permission.SET_UP,
    "GET /setup/categories": Permission.SET_UP,
    "GET /setup/categories/new": Permission.SET_UP,
    "POST /setup/categories/new": Permission.SET_UP,
    "GET /setup/categories/edit": Permission.SET_UP,
    "POST /setup/categories/edit": Permission.SET_UP,
    "POST /setup/categories/catalogue": Permission.SET_UP,
    "GET /setup/services": Permission.SET_UP,
    "GET /setup/services/new": Permission.SET_UP,
    "POST /setup/services/new": Permission.SET_UP,
    "GET /setup/services/edit": Permission.SET_UP,
    "POST /setup/services/edit": Permission.SET_UP,
    "GET /setup/counters": Permission.SET_UP,
    "GET /setup/counters/new": Permission.SET_UP,
    "POST /setup/counters/new": Permission.SET_UP,
    "GET /setup/counters/edit": Permission.SET_UP,
    "POST /setup/counters/edit": Permission.SET_UP,
    "GET /setup/devices": Permission.ENROL,
    "POST /setup/devices/enrolment": Permission.SET_UP,
    "GET /setup/devices/pair": Permission.ENROL,
    "POST /setup/devices/pair": Permission.ENROL,
    "GET /setup/devices/edit": Permission.ENROL,
    "POST /setup/devices/edit": Permission.ENROL,
    "POST /setup/devices/revoke": Permission.ENROL,
    "POST /setup/devices/recognise": Permission.ENROL,
    "GET /setup/employees": Permission.SET_UP,
    "GET /setup/employees/new": Permission.SET_UP,
    "POST /setup/employees/new": Permission.SET_UP,
    "GET /setup/employees/edit": Permission.SET_UP,
    "POST /setup/employees/edit": Permission.SET_UP,
    "POST /setup/employees/pin": Permission.SET_UP,
    "GET /setup/teams": Permission.SET_UP,
    "POST /setup/teams": Permission.SET_UP,
    "POST /setup/teams/lead": Permission.SET_UP,
    "POST /setup/teams/join": Permission.SET_UP,
    "POST /setup/teams/leave": Permission.SET_UP,
    "GET /setup/policies": Permission.SET_UP,
    "POST /setup/policies": Permission.SET_UP,
    "GET /setup/targets": Permission.SET_UP,
    "POST /setup/targets": Permission.SET_UP,
    "GET /setup/moments": Permission.SET_UP,
    "GET /setup/moments/edit": Permission.SET_UP,
    "POST /setup/moments/edit": Permission.SET_UP,
    "GET /setup/cards": Permission.SET_UP,
    "GET /setup/cards/new": Permission.SET_UP,
    "POST /setup/cards/new": Permission.SET_UP,
    "GET /setup/cards/edit": Permission.SET_UP,
    "POST /setup/cards/edit": Permission.SET_UP,
    "GET /setup/personal": Permission.SET_UP,
    "POST /setup/personal/periods": Permission.SET_UP,
    "POST /setup/personal/due": Permission.SET_UP,
    "POST /setup/personal/person": Permission.SET_UP,
    "POST /setup/personal/export": Permission.SET_UP,
    "POST /setup/personal/clear": Permission.SET_UP,
    "GET /setup/trace": Permission.SET_UP,
    "GET /setup/trace/trace.csv": Permission.SET_UP,
    "GET /setup/looks": Permission.SET_UP,
}

_API: Mapping[str, Door] = {
    "GET /services": Permission.ISSUE,
    "POST /tickets": Permission.ISSUE,
    "GET /tickets/<token>": Permission.ISSUE,
    "GET /tickets/<token>/questions": Permission.RATE,
    "POST /tickets/<token>/ratings": Permission.RATE,
    "POST /tickets/<token>/ratings/undo": Permission.RATE,
    "GET /counters/<code>": Permission.SERVE,
    "POST /tickets/<token>/cancel": Permission.ISSUE,
    "POST /counters/<code>/open": Permission.SERVE,
    "POST /counters/<code>/call-next": Permission.SERVE,
    "POST /counters/<code>/call": Permission.SERVE,
    "POST /counters/<code>/start": Permission.SERVE,
    "POST /counters/<code>/finish": Permission.SERVE,
    "POST /counters/<code>/next-transaction": Permission.SERVE,
    "POST /counters/<code>/unpause": Permission.SERVE,
    "POST /counters/<code>/ready": Permission.SERVE,
    "POST /counters/<code>/recall": Permission.SERVE,
    "POST /counters/<code>/no-show": Permission.SERVE,
    "POST /counters/<code>/system-pause": Permission.SERVE,
    "POST /counters/<code>/system-resume": Permission.SERVE,
    "POST /counters/<code>/hold": Permission.SERVE,
    "POST /counters/<code>/transfer": Permission.SERVE,
    "POST /counters/<code>/reopen": Permission.SERVE,
    "POST /counters/<code>/after-work": Permission.SERVE,
    "POST /counters/<code>/pause": Permission.SERVE,
    "POST /counters/<code>/close": Permission.SERVE,
    "POST /tickets/<number>/resume": Permission.MOVE_TICKETS,
    "POST /tickets/<number>/reinstate": Permission.MOVE_TICKETS,
    "POST /tickets/<number>/take-back": Permission.MOVE_TICKETS,
    "POST /tickets/<number>/void": Permission.ISSUE,
    "POST /tickets/<number>/change-segment": Permission.CHANGE_SEGMENT,
    "GET /follow-ups": Permission.FOLLOW_UP,
    "POST /follow-ups": Permission.FOLLOW_UP,
    "GET /follow-ups/<id>": Permission.FOLLOW_UP,
    "POST /follow-ups/<id>/reply": Permission.FOLLOW_UP,
    "POST /follow-ups/<id>/hand-over": Permission.FOLLOW_UP,
    "POST /follow-ups/<id>/accept": Permission.FOLLOW_UP,
    "POST /follow-ups/<id>/decline": Permission.FOLLOW_UP,
    "POST /follow-ups/<id>/call-back": Permission.FOLLOW_UP,
    "POST /follow-ups/<id>/close": Permission.FOLLOW_UP,
    "POST /follow-ups/<id>/reopen": Permission.FOLLOW_UP,
    "GET /issuing": Permission.ISSUE,
    "POST /issuing/stop": Permission.RUN_FLOOR,
    "POST /issuing/resume": Permission.RUN_FLOOR,
    "GET /claims": Permission.RUN_FLOOR,
    "POST /claims/<transaction>/confirm": Permission.RUN_FLOOR,
    "POST /claims/<transaction>/normal": Permission.RUN_FLOOR,
    "GET /checks": Permission.TEAM_RESULTS,
    "POST /checks": Permission.INSPECT,
    "GET /stars/<month>": Permission.TEAM_RESULTS,
    "GET /reports": Permission.SEE_QUALITY,
    "GET /reports/<month>": Permission.SEE_QUALITY,
    "GET /events": Open.TO_ALL,
    "GET /board": Open.TO_ALL,
    "GET /openapi.json": Open.TO_ALL,
    "POST /session": Open.TO_ALL,
    "DELETE /session": Open.TO_STAFF,
}

_MONITOR: Mapping[str, Door] = {
    "GET /healthz": Open.TO_ALL,
    "GET /metrics": Open.TO_ALL,
}

DOORS: Mapping[Site, Mapping[str, Door]] = {
    Site.SCREENS: _SCREENS,
    Site.CONSOLE: _CONSOLE,
    Site.API: _API,
    Site.MONITOR: _MONITOR,
}
"""Every door by its app and its address: the method and the pattern of the path."""


def lets_in(door: Door, permissions: frozenset[Permission] | None) -> bool:
    """Whether a door opens to whoever holds these permissions; None: to somebody who is not known."""
    if door is Open.TO_ALL or permissions is None:
        return door is Open.TO_ALL
    return isinstance(door, Open) or door in permissions
