import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn-embedded.css';
import Modeler from 'dmn-js/lib/Modeler';
import Viewer from 'dmn-js/lib/Viewer';
import type { DmnActiveViewer, DmnView } from 'dmn-js/lib/Modeler';
import { translateModule } from './dmn-words.ts';

/** A decision of the file. */
export interface DecisionChoice {
  readonly id: string;
  readonly name: string;
}

/** dmn-js with what the page needs of it. */
export interface DmnEditor {
  /** Reads a file and shows its first decision. Rejects when it is no DMN. */
  readonly open: (xml: string, decisionId?: string) => Promise<readonly DecisionChoice[]>;
  readonly show: (decisionId: string) => Promise<void>;
  readonly xml: () => Promise<string>;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly destroy: () => void;
}

interface EditorOptions {
  readonly place: HTMLElement;
  readonly language: 'zh' | 'en';
  readonly readOnly: boolean;
  readonly onChange: () => void;
}

interface CommandStack {
  undo: () => void;
  redo: () => void;
}

interface EventBus {
  on: (event: string, listener: () => void) => void;
}

/** Makes an editor (or a viewer) of decision tables in a place of the page. */
export function createDmnEditor({ place, language, readOnly, onChange }: EditorOptions): DmnEditor {
  const additionalModules = language === 'zh' ? [translateModule] : [];
  const own = { additionalModules };
  const dmn = new (readOnly ? Viewer : Modeler)({
    container: place,
    decisionTable: own,
    literalExpression: own,
    drd: own,
  });
  const heard = new WeakSet<DmnActiveViewer>();
  // each decision is edited by a viewer of its own, made when it is first shown
  const listen = (): void => {
    const viewer = dmn.getActiveViewer();
    if (readOnly || viewer === undefined || heard.has(viewer)) return;
    heard.add(viewer);
    (viewer.get('eventBus') as EventBus).on('commandStack.changed', onChange);
  };
  const decisions = (): DmnView[] => dmn.getViews().filter(({ type }) => type !== 'drd');
  const show = async (decisionId: string): Promise<void> => {
    const view = decisions().find(({ element }) => element.id === decisionId) ?? decisions()[0];
    if (view === undefined) return;
    await dmn.open(view);
    listen();
  };
  const stack = (): CommandStack | undefined =>
    dmn.getActiveViewer()?.get('commandStack') as CommandStack | undefined;
  return {
    open: async (xml, decisionId) => {
      await dmn.importXML(xml);
      await show(decisionId ?? decisions()[0]?.element.id ?? '');
      return decisions().map(({ element }) => ({ id: element.id, name: element.name ?? element.id }));
    },
    show,
    xml: async () => (await dmn.saveXML({ format: true })).xml ?? '',
    undo: () => stack()?.undo(),
    redo: () => stack()?.redo(),
    destroy: () => dmn.destroy(),
  };
}
