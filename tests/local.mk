# Tests. One folder a kind; each folder's local.mk lists its own.
include tests/unit/local.mk
include tests/golden/local.mk
include tests/packs/local.mk
include tests/sim/local.mk
include tests/system/local.mk
include tests/fuzz/local.mk
include tests/fault/local.mk
include tests/eval/local.mk
