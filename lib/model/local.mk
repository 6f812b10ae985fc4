# model: what the product speaks about. Pure.
noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES = \
	include/model/detector.h lib/model/detector.c \
	include/model/duty.h lib/model/duty.c \
	include/model/item.h lib/model/item.c \
	include/model/observation.h lib/model/observation.c \
	include/model/rule.h \
	include/model/site.h
model_LIBS = libmodel.a $(time_LIBS)
