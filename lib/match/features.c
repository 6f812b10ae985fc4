/* Features: title, place, time and addresses of a document. */
#include "lib/match/features.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/url.h"
#include "lib/match/fold.h"
#include "lib/match/title.h"

/* Hosts where anybody publishes: the same host says nothing. */
static const char *const platforms[] = { "weixin.qq.com", "qq.com", "thepaper.cn", "baidu.com", "sina.com.cn", "sina.cn", "163.com",
	"sohu.com", "toutiao.com", "people.com.cn", "xinhuanet.com", "news.cn", "weibo.com", "weibo.cn", "ifeng.com", "fangchan.com",
	"guandian.cn", "stcn.com", "cnstock.com", "yicai.com", "jiemian.com", "douyin.com", "bilibili.com", "zhihu.com", "chinanews.com",
	"china.com", "china.com.cn", "cctv.com", "gmw.cn", "ce.cn" };

/* Second-level names under which names are given out. */
static const char *const shared_suffixes[] = { "gov.cn", "com.cn", "org.cn", "net.cn", "edu.cn", "ac.cn" };

uint64_t
match_digest(uint64_t start, const void *bytes, size_t length)
{
	const unsigned char *byte = bytes;
	uint64_t digest = start ^ 14695981039346656037u;

	for (size_t i = 0; i < length; i++)
		digest = (digest ^ byte[i]) * 1099511628211u;
	return digest == 0 ? 1 : digest;
}

static bool
ends_with(const char *text, size_t length, const char *end)
{
	size_t width = strlen(end);

	return length >= width && memcmp(text + length - width, end, width) == 0 &&
	    (length == width || text[length - width - 1] == '.');
}

static size_t
last_label(const char *host, size_t end)
{
	while (end > 0 && host[end - 1] != '.')
		end--;
	return end;
}

/* gz.gov.cn of ghzyj.gz.gov.cn, weihai.cn of zfgjj.weihai.cn. */
static void
find_domain(struct match_features *f)
{
	size_t start = last_label(f->host, f->host_length);

	for (size_t i = 0; i < sizeof(platforms) / sizeof(platforms[0]); i++)
		if (ends_with(f->host, f->host_length, platforms[i]))
			return;
	if (start > 0)
		start = last_label(f->host, start - 1);
	for (size_t i = 0; i < sizeof(shared_suffixes) / sizeof(shared_suffixes[0]); i++)
		if (start > 0 && strlen(shared_suffixes[i]) == f->host_length - start &&
		    ends_with(f->host, f->host_length, shared_suffixes[i])) {
			start = last_label(f->host, start - 1);
			break;
		}
	f->domain = f->host + start;
	f->domain_length = f->host_length - start;
}

/* The digest leaves out the scheme: sites move from http to https. */
static uint64_t
url_digest(struct arena *arena, const char *url)
{
	const char *canonical, *rest;

	if (url == NULL || *url == '\0' || url_canonical(url, arena, &canonical) != STATUS_OK)
		return 0;
	rest = strchr(canonical, ':');
	return rest == NULL ? 0 : match_digest(0, rest, strlen(rest));
}

static enum status
read_links(struct match_features *f, struct arena *arena)
{
	const struct match_document *document = f->document;
	size_t count = document->link_count < MATCH_LINKS ? document->link_count : MATCH_LINKS;

	if (count == 0)
		return STATUS_OK;
	f->link_digests = calloc(count, sizeof(*f->link_digests));
	if (f->link_digests == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		uint64_t digest = url_digest(arena, document->links[i]);

		if (digest != 0)
			f->link_digests[f->link_count++] = digest;
	}
	return STATUS_OK;
}

static enum status
read_addresses(struct match_features *f)
{
	struct arena *arena = arena_new();
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	f->url_digest = url_digest(arena, f->document->url);
	status = read_links(f, arena);
	arena_free(arena);
	if (f->document->url == NULL || !url_host(f->document->url, &f->host, &f->host_length))
		return status;
	for (size_t i = 0; i < f->host_length; i++)
		if (f->host[i] == ':')
			f->host_length = i;
	find_domain(f);
	if (f->domain != NULL)
		place_of_host(f->host, f->host_length, &f->host_place);
	return status;
}

static enum status
read_place_field(struct match_features *f)
{
	char32_t text[64];
	size_t count;
	const char *const fields[] = { f->document->place, f->document->organ };

	for (size_t i = 0; i < 2 && f->field_place.count == 0; i++) {
		enum status status;

		if (fields[i] == NULL)
			continue;
		status = fold(fields[i], strlen(fields[i]), text, 64, &count);
		if (status != STATUS_OK)
			return status;
		if (place_read_chain(text, count, &f->field_place) == 0)
			f->field_place.count = 0;
	}
	return STATUS_OK;
}

/* The field's number counts as the title's do. */
static enum status
read_number_field(struct match_features *f)
{
	char32_t text[64];
	size_t count, start, end;
	enum status status;

	if (f->document->number == NULL || f->number_count == FEATURE_NUMBERS)
		return STATUS_OK;
	status = fold(f->document->number, strlen(f->document->number), text, 64, &count);
	if (status == STATUS_OK && number_find(text, count, 0, &f->numbers[f->number_count], &start, &end))
		f->number_count++;
	return status;
}

static void
read_date(struct match_features *f)
{
	struct claimed_date claimed;

	f->date = f->document->date;
	if (f->date.precision == DATE_PRECISION_NONE && f->document->url != NULL &&
	    date_text_from_url(f->document->url, &claimed) == STATUS_OK && !claimed.year_inferred)
		f->date = claimed;
}

enum status
match_features_new(const struct match_document *document, struct match_features **features)
{
	struct match_features *f = malloc(sizeof(*f));
	enum status status;

	if (f == NULL)
		return STATUS_NO_MEMORY;
	/* The large arrays need no clearing: counts say what is there. */
	memset(f, 0, offsetof(struct match_features, title));
	f->document = document;
	f->title_length = f->raw_length = f->start_count = 0;
	f->is_cut = f->has_marker = f->has_quote = false;
	f->subject_count = f->number_count = 0;
	f->text = NULL;
	f->title_place.count = f->field_place.count = f->host_place.count = 0;
	f->host = f->domain = NULL;
	f->host_length = f->domain_length = 0;
	f->link_digests = NULL;
	f->link_count = 0;
	status = title_parse(f);
	if (status == STATUS_OK)
		status = read_number_field(f);
	if (status == STATUS_OK)
		status = read_place_field(f);
	if (status == STATUS_OK)
		status = read_addresses(f);
	if (status == STATUS_OK)
		status = title_parse_text(f);
	if (status != STATUS_OK) {
		match_features_free(f);
		return status;
	}
	read_date(f);
	*features = f;
	return STATUS_OK;
}

void
match_features_free(struct match_features *features)
{
	if (features == NULL)
		return;
	free(features->text);
	free(features->link_digests);
	free(features);
}

const struct place *
match_place_shown(const struct match_features *features, const struct subject *subject)
{
	if (subject != NULL && subject->place_count > 0)
		return &subject->places[0];
	if (features->title_place.count > 0)
		return &features->title_place;
	return features->field_place.count > 0 ? &features->field_place : &features->host_place;
}

const struct match_document *
match_features_document(const struct match_features *features)
{
	return features->document;
}
