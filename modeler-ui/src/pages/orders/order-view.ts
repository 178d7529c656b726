import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type { Diagram } from '../../api/index.ts';

/** An order's diagram on the page: drawing, marking and moving the view. */
export interface OrderView {
  readonly draw: (xml: string) => Promise<void>;
  /** Marks the present steps and the path so far; answers the names of the steps, without the scopes around them. */
  readonly mark: (diagram: Diagram) => readonly string[];
  /** Brings the present step into the middle at a size that can be read; the whole diagram when there is none. */
  readonly showStep: () => void;
  readonly showAll: () => void;
  readonly zoom: (by: number) => void;
  readonly destroy: () => void;
}

interface Shape {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly children?: readonly unknown[];
  readonly businessObject: { readonly name?: string };
}

interface Registry {
  get: (id: string) => Shape | undefined;
  getAll: () => readonly Shape[];
}

const MARKS = { present: 'mark-present', around: 'mark-around', visited: 'mark-visited' } as const;

/** Scale at which labels of 12 px are still read with ease. */
const READABLE = 0.85;

const isScope = (shape: Shape): boolean => (shape.children?.length ?? 0) > 0;

/** Opens a viewer in a place of the page. */
export function openOrderView(container: HTMLElement): OrderView {
  const viewer = new NavigatedViewer({ container });
  const canvas = (): Canvas => viewer.get<Canvas>('canvas');
  const registry = (): Registry => viewer.get<Registry>('elementRegistry');
  let steps: readonly Shape[] = [];

  const showAll = (): void => void canvas().zoom('fit-viewport', { x: 0, y: 0 });

  return {
    draw: async (xml) => {
      await viewer.importXML(xml);
    },
    mark: ({ activeElements, visitedElements }) => {
      for (const { id } of registry().getAll()) {
        for (const name of Object.values(MARKS)) canvas().removeMarker(id, name);
      }
      const present = activeElements.flatMap((id) => registry().get(id) ?? []);
      for (const shape of present)
        canvas().addMarker(shape.id, isScope(shape) ? MARKS.around : MARKS.present);
      for (const id of visitedElements) {
        const shape = registry().get(id);
        if (shape !== undefined && !isScope(shape) && !activeElements.includes(id)) {
          canvas().addMarker(id, MARKS.visited);
        }
      }
      steps = present.filter((shape) => !isScope(shape));
      return steps.map((shape) => shape.businessObject.name ?? shape.id);
    },
    showStep: () => {
      const [step] = steps;
      if (step === undefined) {
        showAll();
        return;
      }
      canvas().zoom(READABLE);
      const { width, height } = canvas().viewbox();
      canvas().viewbox({
        x: step.x + step.width / 2 - width / 2,
        y: step.y + step.height / 2 - height / 2,
        width,
        height,
      });
    },
    showAll,
    zoom: (by) => void canvas().zoom(canvas().zoom() * by),
    destroy: () => viewer.destroy(),
  };
}
