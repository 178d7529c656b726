import { areaId, categoryId, codeOf, unitId } from '../names.ts';
import { LATEST, orderNoOf } from '../scene.ts';
import type { Steps } from '../steps.ts';

/** Steps of the agent who takes a call. */
export function addIntakeSteps(steps: Steps): void {
  steps.add(
    /(市民|企业)反映(一般|加急|紧急)(咨询|求助|投诉|举报|建议|表扬)，类别“(.+?)”，区域“(.+?)”(?:，记为“(.+)”)?/,
    async (scene, [callerType = '', urgency = '', kind = '', category = '', area = '', name], table) => {
      const fields = Object.fromEntries(table) as Record<string, string>;
      const {
        当场答复: reply,
        被投诉单位: complained,
        匿名: anonymous,
        电话: phone = '13800000000',
      } = fields;
      const { orderNo } = await (
        await scene.city.person('agent')
      ).takeCall({
        title: fields['标题'] ?? `关于${category}的${kind}`,
        text: fields['内容'] ?? `诉求人反映${area}的${category}问题，请核实处理。`,
        callerType: codeOf('callerType', callerType),
        urgency: codeOf('urgency', urgency),
        kind: codeOf('kind', kind),
        category: categoryId(category),
        area: areaId(area),
        channel: 'phone',
        caller: { name: '王小明', phone, anonymous: anonymous === '是' },
        ...(callerType === '企业' ? { enterpriseName: '江州某公司' } : {}),
        ...(reply === undefined ? {} : { answeredAtOnce: { reply } }),
        ...(complained === undefined ? {} : { complainedUnit: unitId(complained) }),
      });
      scene.orders.set(LATEST, orderNo).set(name ?? LATEST, orderNo);
      await scene.city.settle();
    },
  );
  steps.add(/换到工单“(.+)”/, async (scene, [name = '']) => {
    scene.orders.set(LATEST, orderNoOf(scene, name));
  });
}
