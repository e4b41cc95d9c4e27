-- A row is one person and month with a report on devices or programs: whether a phone or a tablet is among those used.
SELECT person_key, date_trunc('month', period_start + ((period_end - period_start) // 2)::INTEGER)::DATE AS month,
       max(value) FILTER (measure IN ('on_ios', 'on_iphone', 'on_ipad', 'on_android', 'with_outlook_mobile',
                                      'with_other_mobile')) > 0 AS mobile
FROM usage
WHERE (measure LIKE 'on\_%' ESCAPE '\' OR measure LIKE 'with\_%' ESCAPE '\') AND person_key IS NOT NULL
      AND period_end - period_start < 35
GROUP BY person_key, month
HAVING max(value) > 0
ORDER BY person_key, month;
