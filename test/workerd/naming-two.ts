/** Owns a published text as versions before today could be, naming two recipients; must not check anything. */
import { pickList, pickNumber, pickText } from './api.ts';
import { configure, type noticeDraft } from './scenario.ts';
import { runSql } from './stored.ts';

/**
 * A text that names two recipients, as one could be published before each was held to one: to be called before anything
 * has read that version.
 */
export async function publishNamingTwo(
  { tenant, owner }: { tenant: string; owner: string },
  draft: ReturnType<typeof noticeDraft>,
  second: string,
): Promise<void> {
  const published = await configure('POST', '/v1/notices', owner, draft);
  const recipients = pickList(await configure('GET', '/v1/recipients', owner), 'items');
  const party = recipients.find((one) => pickText(one, 'id') === second);
  await runSql(
    tenant,
    `UPDATE notices SET body = json_insert(body, '$.recipients[#]', ?, '$.parties[#]', json(?)) WHERE id = ? AND version = ?`,
    second,
    JSON.stringify(party),
    draft.id,
    pickNumber(published, 'version'),
  );
}
