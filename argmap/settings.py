"""Every threshold and limit, frozen; each says how it was chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the chain can be told.

    Attributes:
        max_bytes: larger inputs are refused. Sixteen times the longest thread in the development data.
        max_cruxes: cruxes kept for the whole map.
        max_claim_cruxes: cruxes kept for each claim (the format promises at most five).
        max_main: main claims kept; the annotation guide asks for one to six.
    """

    max_bytes: int = 64_000_000
    max_cruxes: int = 10
    max_claim_cruxes: int = 5
    max_main: int = 6
