#!/usr/bin/python3
"""Runs the daemon once on every real list page of the samples and puts what it stored beside the labels.

The pages are served on loopback under their own paths; the clock stands on the day after the newest label. A page
is right when its items have the labelled titles, addresses and dates and there is no other item.
Takes the samples from GONGKAI_SAMPLES (default: ../shared/samples beside the source tree's root); exits 77 where
there are none. Prints one line a page and a summary; --verbose shows each difference.
"""
import argparse
import datetime
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

SOURCE = os.path.abspath(os.environ.get("srcdir", os.path.join(os.path.dirname(__file__), "..", "..")))
BUILD = os.path.abspath(os.environ.get("builddir", "."))
DAY_PRECISION = 3  # enum date_precision
URL_SOURCE = 4     # enum value_source: the row shows no date, the address does
SAMPLES = os.environ.get("GONGKAI_SAMPLES", os.path.join(SOURCE, "..", "shared", "samples"))


def read_labels():
    """Labels of pages that hold lists, home pages included."""
    path = os.path.join(SAMPLES, "pages", "labels.jsonl")
    if not os.path.exists(path):
        print("real_pages: no samples in %s" % SAMPLES)
        sys.exit(77)
    with open(path, encoding="utf-8") as file:
        labels = [json.loads(line) for line in file]
    return [label for label in labels if label["kind"] in ("list", "home") and label.get("items")]


def target_of(url):
    """The request target of an address: path and query."""
    parts = urllib.parse.urlsplit(url)
    return (parts.path or "/") + ("?" + parts.query if parts.query else "")


def newest_day(labels):
    days = [item["date"] for label in labels for item in label["items"] if item.get("date")]
    return max(days)


def start_server(folder, labels):
    """Serves each page's bytes at its own target; hosts are told apart by nothing, so targets must differ."""
    with open(os.path.join(folder, "map"), "w", encoding="utf-8") as file:
        for label in labels:
            charset = label.get("http_charset")
            kind = "text/html" + ("; charset=" + charset if charset else "")
            file.write("%s %s %s\n" % (target_of(label["url"]), label["file"], kind))
    port_file = os.path.join(folder, "port")
    server = subprocess.Popen([os.path.join(BUILD, "examples", "server", "site_server"), "--port-file", port_file,
                               "--map", os.path.join(folder, "map"), os.path.join(SAMPLES, "pages")],
                              stdout=subprocess.DEVNULL)
    for _ in range(100):
        if os.path.exists(port_file):
            with open(port_file, encoding="ascii") as file:
                return server, int(file.read())
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


def write_rules(folder, labels, port):
    """One site and one column a page: two pages of one website are no less two columns."""
    with open(os.path.join(folder, "real.rules"), "w", encoding="utf-8") as file:
        file.write('settings {\n    database "%s/gongkai.db"\n    control socket "%s/control"\n'
                   '    calendar folder "%s/rules/calendars"\n    ignore robots\n    pause 0 seconds\n'
                   '    further pages 0\n    allow private addresses\n}\n' % (folder, folder, SOURCE))
        for number, label in enumerate(labels):
            file.write('site s%d {\n    name "s%d"\n    url "http://127.0.0.1:%d%s"\n    column list { url "%s" role page '
                       'every 1 hour do not read articles }\n}\n'
                       % (number, number, port, "/" if label["kind"] != "home" else target_of(label["url"]),
                          target_of(label["url"])))
    return os.path.join(folder, "real.rules")


def stored_items(folder, number):
    """What the daemon stored of a page, in the order of the page: title, address, day shown on the page."""
    database = sqlite3.connect("file:%s/gongkai.db?mode=ro" % folder, uri=True)
    rows = database.execute("SELECT title, url, CASE published_source WHEN ? THEN 0 ELSE published_precision END, published"
                            " FROM item WHERE site = ? ORDER BY id", (URL_SOURCE, "s%d" % number)).fetchall()
    database.close()
    day = datetime.date(1970, 1, 1)
    return [(title, url, str(day + datetime.timedelta(days=days)) if precision >= DAY_PRECISION else None)
            for title, url, precision, days in rows]


def plain(text):
    return re.sub(r"\s+", "", text or "")


def bare(address):
    return address.split("://")[-1].rstrip("/")


def same_address(stored, labelled, page, port):
    """Our server stands for the page's own host; an address that the page wrote out in full stays what it is."""
    if bare(stored) == bare(labelled):
        return True
    same_host = urllib.parse.urlsplit(labelled).netloc == urllib.parse.urlsplit(page).netloc
    return same_host and ":%d/" % port in stored and target_of(stored) == target_of(labelled)


def same_title(stored, labelled):
    """Where even the label had only a cut title, ours may be longer."""
    stored, labelled = plain(stored), plain(labelled)
    cut = re.sub(r"(\.\.\.|…)$", "", labelled)
    return stored == labelled or (cut != labelled and stored.startswith(cut))


def compare(label, rows, port, verbose):
    """Number of labelled items that are right in every part, and of rows that no label knows."""
    left = list(rows)
    right = 0
    for item in label["items"]:
        fitting = [row for row in left if same_address(row[1], item["url"], label["url"], port)
                   and same_title(row[0], item["title"])]
        found = next((row for row in fitting if row[2] == item.get("date")), None)
        if found:
            left.remove(found)
            right += 1
        elif verbose:
            print("    missed: %s %s %s%s" % (item.get("date"), item["url"], item["title"],
                                              "  (date read as %s)" % fitting[0][2] if fitting else ""))
    if verbose:
        for row in left:
            print("    beside: %s %s %s" % (row[2], row[1], row[0]))
    return right, len(left)


def run(folder, labels, port, verbose):
    rules = write_rules(folder, labels, port)
    now = newest_day(labels) + " 23:00"
    daemon = subprocess.run([os.path.join(BUILD, "gongkaid"), "--foreground", "--once", "--now", now, "--config", rules],
                            capture_output=True, timeout=300, check=False)
    if daemon.returncode > 1:
        print(daemon.stdout.decode() + daemon.stderr.decode())
        raise RuntimeError("gongkaid ended with status %d" % daemon.returncode)
    pages = items = wrong = total = 0
    for number, label in enumerate(labels):
        right, beside = compare(label, stored_items(folder, number), port, verbose)
        total += len(label["items"])
        items += right
        wrong += beside
        is_right = right == len(label["items"]) and beside == 0
        pages += is_right
        print("%s %-42s %3d of %3d items right, %d beside" % ("  " if is_right else "- ", label["file"], right,
                                                            len(label["items"]), beside))
    print("real pages: %d of %d pages and %d of %d items right, %d items that no label knows"
          % (pages, len(labels), items, total, wrong))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true")
    choice = parser.parse_args()
    labels = read_labels()
    with tempfile.TemporaryDirectory() as folder:
        server, port = start_server(folder, labels)
        try:
            run(folder, labels, port, choice.verbose)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
