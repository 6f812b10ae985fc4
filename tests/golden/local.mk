# Golden files: what a command prints, kept and compared.
include tests/golden/cli.mk
include tests/golden/rules.mk
include tests/golden/time.mk
include tests/golden/items.mk
include tests/golden/manual.mk
