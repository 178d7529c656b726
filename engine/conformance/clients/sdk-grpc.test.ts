import { conformanceTests } from '../conformance-tests.ts';
import { sdkGrpc } from './sdk-grpc-checks.ts';

conformanceTests(sdkGrpc);
