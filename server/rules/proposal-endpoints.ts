import { z } from 'zod';
import { DomainError, catalogueWithEntry } from '@jiesu/domain';
import type { CatalogueVersionDocument, RuleChangeDocument, RulesInForce, Store } from '@jiesu/store';
import { endpoint, isoTime } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import { isOfHotline } from '../session/index.ts';
import type { SignedInPerson } from '../session/index.ts';
import type { ChangeRecords } from './change-records.ts';
import type { RuleDesk } from './rule-desk.ts';

interface Parts {
  readonly store: Store;
  readonly rules: RulesInForce;
  readonly records: ChangeRecords;
  readonly desk: RuleDesk;
}

const RULE_ID = 'catalogue';
const FILE = 'catalogue.yaml';
const MOST = 200;
/** What was withdrawn or taken back may be drafted anew. */
const GONE: readonly RuleChangeDocument['state'][] = ['withdrawn', 'rolled-back'];

const params = z.object({ id: z.string().max(200) });
const proposalSchema = z.looseObject({ id: z.string(), state: z.string() });

/** What rulings propose for the dispatch catalogue: drafted as a change of rules, which somebody else approves. */
export function proposalEndpoints(parts: Parts): Endpoint[] {
  return [list(parts), draft(parts), withdraw(parts)];
}

function list({ store }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/catalogue/proposals',
    tag: 'rules',
    summary: 'Entries of the dispatch catalogue that rulings propose, newest first',
    answers: { 200: { description: 'Proposals', schema: z.object({ items: z.array(proposalSchema) }) } },
    async run({ response, person }) {
      if (!isOfHotline(person)) throw new DomainError('FORBIDDEN_ROLE');
      const found = await store.catalogueVersions
        .find({ source: 'ruling' })
        .sort({ at: -1 })
        .limit(MOST)
        .lean<CatalogueVersionDocument[]>();
      const changes = await store.ruleChanges
        .find({ _id: { $in: found.flatMap(({ changeId }) => changeId ?? []) } }, { state: 1 })
        .lean<Pick<RuleChangeDocument, '_id' | 'state'>[]>();
      response.json({ items: found.map((proposal) => view(proposal, changes)) });
    },
  });
}

function draft(parts: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/catalogue/proposals/{id}/draft',
    tag: 'rules',
    summary:
      'Draft a change of the catalogue with the proposed entry; the same one again while it is on its way',
    roles: ['admin'],
    params,
    answers: {
      201: { description: 'The draft', schema: z.object({ changeId: z.string() }) },
      200: { description: 'The change that was drafted before', schema: z.object({ changeId: z.string() }) },
    },
    async run({ response, params: { id }, person }) {
      const proposal = await open(parts.store, id);
      const known = proposal.changeId === undefined ? undefined : await parts.records.find(proposal.changeId);
      if (known !== undefined && !GONE.includes(known.state)) {
        response.status(200).json({ changeId: known._id });
        return;
      }
      response.status(201).json({ changeId: await drafted(parts, proposal, person) });
    },
  });
}

function withdraw({ store }: Parts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/catalogue/proposals/{id}/withdraw',
    tag: 'rules',
    summary: 'Leave the catalogue as it is: the ruling is of this case only',
    roles: ['admin'],
    params,
    answers: { 204: { description: 'It is no longer proposed' } },
    async run({ response, params: { id } }) {
      await open(store, id);
      await store.catalogueVersions.updateOne(
        { _id: id, state: 'proposed' },
        { $set: { state: 'withdrawn' } },
      );
      response.status(204).end();
    },
  });
}

async function drafted(
  { store, rules, desk }: Parts,
  { _id, entry }: CatalogueVersionDocument,
  person: SignedInPerson,
): Promise<string> {
  await rules.refresh();
  const { texts, catalogue, units } = present(rules);
  const text = texts.get(FILE);
  if (entry === undefined || text === undefined) throw new DomainError('NOT_FOUND');
  const zhOf = (list: readonly { readonly id: string; readonly zh: string }[], id: string): string =>
    list.find((item) => item.id === id)?.zh ?? id;
  const content = catalogueWithEntry(text, entry);
  const matter = `${zhOf(units.areas, entry.area)}“${zhOf(catalogue.categories, entry.category)}”`;
  const lead = zhOf(units.units, entry.unitId);
  const change = await desk.create(
    `派单目录:${matter}由${lead}主办`,
    `联席会议裁定(争议 ${entry.disputeId})建议列入派单目录`,
    person,
  );
  await desk.saveFile(change._id, RULE_ID, { content, revision: change.revision }, person);
  await store.catalogueVersions.updateOne({ _id }, { $set: { changeId: change._id } });
  return change._id;
}

function present(rules: RulesInForce) {
  const { texts, city } = rules.current();
  return { texts, catalogue: city.catalogue, units: city.units };
}

async function open(store: Store, id: string): Promise<CatalogueVersionDocument> {
  const proposal = await store.catalogueVersions
    .findOne({ _id: id, source: 'ruling' })
    .lean<CatalogueVersionDocument | null>();
  if (proposal === null) throw new DomainError('NOT_FOUND');
  if (proposal.state !== 'proposed') throw new DomainError('CONFLICT');
  return proposal;
}

function view(
  { _id, state, entry, at, by, changeId }: CatalogueVersionDocument,
  changes: readonly Pick<RuleChangeDocument, '_id' | 'state'>[],
) {
  return {
    id: _id,
    state,
    entry: entry ?? null,
    by,
    at: isoTime(at),
    changeId: changeId ?? null,
    changeState: changes.find((change) => change._id === changeId)?.state ?? null,
  };
}
