# Scores against labelled samples: make eval. A layer's .mk adds programs to eval_programs and scripts to
# eval_scripts. Each takes the samples' folder from GONGKAI_SAMPLES (default: ../shared/samples beside the
# source tree's root) and exits 77 with a message where there are none.
eval_programs =
eval_scripts = tests/eval/real_pages.py
include tests/eval/extract.mk
include tests/eval/match.mk

EXTRA_PROGRAMS += $(eval_programs)
EXTRA_DIST += $(eval_scripts)
.PHONY: eval
eval: all $(eval_programs)
	@status=0; for program in $(eval_programs); do \
		echo "== $$program"; $(AM_TESTS_ENVIRONMENT) ./$$program || [ $$? -eq 77 ] || status=1; \
	done; \
	for script in $(eval_scripts); do \
		echo "== $$script"; $(AM_TESTS_ENVIRONMENT) $(srcdir)/$$script || [ $$? -eq 77 ] || status=1; \
	done; exit $$status
