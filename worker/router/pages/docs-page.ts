/** Owns the page that renders the contract's document, without any script or outside resource; must not know any one route. */
import type { openApi } from '../openapi.ts';
import { type Markup, markup } from './html.ts';
import { page } from './page.ts';

const style = `
main{max-width:960px}
nav a{display:inline-block;margin:0 12px 4px 0}
details{border-top:1px solid var(--line);padding:10px 0}
summary{cursor:pointer;overflow-wrap:anywhere}
summary b{display:inline-block;min-width:64px;font:600 13px/1.5 ui-monospace,Menlo,monospace;color:var(--accent)}
summary small{display:block;color:var(--quiet);font-size:14px;padding-left:64px}
pre{overflow:auto;max-height:420px;margin:4px 0 12px;padding:12px;border:1px solid var(--line);border-radius:10px;font:13px/1.5 ui-monospace,Menlo,monospace}
h3{font-size:14px;margin:8px 0 0}
`;

type Document = ReturnType<typeof openApi>;
type Operation = Document['paths'][string][string];

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

function operationMarkup(method: string, path: string, operation: Operation): Markup {
  const { operationId, summary, parameters, requestBody, responses, security } = operation;
  const roles = operation['x-roles'];
  const who = security === undefined ? (roles ?? ['admin token']).join(', ') : 'no key';
  const shown = {
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody ? { requestBody } : {}),
    responses,
  };
  return markup`<details id="${operationId}"><summary><b>${method.toUpperCase()}</b> <code>${path}</code><small>${summary}</small></summary>
<p class="quiet">${operationId} · ${who}</p><pre tabindex="0">${pretty(shown)}</pre></details>`;
}

/** Everything of the document, by tag; what a part holds unfolds where it stands. */
export function docsPage(document: Document): Promise<Response> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0] ?? ''))].sort();
  const sections = tags.map(
    (tag) =>
      markup`<h2 id="tag-${tag}">${tag}</h2>${operations
        .filter(({ operation }) => operation.tags[0] === tag)
        .map(({ method, path, operation }) => operationMarkup(method, path, operation))}`,
  );
  const links = [...tags, 'webhooks', 'schemas'].map((tag) => markup`<a href="#tag-${tag}">${tag}</a> `);
  const unfolded = (named: Record<string, unknown>) =>
    Object.entries(named).map(
      ([name, value]) =>
        markup`<details><summary><code>${name}</code></summary><pre tabindex="0">${pretty(value)}</pre></details>`,
    );
  return page(
    '接口说明',
    markup`<main><div class="sheet"><h1>Jinjian 进件 ${document.info.version}</h1>
<p>接口说明，由服务器的路由与校验规则生成；机器可读：<a href="/openapi.json">/openapi.json</a>（OpenAPI ${document.openapi}）。</p>
<p class="quiet" lang="en">The HTTP contract, made from this server's own routes and schemas. Answers tell the members that are always there.</p>
<nav aria-label="标签">${links}</nav>${sections}
<h2 id="tag-webhooks">webhooks</h2>${unfolded(document.webhooks)}
<h2 id="tag-schemas">schemas</h2>${unfolded(document.components.schemas)}</div></main>`,
    { style, lang: 'zh-CN' },
  );
}
