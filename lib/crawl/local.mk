# crawl: fetching politely and knowing what came of it. robots, address and scheduler are pure.
noinst_LIBRARIES += libcrawl.a
libcrawl_a_SOURCES = \
	include/crawl/address.h lib/crawl/address.c \
	include/crawl/certificate.h lib/crawl/certificate.c \
	include/crawl/fetch.h lib/crawl/fetch.c \
	include/crawl/fetcher.h lib/crawl/fetcher.c \
	include/crawl/robots.h lib/crawl/robots.c \
	include/crawl/robots_cache.h lib/crawl/robots_cache.c \
	include/crawl/scheduler.h lib/crawl/scheduler.c \
	include/crawl/request.h lib/crawl/request.c lib/crawl/request_outcome.c \
	include/crawl/transfer.h lib/crawl/transfer.c \
	include/crawl/reading.h lib/crawl/reading.c \
	include/crawl/urgency.h lib/crawl/urgency.c \
	include/crawl/visit.h lib/crawl/visit.c
libcrawl_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS) $(EVENT_CFLAGS) $(CRYPTO_CFLAGS) $(XML_CFLAGS)
crawl_LIBS = libcrawl.a $(clock_LIBS) $(extract_LIBS) $(engine_LIBS) $(store_memory_LIBS) $(model_LIBS) $(CURL_LIBS) $(EVENT_LIBS) $(CRYPTO_LIBS)
