/** What the rules read of a model: Zeebe's extensions, events, flows. */
const { is } = require('bpmnlint-utils');

/**
 * The deadlines of an order, by the variable that holds their date-times, each with the message by which whoever waits for
 * them learns that they have changed: those of the order, and those of one of its assisting units.
 */
const DEADLINES = { deadline: 'deadline-changed', assist: 'assist-deadline-changed' };

exports.DEADLINE_MESSAGES = Object.values(DEADLINES);

/** The message of change of the deadline that a FEEL expression reads; undefined when it reads none. */
exports.deadlineMessage = function (expression) {
  const [, message] =
    Object.entries(DEADLINES).find(([variable]) =>
      new RegExp(`(^|[^\\p{L}\\p{N}_.])${variable}\\.`, 'u').test(expression ?? ''),
    ) ?? [];
  return message;
};

/** The first extension of a type, e.g. `zeebe:FormDefinition`; undefined without one. */
function extension(element, type) {
  return element.extensionElements?.values?.find((value) => is(value, type));
}
exports.extension = extension;

/** Value of a property that the modeler keeps in zeebe:properties; undefined without one. */
exports.property = function (element, name) {
  const properties = extension(element, 'zeebe:Properties')?.properties ?? [];
  return properties.find((entry) => entry.name === name)?.value;
};

/** The first event definition of a type; undefined for other elements. */
function eventDefinition(element, type) {
  return element.eventDefinitions?.find((definition) => is(definition, type));
}
exports.eventDefinition = eventDefinition;

/** Name of the message that an event waits for; undefined for other elements. */
exports.messageName = function (element) {
  return eventDefinition(element, 'bpmn:MessageEventDefinition')?.messageRef?.name;
};

/** Flow nodes directly inside a process or subprocess. */
function nodes(scope) {
  return (scope.flowElements ?? []).filter((element) => is(element, 'bpmn:FlowNode'));
}
exports.nodes = nodes;

/** Flow nodes that follow an element directly, or where a link leads to. */
function next(element) {
  const following = (element.outgoing ?? []).map((flow) => flow.targetRef).filter(Boolean);
  return is(element, 'bpmn:IntermediateThrowEvent') ? [...following, ...linked(element)] : following;
}

/** The catch events of the link that a throw event leads into. */
function linked(element) {
  const link = eventDefinition(element, 'bpmn:LinkEventDefinition')?.name;
  if (link === undefined) return [];
  return nodes(element.$parent).filter(
    (node) =>
      is(node, 'bpmn:IntermediateCatchEvent') &&
      eventDefinition(node, 'bpmn:LinkEventDefinition')?.name === link,
  );
}
exports.next = next;

/** Boundary events attached to an activity. */
exports.boundaryEvents = function (activity) {
  return nodes(activity.$parent).filter((node) => node.attachedToRef === activity);
};

/** Whether following the flows from one element reaches another. */
exports.reaches = function (from, to) {
  const seen = new Set();
  const open = [...next(from)];
  while (open.length > 0) {
    const node = open.pop();
    if (node === to) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...next(node));
  }
  return false;
};
