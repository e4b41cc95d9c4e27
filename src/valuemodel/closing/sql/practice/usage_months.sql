-- A row is one person, tool and month: what was done, what was written, what was read, on how many days.
SELECT person_key, tool, date_trunc('month', period_start + ((period_end - period_start) // 2)::INTEGER)::DATE AS month,
       coalesce(sum(value::DECIMAL(18, 4)) FILTER (measure IN ('channel_messages', 'post_messages', 'reply_messages',
                'private_messages', 'posted', 'liked', 'calls', 'meetings', 'active')), 0)::DOUBLE AS actions,
       (coalesce(sum(value::DECIMAL(18, 4)) FILTER (measure = 'channel_messages'),
                 sum(value::DECIMAL(18, 4)) FILTER (measure IN ('post_messages', 'reply_messages')), 0)
        + coalesce(sum(value::DECIMAL(18, 4)) FILTER (measure = 'posted'), 0))::DOUBLE AS contributions,
       coalesce(sum(value::DECIMAL(18, 4)) FILTER (measure IN ('read', 'liked')), 0)::DOUBLE AS readings,
       sum(value) FILTER (measure IN ('days_active', 'active_days')) AS days_active
FROM usage
WHERE tool <> 'viva_insights' AND person_key IS NOT NULL AND period_end - period_start < 35
GROUP BY person_key, tool, month
ORDER BY person_key, tool, month;
