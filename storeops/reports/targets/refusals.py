"""What the year's targets refuse, by name. Pure."""

from storeops.base.errors import FieldRefused
from storeops.base.i18n import N_


class NoTargetForMetric(FieldRefused):
    """The field is the metric that was asked for."""

    sentence = N_("This figure takes no target of the year; choose one from the list.")


class TargetOutOfRange(FieldRefused):
    sentence = N_("Set a target from %(low)s to %(high)s; counts and seconds are whole numbers.")


class DurationNeeded(FieldRefused):
    sentence = N_("Enter minutes and seconds such as 4:30, up to 24 hours.")


class PercentNeeded(FieldRefused):
    sentence = N_("Enter a percentage from 0 to 100, such as 87.5.")


class ScoreNeeded(FieldRefused):
    sentence = N_("Enter points from 0 to 100, such as 92.5.")
