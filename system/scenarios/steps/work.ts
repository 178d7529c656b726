import { strictEqual } from 'node:assert/strict';
import { handIn, tasksOf } from '../desk.ts';
import { usernameOf } from '../names.ts';
import { orderNoOf, refused, resolved } from '../scene.ts';
import type { Steps } from '../steps.ts';

/** Steps of people who do their tasks. */
export function addWorkSteps(steps: Steps): void {
  steps.add(/(.+?)办理“(.+?)”/, async (scene, [desk = '', title = ''], table) => {
    await handIn(await scene.city.person(usernameOf(desk)), title, resolved(scene, table), orderNoOf(scene));
    await scene.city.settle();
  });
  steps.add(/(.+?)办理会议任务“(.+?)”/, async (scene, [desk = '', title = ''], table) => {
    await handIn(await scene.city.person(usernameOf(desk)), title, resolved(scene, table), undefined);
    await scene.city.settle();
  });
  steps.add(/(.+?)办理“(.+?)”不被接受/, async (scene, [desk = '', title = ''], table) => {
    const person = await scene.city.person(usernameOf(desk));
    await refused(() => handIn(person, title, resolved(scene, table), orderNoOf(scene)));
    await scene.city.settle();
  });
  steps.add(/(.+?)(有|没有)任务“(.+)”/, async (scene, [desk = '', has, title = '']) => {
    const tasks = await tasksOf(await scene.city.person(usernameOf(desk)), orderNoOf(scene));
    const titles = tasks.map((task) => task.title);
    strictEqual(titles.includes(title), has === '有', `open tasks: ${titles.join('、') || 'none'}`);
  });
  steps.add(/(.+?)(有|没有)会议任务“(.+)”/, async (scene, [desk = '', has, title = '']) => {
    const titles = (await tasksOf(await scene.city.person(usernameOf(desk)))).map((task) => task.title);
    strictEqual(titles.includes(title), has === '有', `open tasks: ${titles.join('、') || 'none'}`);
  });
}
