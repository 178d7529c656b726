export {
  attendsMeetings,
  chairsMeetings,
  hasOversight,
  homeOf,
  isOfHotline,
  mayApproveRules,
  mayChangeRules,
  mayDeploy,
  mayRecuseOthers,
  mayTakeCalls,
  readsRules,
} from './duties.ts';
export { SessionProvider, useSession } from './session.tsx';
