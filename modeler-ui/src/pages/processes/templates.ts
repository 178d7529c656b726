/** The domain's own elements (签收, 催办, 联席会议 …), as bpmn/templates keeps them; Camunda's element template format. */
export const TEMPLATES: readonly unknown[] = Object.values(
  import.meta.glob('../../../../bpmn/templates/*.json', { eager: true, import: 'default' }),
);
