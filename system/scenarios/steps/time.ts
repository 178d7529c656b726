import { MOMENT, TIME, iso, isoOf, momentOf } from '../moments.ts';
import type { Steps } from '../steps.ts';

/** Steps that move the clock. */
export function addTimeSteps(steps: Steps): void {
  steps.add(new RegExp(`现在是 (${TIME})`), ({ city }, [time = '']) => city.moveTo(isoOf(time)));
  steps.add(new RegExp(`时间到 (${TIME})`), ({ city }, [time = '']) => city.moveTo(isoOf(time)));
  steps.add(new RegExp(`时间到(${MOMENT})`), async (scene, [moment = '']) =>
    scene.city.moveTo(iso(await momentOf(scene, moment))),
  );
  steps.add(
    new RegExp(`时间到(${MOMENT})(前|后) (\\d+) (分钟|小时)`),
    async (scene, [moment = '', side, amount, unit]) => {
      const ms = Number(amount) * (unit === '小时' ? 3_600_000 : 60_000);
      await scene.city.moveTo(iso((await momentOf(scene, moment)) + (side === '前' ? -ms : ms)));
    },
  );
  steps.add(
    /时间到任务“(.+)”的期限(?:(前|后) (\d+) 分钟)?/,
    async (scene, [title = '', side, amount = '0']) => {
      const task = await scene.city.store.tasks
        .findOne({ title, state: 'open' }, { dueAt: 1 })
        .lean<{ dueAt?: Date } | null>();
      if (task?.dueAt === undefined) throw new Error(`no open task ${title} with a due date`);
      const ms = Number(amount) * 60_000 * (side === '前' ? -1 : 1);
      await scene.city.moveTo(iso(task.dueAt.getTime() + ms));
    },
  );
}
