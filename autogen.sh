#!/bin/sh
# Makes ./configure from configure.ac. Needs autoconf, automake, gettext, pkg-config.
set -eu
cd "$(dirname "$0")"
mkdir -p m4
exec autoreconf --install --force
