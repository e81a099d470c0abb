/** Owns the tenant's routes of forms: drafts and publication; must not judge them. */
import { isRefusal, refuse } from '../../../contract/problem.ts';
import { type FormDraft, formSchema } from '../../publishing/form-schema.ts';
import { slug } from '../../publishing/text-schema.ts';
import type { FormSummary, Outdated } from '../../tenant/forms.ts';
import type { Role } from '../../tenant/keys.ts';
import { adviceOf, findingView, json } from '../answer.ts';
import { param } from '../call.ts';
import { localeOf } from '../locale.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

function outdatedView(outdated: readonly Outdated[] | null | undefined, request: Request) {
  if (outdated == null) return {};
  const locale = localeOf(request);
  return { outdated: outdated.map((one) => ('code' in one ? findingView(one, locale) : one)) };
}

const configurers: readonly Role[] = ['owner', 'marketer'];

export const formRoutes: Route[] = [
  tenantRoute({
    method: 'PUT',
    path: '/v1/forms/:id',
    summary: 'Save a draft',
    answers: { 200: 'id, savedAt; advice: what of a loan’s terms it can’t be published for, if anything' },
    rejects: 'form_rejected',
    access: configurers,
    body: formSchema,
    handle: async (call, body) => {
      const id = slug.safeParse(param(call, 'id'));
      if (!id.success) return refuse('form_rejected', [{ path: 'id', code: 'invalid_shape' }]);
      const saved = await call.stub.contentChanges.saveForm(call.actor, id.data, body);
      if (isRefusal(saved)) return saved;
      const { advice, ...rest } = saved;
      return json({ ...rest, ...adviceOf(advice, localeOf(call.request)) });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/forms',
    summary: 'List the forms',
    answers: { 200: 'items, next' },
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const forms: FormSummary[] = await call.stub.forms.listWithRules();
      const items = forms.map(({ outdated, ...form }) => ({
        ...form,
        ...outdatedView(outdated, call.request),
      }));
      return json({ items, next: null });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/forms/:id',
    summary: 'The draft of a form, and why its published version would not be published today as it is',
    answers: { 200: 'the draft; outdated: notice, pinned, latest, material; or path, code, message' },
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const id = param(call, 'id');
      const [draft, outdated]: [FormDraft | null, Outdated[] | null] = await Promise.all([
        call.stub.forms.draft(id),
        call.stub.forms.outdated(id),
      ]);
      if (draft === null) return refuse('unknown_form');
      return json({ id, ...draft, ...outdatedView(outdated, call.request) });
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/forms/:id/publish',
    summary: 'Publish the draft as an immutable version that pins the latest of each notice',
    answers: { 200: 'id, version, digest' },
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const outcome = await call.stub.contentChanges.publishForm(call.actor, param(call, 'id'));
      if (isRefusal(outcome)) return outcome;
      return json({ id: outcome.id, version: outcome.version, digest: outcome.digest });
    },
  }),
];
