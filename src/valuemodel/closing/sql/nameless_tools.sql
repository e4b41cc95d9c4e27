-- A row is one tool that is reported for the tenant as a whole.
SELECT DISTINCT tool FROM tenant_usage WHERE scope = 'tenant' ORDER BY tool;
