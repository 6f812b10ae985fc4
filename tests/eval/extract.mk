# Evaluation of extract.
eval_scripts += tests/eval/eval_articles.py
eval_scripts += tests/eval/eval_items.py
eval_scripts += tests/eval/eval_spam.py
