import { z } from 'zod';

/** Roles of people; the group of a role is `role:<role>`. */
export const ROLES = [
  'agent',
  'dispatcher',
  'unit-handler',
  'unit-leader',
  'supervisor',
  'callback',
  'secretary',
  'leader',
  'owner',
  'admin',
  'approver',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** Names of the roles in both languages. */
export const ROLE_NAMES: Readonly<Record<Role, { zh: string; en: string }>> = {
  agent: { zh: '话务员', en: 'Agent' },
  dispatcher: { zh: '派单员', en: 'Dispatcher' },
  'unit-handler': { zh: '承办人', en: 'Unit handler' },
  'unit-leader': { zh: '承办单位负责人', en: 'Unit leader' },
  supervisor: { zh: '督办员', en: 'Supervisor' },
  callback: { zh: '回访员', en: 'Callback agent' },
  secretary: { zh: '联席会议秘书', en: 'Meeting secretary' },
  leader: { zh: '热线办负责人', en: 'Hotline leader' },
  owner: { zh: '流程管理员', en: 'Process owner' },
  admin: { zh: '规则管理员', en: 'Rules admin' },
  approver: { zh: '审批人', en: 'Approver' },
  auditor: { zh: '审计员', en: 'Auditor' },
};

/** Candidate group that tasks of a role go to. */
export function roleGroup(role: Role): string {
  return `role:${role}`;
}

const role = z.enum(ROLES);

/** Candidate group of those who lead a unit. */
export function unitLeaderGroup(unitId: string): string {
  return `unit-leader:${unitId}`;
}

/** config/people.yaml: the demo people; passwords are never in it. */
export const peopleConfigSchema = z
  .strictObject({
    people: z.array(
      z.strictObject({
        username: z.string().regex(/^[a-z][a-z0-9.-]{1,63}$/, { error: 'expected a user name like agent' }),
        zh: z.string().min(1),
        en: z.string().min(1),
        roles: z.array(role).min(1),
        unitId: z.string().optional(),
      }),
    ),
    /** What the one handler of each unit, `unit.<unit id>`, is and is called: unit name and suffix. */
    unitHandler: z.strictObject({
      roles: z.array(role).min(1),
      zhSuffix: z.string().min(1),
      enSuffix: z.string().min(1),
    }),
  })
  .superRefine((config, context) => {
    config.people.forEach((person, i) => {
      if (config.people.findIndex((other) => other.username === person.username) !== i) {
        const message = `${person.username} occurs twice`;
        context.addIssue({ code: 'custom', path: ['people', i, 'username'], message });
      }
    });
  });

/** The parsed demo people. */
export type PeopleConfig = z.output<typeof peopleConfigSchema>;

/** A person of the demo city. */
export interface DemoPerson {
  readonly username: string;
  readonly zh: string;
  readonly en: string;
  readonly roles: readonly Role[];
  readonly unitId: string | undefined;
  /** `role:…` for every role, `unit:…` for the unit, `unit-leader:…` for who leads it. */
  readonly groups: readonly string[];
}

/** All demo people: the listed ones and one handler for each unit. */
export function demoPeople(
  config: PeopleConfig,
  units: readonly { id: string; zh: string; en: string; group: string }[],
): DemoPerson[] {
  const listed = config.people.map(({ username, zh, en, roles, unitId }) => ({
    username,
    zh,
    en,
    roles,
    unitId,
    groups: [
      ...roles.map(roleGroup),
      ...units.filter((unit) => unit.id === unitId).map((unit) => unit.group),
    ],
  }));
  const { roles, zhSuffix, enSuffix } = config.unitHandler;
  const handlers = units.map((unit) => ({
    username: `unit.${unit.id}`,
    zh: `${unit.zh}${zhSuffix}`,
    en: `${unit.en} ${enSuffix}`,
    roles,
    unitId: unit.id,
    groups: [
      ...roles.map(roleGroup),
      unit.group,
      ...(roles.includes('unit-leader') ? [unitLeaderGroup(unit.id)] : []),
    ],
  }));
  return [...listed, ...handlers];
}
