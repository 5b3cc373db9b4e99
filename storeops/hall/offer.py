"""What a hall offers: a service to be set up, and the category of whatever fits nowhere else. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NewService:
    """A service to be set up. `target_seconds` None: no handling target."""

    code: str
    name_zh: str
    name_en: str
    target_seconds: int | None
    standard_minutes: float
    bring_zh: str = ""
    bring_en: str = ""
    is_active: bool = True
    last_ticket_minutes: int = 0


OTHER_CATEGORY = ("other", "J", "其他业务", "Other business")
"""Where an import puts services that the hall does not know."""
