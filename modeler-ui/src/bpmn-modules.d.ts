/** Packages of bpmn.io that ship no types. */
declare module 'bpmn-js-properties-panel' {
  import type { ModuleDeclaration } from 'didi';
  export const BpmnPropertiesPanelModule: ModuleDeclaration;
  export const BpmnPropertiesProviderModule: ModuleDeclaration;
  export const ZeebePropertiesProviderModule: ModuleDeclaration;
}

declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud' {
  import type { ModuleDeclaration } from 'didi';
  const module: ModuleDeclaration;
  export default module;
}

declare module 'dmn-js/lib/*' {
  /** A decision or the diagram of all decisions of a file, as it can be opened. */
  interface DmnView {
    readonly type: 'drd' | 'decisionTable' | 'literalExpression' | 'boxedExpression';
    readonly element: { readonly id: string; readonly name?: string };
  }
  interface DmnActiveViewer {
    get: (name: string) => unknown;
    on: (event: string, listener: () => void) => void;
  }
  export default class DmnJs {
    constructor(options: Readonly<Record<string, unknown>>);
    importXML(xml: string): Promise<unknown>;
    saveXML(options: { readonly format: boolean }): Promise<{ xml?: string }>;
    getViews(): DmnView[];
    open(view: DmnView): Promise<unknown>;
    getActiveView(): DmnView | undefined;
    getActiveViewer(): DmnActiveViewer | undefined;
    on(event: string, listener: () => void): void;
    destroy(): void;
  }
}

declare module 'bpmn-js-element-templates' {
  import type { ModuleDeclaration } from 'didi';
  export const CloudElementTemplatesPropertiesProviderModule: ModuleDeclaration;
}

declare module 'bpmn-js-create-append-anything' {
  import type { ModuleDeclaration } from 'didi';
  export const CreateAppendAnythingModule: ModuleDeclaration;
  export const CreateAppendElementTemplatesModule: ModuleDeclaration;
}

declare module '@bpmn-io/element-template-icon-renderer' {
  import type { ModuleDeclaration } from 'didi';
  const module: ModuleDeclaration;
  export default module;
}

declare module 'diagram-js-minimap' {
  import type { ModuleDeclaration } from 'didi';
  const module: ModuleDeclaration;
  export default module;
}

declare module 'bpmn-js-color-picker' {
  import type { ModuleDeclaration } from 'didi';
  const module: ModuleDeclaration;
  export default module;
}
