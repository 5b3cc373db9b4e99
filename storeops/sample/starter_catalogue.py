"""What of the starter catalogue a hall can still take beside the offer that it has. Pure."""

from collections.abc import Collection
from typing import NamedTuple

from storeops.sample.sample_offer import SAMPLE_CATEGORIES, SampleCategory


class StarterCatalogue(NamedTuple):
    """The categories that can be taken, and those left out because the hall uses a code or letter of theirs."""

    free: tuple[SampleCategory, ...]
    left_out: tuple[SampleCategory, ...]


def beside(codes: Collection[str], letters: Collection[str], service_codes: Collection[str]) -> StarterCatalogue:
    """The catalogue beside the codes and letters of a hall's categories, and the codes of its services."""

    def collides(category: SampleCategory) -> bool:
        own = {service.code for service in category.services}
        return category.code in codes or category.prefix in letters or not own.isdisjoint(service_codes)

    return StarterCatalogue(
        tuple(each for each in SAMPLE_CATEGORIES if not collides(each)),
        tuple(each for each in SAMPLE_CATEGORIES if collides(each)),
    )
