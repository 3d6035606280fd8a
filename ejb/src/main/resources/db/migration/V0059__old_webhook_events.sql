-- Events that were told long ago are forgotten at night, the oldest first. What must not be told twice in a conversation that
-- may still go on stays as a row without its payload.
create index webhook_events_age on webhook_events (tenant_id, created_at) where payload <> '{}';
comment on column webhook_events.payload is 'what endpoints are sent; {} once that is forgotten';
