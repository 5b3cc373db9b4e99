-- One month's end for every document that is kept of a month.

-- Which months are closed, and as which version, by the document: those who note a correction ask no document for it.
CREATE VIEW closed_month AS
SELECT 'stars' AS document, month, max(version) AS version FROM star_month GROUP BY month
UNION ALL
SELECT 'report', month, max(version) FROM report_month GROUP BY month;

-- Which edition of the report's declared inputs a version's checksum of inputs is made by. Earlier versions keep theirs,
-- so that a month is not counted again only because a release declares more.
ALTER TABLE report_month ADD COLUMN inputs_edition INTEGER NOT NULL DEFAULT 1;
