export { hasOversight, homeOf, mayDeploy, mayTakeCalls } from './duties.ts';
export { SessionProvider, useSession } from './session.tsx';
