/** Owns the tenant's routes of leads: masked by default, clear only with a logged reason; must not know storage. */
import * as z from 'zod';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { tellingChannels, type WithdrawalAnswer } from '../../../contract/receipt.ts';
import { holdsSensitiveNumber } from '../../../contract/sensitive-number.ts';
import { line } from '../../publishing/text-schema.ts';
import type { Role } from '../../tenant/keys.ts';
import { empty, json } from '../answer.ts';
import { param } from '../call.ts';
import { leadFilterOf } from '../lead-filter.ts';
import { clearLead, maskedLead } from '../lead-view.ts';
import { allOrRefusal, listOf, numberCursor, pageOf, rowsFor, sinceOf } from '../paging.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';
import { correctSchema, restrictSchema } from './rights.ts';

/** A mobile number, alone or behind 86, however its digits are grouped. */
const phoneIn = /1[ -]?[3-9](?:[ -]?\d){9}/;

const readers: readonly Role[] = ['owner', 'compliance', 'crm'];

const withdrawBody = z
  .strictObject({
    notice: z.string(),
    channel: z.enum(tellingChannels).meta({ description: 'how the person told it' }),
    note: line(500)
      .refine((text) => !holdsSensitiveNumber(text) && !phoneIn.test(text), {
        error: '备注请勿写入手机号、证件号或卡号 / no phone, identity or card number in a note',
      })
      .optional()
      .meta({ description: 'sealed with the record of the decision; told nowhere else' }),
  })
  .meta({ id: 'WithdrawForApplicant' });

export const leadRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/leads',
    summary: 'List the leads, newest first, masked',
    answers: { 200: 'items, next' },
    query: ['limit', 'cursor', 'since', 'form', 'state', 'promoter', 'channel'],
    access: readers,
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const filter = leadFilterOf(call.query);
      if (isRefusal(filter)) return filter;
      const before = numberCursor(page, Number.MAX_SAFE_INTEGER);
      if (isRefusal(before)) return before;
      const leads = await call.stub.leads.list(filter, rowsFor(page), before);
      const views = await Promise.all(leads.map((lead) => maskedLead(call, lead)));
      const items = allOrRefusal(views);
      if (isRefusal(items)) return items;
      return json(listOf(items, page, (last) => String(last.seq)));
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/leads/:id',
    summary: 'A lead, masked',
    answers: { 200: 'the lead' },
    access: readers,
    body: noBody,
    handle: async (call) => {
      const lead = await call.stub.leads.get(param(call, 'id'));
      if (lead === null) return refuse('not_found');
      const view = await maskedLead(call, lead);
      return isRefusal(view) ? view : json(view);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/reveal',
    summary: 'A lead in clear; who, when and why is logged first',
    answers: { 200: 'the lead' },
    access: readers,
    body: z.strictObject({ reason: line(500) }).meta({ id: 'Reveal' }),
    handle: async (call, body) => {
      const lead = await call.stub.leads.reveal(param(call, 'id'), call.actor, body.reason);
      if (isRefusal(lead)) return lead;
      const view = await clearLead(call, lead);
      return isRefusal(view) ? view : json(view);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/correct',
    summary: 'Correct values at the person’s wish; everyone who has the lead is sent lead.corrected; logged',
    answers: { 200: 'corrected: false when nothing differs' },
    access: readers,
    body: correctSchema,
    handle: async (call, body) => {
      const outcome: { corrected: boolean } | Refusal = await call.stub.rights.correctLead(
        param(call, 'id'),
        body.values,
        call.actor,
      );
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/withdraw',
    summary:
      'Withdraw a grant as the person told it by phone, by message or in person; as on the receipt, and logged with who entered it',
    answers: { 200: 'notice, decision, at, entry, erases' },
    access: readers,
    body: withdrawBody,
    handle: async (call, { notice, channel, note }) => {
      const outcome: WithdrawalAnswer | Refusal = await call.stub.rights.withdrawLead(
        param(call, 'id'),
        notice,
        { by: channel, note },
        call.actor,
      );
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/restrict',
    summary: 'Restrict what is done with a lead to keeping it, or lift what the tenant restricted; logged',
    answers: { 200: 'restricted' },
    access: readers,
    body: restrictSchema,
    handle: async (call, body) => {
      const outcome: { restricted: boolean } | Refusal = await call.stub.rights.restrictLead(
        param(call, 'id'),
        body.restricted,
        call.actor,
      );
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'DELETE',
    path: '/v1/leads/:id',
    summary: 'Erase the personal data of a lead; its ledger entries stay and say nothing of it',
    answers: { 204: 'erased' },
    access: readers,
    body: noBody,
    handle: async (call) => {
      const outcome = await call.stub.eraseLead(param(call, 'id'), call.actor);
      return isRefusal(outcome) ? outcome : empty(204);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/access-log',
    summary: 'Who read or erased personal data, when and why; newest first',
    answers: { 200: 'items, next' },
    query: ['limit', 'cursor', 'lead', 'since'],
    access: readers,
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const sinceMs = sinceOf(call.query);
      if (isRefusal(sinceMs)) return sinceMs;
      const before = numberCursor(page, Number.MAX_SAFE_INTEGER);
      if (isRefusal(before)) return before;
      const filter = { lead: call.query.get('lead') ?? undefined, sinceMs };
      const items = await call.stub.accessLog.list(filter, rowsFor(page), before);
      return json(listOf(items, page, (last) => String(last.number)));
    },
  }),
];
