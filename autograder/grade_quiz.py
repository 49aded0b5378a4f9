"""What hidden test cells import; gradebooks hold this path. See `scoring.quiz`."""

from .scoring.quiz import grade_answer

__all__ = ["grade_answer"]
