# Evaluation of extract.
