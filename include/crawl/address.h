/* Internet addresses that no public website has: private, loopback, link-local and other special ones
 * (RFC 6890, RFC 4193, RFC 6598 and the IANA special-purpose registries). Pure. */
#ifndef GONGKAI_CRAWL_ADDRESS_H
#define GONGKAI_CRAWL_ADDRESS_H

#include <sys/socket.h>

enum address_kind {
	ADDRESS_PUBLIC,
	ADDRESS_LOOPBACK,
	ADDRESS_SPECIAL, /* private, shared, link-local, documentation, multicast, reserved, unspecified */
};

/* The kind of an IPv4 or IPv6 address; IPv4 inside IPv6 (mapped, NAT64, 6to4) counts as the IPv4 address.
 * Other families are SPECIAL. */
enum address_kind address_kind(const struct sockaddr *address, socklen_t length);

#endif
