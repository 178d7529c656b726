import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Block, Trigger } from '../../reference/blocks.ts';
import type { ConformanceClient } from '../check.ts';
import { orchestration } from '../clients/orchestration-checks.ts';
import { sdkGrpc } from '../clients/sdk-grpc-checks.ts';
import { sdkRest } from '../clients/sdk-rest-checks.ts';
import { zeebeNode } from '../clients/zeebe-node-checks.ts';
import { needsRest, SCENARIOS, type Scenario } from '../scenarios/index.ts';

/** Who proves rows, and which. */
export interface Column {
  readonly name: string;
  readonly rows: ReadonlySet<string>;
}

/** Every client, with what its tests declare; and the random processes that are held against an interpreter. */
export function columns(): readonly Column[] {
  return [
    ofClient(sdkGrpc),
    ofClient(sdkRest),
    ofClient(orchestration),
    ofClient(zeebeNode),
    ofProgram('Java', 'java', () => true),
    ofProgram('pyzeebe', 'python', (scenario) => !needsRest(scenario)),
    { name: 'model tests', rows: new Set(Object.values({ ...OF_BLOCKS, ...OF_TRIGGERS }).flat()) },
  ];
}

function ofClient<Client>({ name, checks, does }: ConformanceClient<Client>): Column {
  return column(
    name,
    checks.flatMap(({ covers }) => covers),
    does,
  );
}

function ofProgram(name: string, folder: string, does: (scenario: Scenario) => boolean): Column {
  const file = path.join(import.meta.dirname, '..', folder, 'covered-rows.json');
  return column(name, JSON.parse(readFileSync(file, 'utf8')) as readonly string[], does);
}

function column(name: string, covered: readonly string[], does: (scenario: Scenario) => boolean): Column {
  return { name, rows: new Set([...covered, ...SCENARIOS.filter(does).map(({ row }) => row)]) };
}

/* What the random processes of engine/reference are made of; the compiler asks for rows of each new kind of block. */

const OF_BLOCKS: Readonly<Record<Block['kind'], readonly string[]>> = {
  sequence: ['none event / process start', 'none event / end'],
  service: ['serviceTask', 'compensation event / boundary', 'input and output mapping'],
  user: ['userTask'],
  script: ['scriptTask'],
  wait: [],
  race: ['eventBasedGateway'],
  choice: ['exclusiveGateway'],
  parallel: ['parallelGateway'],
  inclusive: ['inclusiveGateway'],
  loop: ['exclusiveGateway'],
  subprocess: ['subProcess'],
  each: ['subProcess / parallel multi-instance', 'subProcess / sequential multi-instance'],
  call: ['callActivity'],
  escalate: ['escalation event / intermediate throw'],
  compensate: ['compensation event / intermediate throw'],
  terminate: ['terminate event / end'],
  fail: ['error event / end'],
};

const BESIDE = ['boundary', 'event subprocess start'];
const caught = (name: string): readonly string[] => [
  `${name} / intermediate catch`,
  `${name} / behind an event-based gateway`,
  ...BESIDE.flatMap((at) => [`${name} / ${at}, interrupting`, `${name} / ${at}, non-interrupting`]),
];

const OF_TRIGGERS: Readonly<Record<Trigger['kind'], readonly string[]>> = {
  timer: caught('timer event, duration'),
  message: caught('message event'),
  signal: caught('signal event'),
  error: BESIDE.map((at) => `error event / ${at}, interrupting`),
  escalation: BESIDE.flatMap((at) => [
    `escalation event / ${at}, interrupting`,
    `escalation event / ${at}, non-interrupting`,
  ]),
};
