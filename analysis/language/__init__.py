"""What words mean as numbers and days, and how numbers and days are said."""

from analysis.language.answers import AnswerError, parse_dates, parse_numbers, to_date, to_day
from analysis.language.phrases import read_phrase
from analysis.language.words import say_answer, say_days, say_number, say_numbers

__all__ = [
    "AnswerError",
    "parse_dates",
    "parse_numbers",
    "read_phrase",
    "say_answer",
    "say_days",
    "say_number",
    "say_numbers",
    "to_date",
    "to_day",
]
