import { beforeAll, describe, expect, it } from '@jest/globals';
import { child, children, idOf, text } from '../engine/model/moddle.ts';
import type { ModdleElement } from '../engine/model/moddle.ts';
import { modelFiles, readModel } from './testing/models.ts';

/** The phases of an order, from left to right; only the order itself shows them. */
const PHASES = ['受理', '派单', '办理', '回访', '评价'];

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Segment {
  readonly flow: string;
  /** Ids of the elements at both ends. */
  readonly ends: readonly (string | undefined)[];
  readonly from: Point;
  readonly to: Point;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

describe.each(modelFiles('.bpmn'))('the drawing of %s', (name) => {
  let definitions: ModdleElement;
  beforeAll(async () => {
    definitions = await readModel(name);
  });

  it('has right angles only', () => {
    const slanted = segments(definitions).filter(({ from, to }) => from.x !== to.x && from.y !== to.y);
    expect(slanted).toEqual([]);
  });

  it('has no lines that cross or run over each other', () => {
    const lines = segments(definitions);
    const crossings = lines.flatMap((line, index) =>
      lines
        .slice(index + 1)
        .filter((other) => other.flow !== line.flow && touch(line, other))
        .map((other) => `${line.flow} × ${other.flow}`),
    );
    expect(crossings).toEqual([]);
  });

  it('has no label on a line or on another label', () => {
    const labels = labelled(definitions);
    const hits = labels.flatMap(({ id, box }) => [
      ...segments(definitions)
        .filter((line) => overlap(box, boxOf(line)))
        .map((line) => `${id} on ${line.flow}`),
      ...labels
        .filter((other) => other.id !== id && overlap(box, other.box))
        .map((other) => `${id} on ${other.id}`),
    ]);
    expect(hits).toEqual([]);
  });

  it('has no line through a shape, and no shape on another', () => {
    const shapes = solid(definitions);
    const hits = shapes.flatMap(({ id, box, host }, index) => [
      ...segments(definitions)
        .filter((line) => !line.ends.includes(id) && overlap(box, boxOf(line)))
        .filter((line) => !shapes.some((other) => line.ends.includes(other.id) && other.host === id))
        .map((line) => `${line.flow} on ${id}`),
      ...shapes
        .slice(index + 1)
        .filter((other) => other.host !== id && host !== other.id && overlap(box, other.box))
        .map((other) => `${id} on ${other.id}`),
    ]);
    expect(hits).toEqual([]);
  });

  it('stays within the phases, in their order from left to right', () => {
    const groups = drawn(definitions).filter(({ element }) => element.$type === 'bpmn:Group');
    const names = groups
      .map(({ element, shape }) => ({
        name: text(child(element, 'categoryValueRef') as ModdleElement, 'value'),
        x: boundsOf(shape).x,
      }))
      .sort((a, b) => a.x - b.x)
      .map(({ name }) => name);
    expect(names).toEqual(name === 'work-order.bpmn' ? PHASES : []);
    if (names.length === 0) return;
    const astray = drawn(definitions)
      .filter(
        ({ element, shape }) => element.$type !== 'bpmn:SequenceFlow' && child(shape, 'bounds') !== undefined,
      )
      .filter(({ shape }) => !groups.some((group) => contains(boundsOf(group.shape), boundsOf(shape))));
    expect(astray.map(({ element }) => idOf(element))).toEqual([]);
  });
});

function drawn(definitions: ModdleElement): { element: ModdleElement; shape: ModdleElement }[] {
  const [diagram] = children(definitions, 'diagrams');
  const plane = child(diagram as ModdleElement, 'plane') as ModdleElement;
  return children(plane, 'planeElement').map((shape) => ({
    shape,
    element: child(shape, 'bpmnElement') as ModdleElement,
  }));
}

function segments(definitions: ModdleElement): Segment[] {
  return drawn(definitions).flatMap(({ element, shape }) => {
    const points = children(shape, 'waypoint') as unknown as Point[];
    const ends = [child(element, 'sourceRef'), child(element, 'targetRef')].map((end) => end && idOf(end));
    return points
      .slice(1)
      .map((to, index) => ({ flow: idOf(element), ends, from: points[index] as Point, to }));
  });
}

/** Shapes that stand for one thing: no groups, no open subprocesses. */
function solid(definitions: ModdleElement): { id: string; box: Box; host: string | undefined }[] {
  return drawn(definitions).flatMap(({ element, shape }) => {
    if (child(shape, 'bounds') === undefined || shape.isExpanded === true) return [];
    if (element.$type === 'bpmn:Group') return [];
    const host = child(element, 'attachedToRef');
    return [{ id: idOf(element), box: boundsOf(shape), host: host && idOf(host) }];
  });
}

function labelled(definitions: ModdleElement): { id: string; box: Box }[] {
  return drawn(definitions).flatMap(({ element, shape }) => {
    const label = child(shape, 'label');
    return label === undefined ? [] : [{ id: idOf(element), box: boundsOf(label) }];
  });
}

function boundsOf(shape: ModdleElement): Box {
  return child(shape, 'bounds') as unknown as Box;
}

function boxOf({ from, to }: Segment): Box {
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  };
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function touch(a: Segment, b: Segment): boolean {
  const [p, q] = [boxOf(a), boxOf(b)];
  return p.x <= q.x + q.width && q.x <= p.x + p.width && p.y <= q.y + q.height && q.y <= p.y + p.height;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
