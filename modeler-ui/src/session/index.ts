export {
  attendsMeetings,
  hasOversight,
  homeOf,
  isOfHotline,
  mayDeploy,
  mayRecuseOthers,
  mayTakeCalls,
} from './duties.ts';
export { SessionProvider, useSession } from './session.tsx';
