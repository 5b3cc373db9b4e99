"""What a metric of the queue is: a metric with its formula, and with the visits behind it. Pure."""

from dataclasses import dataclass

from storeops.base.i18n import N_
from storeops.measuring.behind import LinesOf
from storeops.measuring.counted import Counted
from storeops.measuring.metric import Figure, Metric, QueueTargets
from storeops.measuring.tally import Tally


@dataclass(frozen=True, kw_only=True)
class QueueMetric(Metric):
    """`counted` is the formula; `lines` are what it adds up, None where single visits do not stand behind it."""

    counted: Counted
    lines: LinesOf | None = None

    def value(self, tally: Tally, targets: QueueTargets) -> Figure:
        """The figure of a tally; None is "did not happen"."""
        return self.counted.value(tally, targets)


NOTHING = N_("Nothing but void tickets.")
CALLS = ("issue", "call_next", "call_ticket")
WORK = ("start", "next_transaction", "finish")
PAUSES = ("system_pause", "system_resume")
DESK = ("counter_open", "counter_close", "counter_pause", "counter_unpause", "counter_after_work", "counter_ready")
UNCALLED = N_("Visits that were not called.")
NO_SIGN_IN = N_("Days on which nobody was signed in; None where there is no other.")
