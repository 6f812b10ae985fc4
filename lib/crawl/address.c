/* Kinds of internet addresses, from the IANA special-purpose registries. */
#include "crawl/address.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct block4 {
	uint32_t first;
	unsigned bits;
	enum address_kind kind;
};

static const struct block4 blocks4[] = {
	{ 0x00000000, 8, ADDRESS_SPECIAL },   /* 0.0.0.0/8 this network */
	{ 0x0a000000, 8, ADDRESS_SPECIAL },   /* 10.0.0.0/8 private */
	{ 0x64400000, 10, ADDRESS_SPECIAL },  /* 100.64.0.0/10 shared (RFC 6598) */
	{ 0x7f000000, 8, ADDRESS_LOOPBACK },  /* 127.0.0.0/8 */
	{ 0xa9fe0000, 16, ADDRESS_SPECIAL },  /* 169.254.0.0/16 link-local: cloud metadata too */
	{ 0xac100000, 12, ADDRESS_SPECIAL },  /* 172.16.0.0/12 private */
	{ 0xc0000000, 24, ADDRESS_SPECIAL },  /* 192.0.0.0/24 protocol assignments */
	{ 0xc0000200, 24, ADDRESS_SPECIAL },  /* 192.0.2.0/24 documentation */
	{ 0xc0586300, 24, ADDRESS_SPECIAL },  /* 192.88.99.0/24 former 6to4 relay */
	{ 0xc0a80000, 16, ADDRESS_SPECIAL },  /* 192.168.0.0/16 private */
	{ 0xc6120000, 15, ADDRESS_SPECIAL },  /* 198.18.0.0/15 benchmarking */
	{ 0xc6336400, 24, ADDRESS_SPECIAL },  /* 198.51.100.0/24 documentation */
	{ 0xcb007100, 24, ADDRESS_SPECIAL },  /* 203.0.113.0/24 documentation */
	{ 0xe0000000, 3, ADDRESS_SPECIAL },   /* 224.0.0.0/4 multicast and 240.0.0.0/4 reserved */
};

struct block6 {
	uint8_t first[4];
	unsigned bits;
};

/* Within 2000::/3, the only space that is routed; the rest is special as a whole. */
static const struct block6 blocks6[] = {
	{ { 0x20, 0x01, 0x00, 0x00 }, 23 },   /* 2001::/23 protocol assignments, Teredo */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 },   /* 2001:db8::/32 documentation */
	{ { 0x3f, 0xff, 0x00, 0x00 }, 20 },   /* 3fff::/20 documentation */
};

static enum address_kind
kind_of_4(uint32_t address)
{
	for (size_t i = 0; i < sizeof(blocks4) / sizeof(blocks4[0]); i++) {
		uint32_t mask = UINT32_MAX << (32 - blocks4[i].bits);

		if ((address & mask) == blocks4[i].first)
			return blocks4[i].kind;
	}
	return ADDRESS_PUBLIC;
}

static uint32_t
big_endian(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* An IPv4 address that travels inside an IPv6 one: mapped, compatible, NAT64 (RFC 6052), 6to4 (RFC 3056). */
static bool
embedded_4(const uint8_t *bytes, uint32_t *address)
{
	static const uint8_t mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
	static const uint8_t translated[12] = { 0x00, 0x64, 0xff, 0x9b };

	if (memcmp(bytes, mapped, sizeof(mapped)) == 0 || memcmp(bytes, translated, sizeof(translated)) == 0) {
		*address = big_endian(bytes + 12);
		return true;
	}
	if (bytes[0] == 0x20 && bytes[1] == 0x02) {
		*address = big_endian(bytes + 2);
		return true;
	}
	return false;
}

static enum address_kind
kind_of_6(const uint8_t *bytes)
{
	static const uint8_t loopback[16] = { [15] = 1 };
	uint32_t inner;

	if (memcmp(bytes, loopback, sizeof(loopback)) == 0)
		return ADDRESS_LOOPBACK;
	if (embedded_4(bytes, &inner))
		return kind_of_4(inner);
	if ((bytes[0] & 0xe0) != 0x20)
		return ADDRESS_SPECIAL;
	for (size_t i = 0; i < sizeof(blocks6) / sizeof(blocks6[0]); i++) {
		uint32_t mask = UINT32_MAX << (32 - blocks6[i].bits);

		if ((big_endian(bytes) & mask) == big_endian(blocks6[i].first))
			return ADDRESS_SPECIAL;
	}
	return ADDRESS_PUBLIC;
}

enum address_kind
address_kind(const struct sockaddr *address, socklen_t length)
{
	if (address->sa_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
		struct sockaddr_in inet;

		memcpy(&inet, address, sizeof(inet));
		return kind_of_4(ntohl(inet.sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6 && length >= sizeof(struct sockaddr_in6)) {
		struct sockaddr_in6 inet6;

		memcpy(&inet6, address, sizeof(inet6));
		return kind_of_6(inet6.sin6_addr.s6_addr);
	}
	return ADDRESS_SPECIAL;
}
