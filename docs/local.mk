# Documents for users and contributors.
dist_doc_DATA += docs/time.md
dist_doc_DATA += docs/crawling.md
dist_doc_DATA += docs/match.md
dist_doc_DATA += docs/fields.md
dist_doc_DATA += docs/extract.md
dist_doc_DATA += docs/rules.md
dist_doc_DATA += docs/roles.md
dist_doc_DATA += docs/duties.md
