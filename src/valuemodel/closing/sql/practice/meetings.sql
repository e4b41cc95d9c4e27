-- A row is one day and measure of the meetings of the whole company.
SELECT measure, period_start, period_end, value
FROM tenant_usage
WHERE tool = 'viva_insights_meetings'
ORDER BY period_start, measure;
