-- Which sums a summary holds. Those from before are counted anew; no later change of the sums needs a migration.
ALTER TABLE day_summary ADD COLUMN sums TEXT NOT NULL DEFAULT '';
