"""What hidden test cells import; gradebooks hold this path. See `scoring.functions`."""

from .scoring.functions import grade, solution

__all__ = ["grade", "solution"]
