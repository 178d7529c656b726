import { ApiError } from '../client/index.ts';
import { startTemporarySystem, type TemporarySystem } from '../temporary-system.ts';
import { signInCast } from './cast.ts';
import { holidayConsultation } from './holiday-consultation.ts';
import { printingCompany } from './printing-company.ts';
import { Script } from './script.ts';
import { villageHouse } from './village-house.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Time only moves forward from case to case. */
const CASES = [holidayConsultation, printingCompany, villageHouse];

const url = process.env['JIESU_URL'];
let own: TemporarySystem | undefined;
let exitCode = 0;
try {
  own = url === undefined ? await startTemporarySystem({ notice: say }) : undefined;
  const cast = await signInCast(
    own?.url ?? url ?? '',
    own?.demoPassword ?? process.env['JIESU_DEMO_PASSWORD'] ?? '',
  );
  const script = new Script(say);
  for (const play of CASES) await play(cast, script);
  await cast.admin.request('DELETE', '/api/clock');
  say('\n三个案例全部按时走完。');
} catch (error) {
  exitCode = 1;
  say(`\n${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof ApiError && error.code === 'FORBIDDEN_CLOCK') {
    say('The system at JIESU_URL must run with ENGINE_CLOCK_CONTROL=true.');
  }
} finally {
  await own?.stop();
}
process.exit(exitCode);
