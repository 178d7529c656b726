import { conformanceTests } from '../conformance-tests.ts';
import { zeebeNode } from './zeebe-node-checks.ts';

conformanceTests(zeebeNode);
