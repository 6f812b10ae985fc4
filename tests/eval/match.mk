# Evaluation of match.
eval_scripts += tests/eval/eval_pairs.py
