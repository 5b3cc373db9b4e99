"""Which months wait to be closed, or to be counted again."""


def counted_period(month: str, correction_id: int) -> str:
    """Under which period it is recorded that a month was counted with all corrections up to one."""
    return f"{month} correction {correction_id}"
