import { conformanceTests } from '../conformance-tests.ts';
import { orchestration } from './orchestration-checks.ts';

conformanceTests(orchestration);
