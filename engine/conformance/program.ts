import { deadlines, formFile, free, oneJob, signalled, signing, twoJobs, waiting, wrong } from './models.ts';
import { needsRest, SCENARIOS } from './scenarios/index.ts';

/** Stands for the id of a model, which a program puts in. */
const ID = '@id@';

/** What programs in other languages do: the models of their own checks, and the scenarios. */
export function programInput(): object {
  return {
    models: {
      oneJob: oneJob(ID),
      twoJobs: twoJobs(ID),
      signing: signing(ID),
      listened: signing(ID, ['assigning', 'completing']),
      form: formFile(ID),
      waiting: waiting(ID),
      signalled: signalled(ID),
      free: free(ID),
      deadlines: deadlines(ID),
      wrong: wrong(ID),
    },
    scenarios: SCENARIOS.map((scenario) => ({ ...scenario, needsRest: needsRest(scenario) })),
  };
}
