/** Owns how the state of a lead is read from its row and its deliveries; must not read any other cell. */
export const stateSql = `
  CASE
    WHEN erased_at IS NOT NULL THEN 'erased'
    WHEN EXISTS (SELECT 1 FROM deliveries d JOIN destinations p ON p.number = d.destination
                 WHERE d.event = leads.seq AND d.state = 'pending' AND p.enabled = 1) THEN 'pending'
    WHEN EXISTS (SELECT 1 FROM deliveries d WHERE d.event = leads.seq AND d.state = 'blocked'
                 AND d.reason IN ('quarantined', 'duplicate')) THEN 'held'
    WHEN EXISTS (SELECT 1 FROM deliveries d WHERE d.event = leads.seq AND d.state = 'dead') THEN 'dead'
    WHEN EXISTS (SELECT 1 FROM deliveries d WHERE d.event = leads.seq AND d.state = 'delivered') THEN 'delivered'
    WHEN EXISTS (SELECT 1 FROM deliveries d WHERE d.event = leads.seq AND d.state = 'pending') THEN 'held'
    WHEN purged_at IS NOT NULL THEN 'purged'
    ELSE 'unrouted'
  END`;
