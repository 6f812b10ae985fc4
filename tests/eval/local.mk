# Scores against labelled samples: make eval. They skip with a message where there are none.
include tests/eval/extract.mk
include tests/eval/match.mk
