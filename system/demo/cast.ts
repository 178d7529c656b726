import { JiesuClient } from '../client/index.ts';

/** The people of the demo city who appear in the cases, each with a session. */
export interface Cast {
  readonly agent: JiesuClient;
  readonly dispatcher: JiesuClient;
  readonly supervisor: JiesuClient;
  readonly callback: JiesuClient;
  readonly admin: JiesuClient;
  /** The handlers of a unit. */
  unit(unitId: string): Promise<JiesuClient>;
}

/** Signs everyone in. @throws ApiError when the password is wrong */
export async function signInCast(url: string, password: string): Promise<Cast> {
  const [agent, dispatcher, supervisor, callback, admin] = await Promise.all([
    JiesuClient.signIn(url, 'agent', password),
    JiesuClient.signIn(url, 'dispatcher', password),
    JiesuClient.signIn(url, 'supervisor', password),
    JiesuClient.signIn(url, 'callback', password),
    JiesuClient.signIn(url, 'admin', password),
  ]);
  const units = new Map<string, Promise<JiesuClient>>();
  return {
    agent,
    dispatcher,
    supervisor,
    callback,
    admin,
    unit(unitId) {
      let session = units.get(unitId);
      if (session === undefined) {
        session = JiesuClient.signIn(url, `unit.${unitId}`, password);
        units.set(unitId, session);
      }
      return session;
    },
  };
}
