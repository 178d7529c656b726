import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'bpmn-js-color-picker/colors/color-picker.css';
import 'bpmn-js-element-templates/dist/assets/element-templates.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import ElementTemplateIconRenderer from '@bpmn-io/element-template-icon-renderer';
import Modeler from 'bpmn-js/lib/Modeler';
import ColorPickerModule from 'bpmn-js-color-picker';
import {
  CreateAppendAnythingModule,
  CreateAppendElementTemplatesModule,
} from 'bpmn-js-create-append-anything';
import { CloudElementTemplatesPropertiesProviderModule } from 'bpmn-js-element-templates';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import ZeebeBehaviorsModule from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import MinimapModule from 'diagram-js-minimap';
import type Canvas from 'diagram-js/lib/core/Canvas';
import zeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { translateModule } from './bpmn-words.ts';
import { TEMPLATES } from './templates.ts';

type Language = 'zh' | 'en';

interface CommandStack {
  undo: () => void;
  redo: () => void;
  canUndo: () => boolean;
  canRedo: () => boolean;
}

interface Selection {
  select: (element: unknown) => void;
}

interface TemplatesLoader {
  setTemplates: (templates: readonly unknown[]) => void;
}

interface ElementRegistry {
  get: (id: string) => unknown;
}

/** Width in px that the palette covers at the left of the canvas, and what stays free at the other sides. */
const PALETTE = 130;
const MARGIN = 24;
/** Least scale at opening, so that labels can be read; a wide diagram then shows its beginning. */
const READABLE = 0.65;

/** A bpmn-js modeler for Zeebe processes, with what the page needs of it. */
export interface BpmnEditor {
  /** Draws a diagram from its beginning. Rejects when the XML is none. */
  readonly open: (xml: string) => Promise<void>;
  readonly xml: () => Promise<string>;
  readonly svg: () => Promise<string>;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly fit: () => void;
  /** Selects an element and brings it into view; false when the diagram has none of that id. */
  readonly select: (elementId: string) => boolean;
  readonly onChange: (listener: (can: { readonly undo: boolean; readonly redo: boolean }) => void) => void;
  readonly destroy: () => void;
}

/** Makes an editor in two places of the page: the canvas and the properties panel. */
export function createEditor(canvas: HTMLElement, panel: HTMLElement, language: Language): BpmnEditor {
  const modeler = new Modeler({
    container: canvas,
    propertiesPanel: { parent: panel },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      ZeebeBehaviorsModule,
      CloudElementTemplatesPropertiesProviderModule,
      CreateAppendAnythingModule,
      CreateAppendElementTemplatesModule,
      ElementTemplateIconRenderer,
      MinimapModule,
      ColorPickerModule,
      ...(language === 'zh' ? [translateModule] : []),
    ],
    moddleExtensions: { zeebe: zeebeModdle },
  });
  modeler.get<TemplatesLoader>('elementTemplatesLoader').setTemplates(TEMPLATES);
  const stack = (): CommandStack => modeler.get<CommandStack>('commandStack');
  const view = (): Canvas => modeler.get<Canvas>('canvas');
  const show = (least: number): void => {
    const { inner, outer } = view().viewbox();
    const fitting = Math.min(
      (outer.width - PALETTE - MARGIN) / inner.width,
      (outer.height - 2 * MARGIN) / inner.height,
    );
    const scale = Math.min(Math.max(fitting, least), 1);
    view().viewbox({
      x: inner.x - PALETTE / scale,
      y: inner.y + inner.height / 2 - outer.height / scale / 2,
      width: outer.width / scale,
      height: outer.height / scale,
    });
  };

  return {
    open: async (xml) => {
      await modeler.importXML(xml);
      show(READABLE);
    },
    xml: async () => (await modeler.saveXML({ format: true })).xml ?? '',
    svg: async () => (await modeler.saveSVG()).svg,
    undo: () => stack().undo(),
    redo: () => stack().redo(),
    fit: () => show(0),
    select: (elementId) => {
      const element = modeler.get<ElementRegistry>('elementRegistry').get(elementId);
      if (element === undefined) return false;
      modeler.get<Selection>('selection').select(element);
      view().scrollToElement(element as Parameters<Canvas['scrollToElement']>[0], 120);
      return true;
    },
    onChange: (listener) => {
      modeler.on('commandStack.changed', () =>
        listener({ undo: stack().canUndo(), redo: stack().canRedo() }),
      );
    },
    destroy: () => modeler.destroy(),
  };
}
