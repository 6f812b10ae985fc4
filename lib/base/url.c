/* URLs in one canonical form. Follows RFC 3986 section 5.2 (resolution) and 6.2 (normalisation) as far as the
 * header says; browsers' leniency (blanks, backslashes, missing escapes) because pages rely on it. */
#include "base/url.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"

struct slice {
	const char *bytes;
	size_t length;
};

/* What RFC 3986 section 3 calls the components; a missing one has bytes == NULL. */
struct parts {
	struct slice scheme;
	struct slice authority;
	struct slice path;
	struct slice query;
};

/* Output that remembers that it overflowed, so that only its end is checked. */
struct writer {
	char *bytes;
	size_t length;
	size_t capacity;
	bool is_full;
};

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool
is_hex(char byte)
{
	return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

static char
to_lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static char
to_upper(char byte)
{
	return byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
}

static inline bool
slice_is(struct slice slice, const char *word)
{
	return slice.length == strlen(word) && strncasecmp(slice.bytes, word, slice.length) == 0;
}

static void
put(struct writer *writer, char byte)
{
	if (writer->length + 1 >= writer->capacity)
		writer->is_full = true;
	else
		writer->bytes[writer->length++] = byte;
}

/* May the byte not stand in a URL (RFC 3986 section 2)? */
static bool
is_forbidden(char byte)
{
	switch (byte) {
	case '"':
	case '<':
	case '>':
	case '\\':
	case '^':
	case '`':
	case '{':
	case '|':
	case '}':
		return true;
	default:
		return (unsigned char)byte <= ' ' || (unsigned char)byte >= 0x7f;
	}
}

static void
put_slice(struct writer *writer, struct slice slice)
{
	for (size_t i = 0; i < slice.length; i++)
		put(writer, slice.bytes[i]);
}

static void
put_escaped(struct writer *writer, unsigned char byte)
{
	static const char digits[] = "0123456789ABCDEF";

	put(writer, '%');
	put(writer, digits[byte >> 4]);
	put(writer, digits[byte & 15]);
}

/* Path or query: escapes what may not stand there, writes escapes in upper case. */
static void
put_encoded(struct writer *writer, struct slice slice)
{
	for (size_t i = 0; i < slice.length; i++) {
		char byte = slice.bytes[i];

		if (byte == '%' && i + 2 < slice.length && is_hex(slice.bytes[i + 1]) && is_hex(slice.bytes[i + 2])) {
			put(writer, '%');
			put(writer, to_upper(slice.bytes[i + 1]));
			put(writer, to_upper(slice.bytes[i + 2]));
			i += 2;
		} else if (is_forbidden(byte)) {
			put_escaped(writer, (unsigned char)byte);
		} else {
			put(writer, byte);
		}
	}
}

/* Copies the reference without blanks around it and without the fragment; line breaks and tabs inside
 * and backslashes before the query are what browsers make of them. */
static struct slice
clean(const char *reference, struct writer *writer)
{
	size_t end = strlen(reference);
	size_t start = 0;
	bool in_query = false;

	while (start < end && (unsigned char)reference[start] <= ' ')
		start++;
	while (end > start && (unsigned char)reference[end - 1] <= ' ')
		end--;
	for (size_t i = start; i < end && reference[i] != '#'; i++) {
		char byte = reference[i];

		if (byte == '\t' || byte == '\n' || byte == '\r')
			continue;
		if (byte == '?')
			in_query = true;
		put(writer, byte == '\\' && !in_query ? '/' : byte);
	}
	return (struct slice){ writer->bytes, writer->length };
}

static struct slice
take_scheme(struct slice *rest)
{
	size_t i = 0;

	if (rest->length == 0 || !is_letter(rest->bytes[0]))
		return (struct slice){ NULL, 0 };
	while (i < rest->length && (is_letter(rest->bytes[i]) || is_digit(rest->bytes[i]) || rest->bytes[i] == '+' ||
	    rest->bytes[i] == '-' || rest->bytes[i] == '.'))
		i++;
	if (i == rest->length || rest->bytes[i] != ':')
		return (struct slice){ NULL, 0 };
	struct slice scheme = { rest->bytes, i };

	rest->bytes += i + 1;
	rest->length -= i + 1;
	return scheme;
}

static size_t
span_until(struct slice slice, char stop, char other)
{
	size_t i = 0;

	while (i < slice.length && slice.bytes[i] != stop && slice.bytes[i] != other)
		i++;
	return i;
}

/* Takes an address without fragment apart. */
static struct parts
split(struct slice rest)
{
	struct parts parts = { .scheme = take_scheme(&rest) };
	size_t length;

	if (rest.length >= 2 && rest.bytes[0] == '/' && rest.bytes[1] == '/') {
		rest.bytes += 2;
		rest.length -= 2;
		length = span_until(rest, '/', '?');
		parts.authority = (struct slice){ rest.bytes, length };
		rest.bytes += length;
		rest.length -= length;
	}
	length = span_until(rest, '?', '?');
	parts.path = (struct slice){ rest.bytes, length };
	if (length < rest.length)
		parts.query = (struct slice){ rest.bytes + length + 1, rest.length - length - 1 };
	return parts;
}

static bool
host_is_valid(struct slice host)
{
	if (host.length == 0)
		return false;
	if (host.bytes[0] == '[') {
		for (size_t i = 1; i + 1 < host.length; i++)
			if (!is_hex(host.bytes[i]) && host.bytes[i] != ':' && host.bytes[i] != '.')
				return false;
		return host.length > 3 && host.bytes[host.length - 1] == ']';
	}
	for (size_t i = 0; i < host.length; i++) {
		char byte = host.bytes[i];

		if ((unsigned char)byte < 0x80 && !is_letter(byte) && !is_digit(byte) && byte != '-' && byte != '.' && byte != '_')
			return false;
	}
	return true;
}

/* Host without the user in front and the port behind. */
static struct slice
host_of(struct slice authority, struct slice *port)
{
	struct slice host = authority;
	size_t colon;

	for (size_t i = authority.length; i > 0; i--) {
		if (authority.bytes[i - 1] != '@')
			continue;
		host.bytes += i;
		host.length -= i;
		break;
	}
	*port = (struct slice){ NULL, 0 };
	for (colon = host.length; colon > 0 && is_digit(host.bytes[colon - 1]); colon--)
		;
	if (colon > 0 && host.bytes[colon - 1] == ':') {
		*port = (struct slice){ host.bytes + colon, host.length - colon };
		host.length = colon - 1;
	}
	return host;
}

/* Writes ":port" where it is not the scheme's own. False where it is no port. */
static bool
put_port(struct writer *writer, struct slice port, bool is_https)
{
	unsigned long number = 0;
	char digits[8];
	size_t count = 0;

	for (size_t i = 0; i < port.length; i++) {
		number = number * 10 + (unsigned long)(port.bytes[i] - '0');
		if (number > 65535)
			return false;
	}
	if (port.length == 0 || number == (is_https ? 443 : 80))
		return true;
	if (number == 0)
		return false;
	for (; number > 0; number /= 10)
		digits[count++] = (char)('0' + number % 10);
	put(writer, ':');
	while (count > 0)
		put(writer, digits[--count]);
	return true;
}

static bool
put_authority(struct writer *writer, struct slice authority, bool is_https)
{
	struct slice port;
	struct slice host = host_of(authority, &port);

	if (!host_is_valid(host))
		return false;
	for (size_t i = 0; i < host.length; i++)
		put(writer, to_lower(host.bytes[i]));
	return put_port(writer, port, is_https);
}

/* Writes one segment with its slash, or goes back one for "..". `floor` is where the path begins. */
static void
put_segment(struct writer *writer, size_t floor, struct slice segment, bool is_last)
{
	if (slice_is(segment, "..")) {
		while (writer->length > floor && writer->bytes[writer->length - 1] != '/')
			writer->length--;
		if (writer->length > floor)
			writer->length--;
		while (writer->length > floor && writer->bytes[writer->length - 1] != '/')
			writer->length--;
		if (writer->length == floor)
			put(writer, '/');
	} else if (!slice_is(segment, ".")) {
		put_encoded(writer, segment);
		if (!is_last)
			put(writer, '/');
	}
}

/* Appends a path to the path that stands behind `floor` (which begins and ends with a slash). */
static void
put_path(struct writer *writer, size_t floor, struct slice path)
{
	while (path.length > 0) {
		size_t length = span_until(path, '/', '/');

		put_segment(writer, floor, (struct slice){ path.bytes, length }, length == path.length);
		if (length == path.length)
			break;
		path.bytes += length + 1;
		path.length -= length + 1;
	}
}

static struct slice
folder_of(struct slice path)
{
	while (path.length > 0 && path.bytes[path.length - 1] != '/')
		path.length--;
	return path;
}

static struct slice
without_leading_slash(struct slice path)
{
	if (path.length > 0 && path.bytes[0] == '/') {
		path.bytes++;
		path.length--;
	}
	return path;
}

/* RFC 3986 section 5.2.2, writing the target at once. False where it is malformed. */
static bool
put_target(struct writer *writer, const struct parts *base, const struct parts *reference)
{
	bool own_host = reference->authority.bytes != NULL;
	struct slice scheme = reference->scheme.bytes != NULL ? reference->scheme : base->scheme;
	bool is_https = slice_is(scheme, "https");
	struct slice query = reference->query;
	size_t floor;

	for (size_t i = 0; i < scheme.length; i++)
		put(writer, to_lower(scheme.bytes[i]));
	put_slice(writer, (struct slice){ "://", 3 });
	if (!put_authority(writer, own_host ? reference->authority : base->authority, is_https))
		return false;
	floor = writer->length;
	put(writer, '/');
	if (!own_host && reference->path.length == 0) {
		put_path(writer, floor, without_leading_slash(base->path));
		if (query.bytes == NULL)
			query = base->query;
	} else {
		if (!own_host && reference->path.bytes[0] != '/')
			put_path(writer, floor, without_leading_slash(folder_of(base->path)));
		put_path(writer, floor, without_leading_slash(reference->path));
	}
	if (query.bytes != NULL) {
		put(writer, '?');
		put_encoded(writer, query);
	}
	return true;
}

static bool
scheme_is_web(struct slice scheme)
{
	return slice_is(scheme, "http") || slice_is(scheme, "https");
}

enum status
url_resolve(const char *base, const char *reference, struct arena *arena, const char **url)
{
	char clean_base[LIMIT_URL_BYTES + 1];
	char clean_reference[LIMIT_URL_BYTES + 1];
	char target[LIMIT_URL_BYTES + 1];
	struct writer base_writer = { clean_base, 0, sizeof(clean_base), false };
	struct writer reference_writer = { clean_reference, 0, sizeof(clean_reference), false };
	struct writer writer = { target, 0, sizeof(target), false };
	struct parts base_parts = { .scheme = { NULL, 0 } };
	struct parts parts = split(clean(reference, &reference_writer));
	char *copy;

	if (reference_writer.is_full)
		return STATUS_LIMIT;
	if (parts.scheme.bytes != NULL && (!scheme_is_web(parts.scheme) || parts.authority.bytes == NULL))
		return STATUS_INVALID;
	if (base != NULL)
		base_parts = split(clean(base, &base_writer));
	if (base_writer.is_full)
		return STATUS_LIMIT;
	if (parts.scheme.bytes == NULL && (!scheme_is_web(base_parts.scheme) || base_parts.authority.bytes == NULL))
		return STATUS_NOT_FOUND;
	if (!put_target(&writer, &base_parts, &parts))
		return STATUS_INVALID;
	if (writer.is_full)
		return STATUS_LIMIT;
	copy = arena_copy(arena, target, writer.length);
	if (copy == NULL)
		return STATUS_NO_MEMORY;
	*url = copy;
	return STATUS_OK;
}

enum status
url_canonical(const char *url, struct arena *arena, const char **canonical)
{
	return url_resolve(NULL, url, arena, canonical);
}

bool
url_host(const char *url, const char **host, size_t *length)
{
	struct parts parts = split((struct slice){ url, strcspn(url, "#") });
	const char *user_end;

	if (!scheme_is_web(parts.scheme) || parts.authority.length == 0)
		return false;
	*host = parts.authority.bytes;
	*length = parts.authority.length;
	user_end = memchr(*host, '@', *length);
	if (user_end != NULL) {
		*length -= (size_t)(user_end + 1 - *host);
		*host = user_end + 1;
	}
	return *length > 0;
}

bool
url_same_host(const char *a, const char *b)
{
	struct slice hosts[2];
	struct slice port;

	if (!url_host(a, &hosts[0].bytes, &hosts[0].length) || !url_host(b, &hosts[1].bytes, &hosts[1].length))
		return false;
	hosts[0] = host_of(hosts[0], &port);
	hosts[1] = host_of(hosts[1], &port);
	return hosts[0].length == hosts[1].length &&
	    strncasecmp(hosts[0].bytes, hosts[1].bytes, hosts[0].length) == 0;
}

const char *
url_path(const char *url)
{
	struct parts parts = split((struct slice){ url, strlen(url) });

	return parts.path.length == 0 && parts.query.bytes == NULL ? "/" : parts.path.bytes;
}
