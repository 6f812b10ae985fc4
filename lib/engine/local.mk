# engine: the life of duties. Pure.
noinst_LIBRARIES += libengine.a
libengine_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(JANSSON_CFLAGS)
libengine_a_SOURCES = \
	include/engine/engine.h lib/engine/engine.c lib/engine/engine_private.h \
	lib/engine/answers.c \
	lib/engine/article.c \
	lib/engine/assessment.c \
	lib/engine/bounds.c \
	lib/engine/consequences.c \
	lib/engine/content.c \
	lib/engine/duty_state.c \
	lib/engine/evidence.c \
	lib/engine/ids.c \
	lib/engine/intake.c lib/engine/intake.h \
	lib/engine/integrity.c \
	lib/engine/limit.c \
	lib/engine/look.c \
	lib/engine/operate.c \
	lib/engine/pairing.c \
	lib/engine/period_name.c lib/engine/period_name.h \
	include/engine/explain.h lib/engine/explain.c \
	lib/engine/places.c \
	lib/engine/response.c \
	include/engine/rule_test.h lib/engine/rule_test.c \
	lib/engine/scope.c \
	lib/engine/site.c \
	lib/engine/standing.c \
	lib/engine/test_look.c lib/engine/test_sites.c lib/engine/test_world.h \
	lib/engine/tick.c \
	lib/engine/timed.c \
	lib/engine/trigger.c \
	lib/engine/wake.c
engine_LIBS = libengine.a $(store_memory_LIBS) $(rules_LIBS) $(JANSSON_LIBS)
