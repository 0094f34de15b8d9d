"""What a second reader is asked, as plain text that can be read before anything is sent."""

from argmap.mapping.second.questions.closing import closing_question
from argmap.mapping.second.questions.windows import Board, questions_of

__all__ = ["Board", "closing_question", "questions_of"]
