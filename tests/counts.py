"""What the real dossier holds, as tests know it: the one place to change when its data change."""

CLAIMS, QUESTIONS, SOURCES = 664, 140, 199
ORANGE_CLAIMS = 106
SPAN = "2 July 2010 to 7 January 2026"

# Quotes whose words for a date do not carry the date coded: cut before it, or dating another thing.
QUOTES_APART = [
    "latribune-2022-01-20-c01",
    "megazap-orange-2021-12-13-c03",
    "caparis-teling-2026-01-07-c01",
    "france3-2022-03-31-c1-2",
]
