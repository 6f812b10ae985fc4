# Evaluation of match.
