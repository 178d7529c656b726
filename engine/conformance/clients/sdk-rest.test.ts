import { conformanceTests } from '../conformance-tests.ts';
import { sdkRest } from './sdk-rest-checks.ts';

conformanceTests(sdkRest);
