/** Owns versions of notices that could be published before and can be no more; must not check anything. */
import { pickList, pickText } from './api.ts';
import { configure } from './scenario.ts';
import { runSql } from './stored.ts';

/** The next version of a text, which names a second recipient too, as one could before each was held to one. */
export async function addVersionNamingTwo(
  { tenant, owner }: { tenant: string; owner: string },
  notice: string,
  second: string,
): Promise<void> {
  const recipients = pickList(await configure('GET', '/v1/recipients', owner), 'items');
  const party = recipients.find((one) => pickText(one, 'id') === second);
  await runSql(
    tenant,
    `INSERT INTO notices (id, version, content, body, published_at)
     SELECT id, version + 1, content || '+',
       json_set(json_insert(body, '$.recipients[#]', ?1, '$.parties[#]', json(?2)), '$.version', version + 1), published_at
     FROM notices WHERE id = ?3 ORDER BY version DESC LIMIT 1`,
    second,
    JSON.stringify(party),
    notice,
  );
}
