"""How long a transaction was handled, as SQL: stamps in whole seconds, pauses, and handling without them."""

from storeops.store.sql_time import second

PAUSED_SECONDS = f"""
       coalesce((SELECT sum(max({second("system_pause.ended_at")} - {second("system_pause.started_at")}, 0))
                 FROM system_pause WHERE system_pause.transaction_id = leg_transaction.id), 0)
       + CASE WHEN leg.outcome = 'served' AND leg_transaction.transaction_index = 0
              THEN coalesce((SELECT leg_as_imported.held_seconds FROM leg_as_imported
                             WHERE leg_as_imported.leg_id = leg.id), 0) ELSE 0 END
"""
"""The seconds of a transaction that are not its handling: coded system pauses, and time on hold told by a log."""

HANDLING_SECONDS = f"""
       max({second("leg_transaction.ended_at")} - {second("leg_transaction.started_at")} - ({PAUSED_SECONDS}), 0)
"""
