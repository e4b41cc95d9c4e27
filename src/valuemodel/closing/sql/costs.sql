-- A row is one cost line, month and nature.
SELECT upload_id, line, coalesce(category, '') AS category, month, nature, amount, coalesce(currency, '') AS currency,
       coalesce(in_budget, true) AS in_budget, coalesce(capex, false) AS capex
FROM costs
WHERE month IS NOT NULL AND amount IS NOT NULL
ORDER BY line, category, month, nature, upload_id, amount;
