"""What can be appealed against. Pure."""

from collections.abc import Mapping

from storeops.quality.policy.policy import StarLine

ROW_KINDS: Mapping[StarLine, str] = {
    StarLine.CHECKLIST: "check",
    StarLine.SPEED: "transaction",
    StarLine.FEEDBACK: "rating",
    StarLine.CARE: "care",
}
"""The lines behind which stand single entries that an appeal can set aside."""
