# Unit tests of engine.
WORLD_SOURCES = tests/sim/world.c tests/sim/world.h tests/unit/calendar_file.h tests/unit/unit.h
unit_tests += tests/unit/test_engine_response
tests_unit_test_engine_response_SOURCES = tests/unit/test_engine_response.c $(WORLD_SOURCES)
tests_unit_test_engine_response_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_engine_response_LDADD = $(engine_LIBS) $(UNIT_LIBS)
unit_tests += tests/unit/test_engine_kinds
tests_unit_test_engine_kinds_SOURCES = tests/unit/test_engine_kinds.c tests/unit/calendar_file.h tests/unit/unit.h
tests_unit_test_engine_kinds_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_engine_kinds_LDADD = $(engine_LIBS) $(UNIT_LIBS)
EXTRA_DIST += tests/unit/engine/kinds.rules
# Simulations: years of websites in seconds, over the store in memory.
unit_tests += tests/sim/test_properties
tests_sim_test_properties_SOURCES = tests/sim/test_properties.c $(WORLD_SOURCES)
tests_sim_test_properties_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_sim_test_properties_LDADD = $(engine_LIBS) $(store_LIBS) $(UNIT_LIBS)
unit_tests += tests/unit/test_engine_operator
tests_unit_test_engine_operator_SOURCES = tests/unit/test_engine_operator.c $(WORLD_SOURCES)
tests_unit_test_engine_operator_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_engine_operator_LDADD = $(engine_LIBS) $(UNIT_LIBS)
unit_tests += tests/unit/test_engine_pairing
tests_unit_test_engine_pairing_SOURCES = tests/unit/test_engine_pairing.c $(WORLD_SOURCES)
tests_unit_test_engine_pairing_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_engine_pairing_LDADD = $(engine_LIBS) $(UNIT_LIBS)
